package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.operation.Operation;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.TaskListing;
import org.workgate.reporting.TaskRow;
import org.workgate.task.Channel;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Outcome;

/**
 * The page {@code /operate?operation=…&id=…&id=…}: what is about to be done to one or several tasks, the reason for it, and,
 * where not all of it was possible, what became of each.
 */
@Named
@ViewScoped
public class Operate implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private TaskOperations operations;

    @EJB
    private TaskListing listing;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private @Nullable Operation operation;
    private boolean fromTask;
    private @Nullable String reason;
    private @Nullable String problem;
    private List<Subject> subjects = List.of();
    private boolean carriedOut;

    /**
     * A task that something is to be done to.
     *
     * @param row the task as the list shows it
     * @param possible whether its status may accept it
     * @param refusal why it was refused, or null
     */
    public record Subject(
            TaskRow row, boolean possible, @Nullable String refusal) implements Serializable {}

    /** Finds the tasks; where nothing is to be done, leads back to the list. */
    public void find() throws IOException {
        if (faces.isPostback()) {
            return;
        }
        String[] ids = Objects.requireNonNullElse(request.getParameterValues("id"), new String[0]);
        Operation wanted = operation;
        if (wanted == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        List<Integer> numbers =
                Stream.of(ids).flatMap(id -> number(id).stream()).distinct().toList();
        subjects = listing.rows(numbers).stream()
                .map(row -> new Subject(row, wanted.isPossible(row.status()), null))
                .toList();
    }

    /** The whole number that an address or a form gives; nothing where it gives none. */
    static Optional<Integer> number(@Nullable String text) {
        try {
            return Optional.of(Integer.valueOf(Objects.requireNonNullElse(text, "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Does it to each of them, each in a transaction of its own, and leads back if all of it was possible. */
    public void perform() throws IOException {
        problem = null;
        var after = new ArrayList<Subject>();
        Operation wanted = Objects.requireNonNull(operation);
        int done = 0;
        int pending = 0;
        for (Subject subject : subjects) {
            Outcome outcome;
            try {
                outcome = operations.perform(wanted.on(subject.row().brokerId()), null, Channel.CONSOLE, reason);
            } catch (EJBException e) {
                if (e.getCause() instanceof InvalidValueException wrong) {
                    // Of the reason, so that it is the same for all of them and nothing was done yet.
                    problem = wrong.getMessage();
                    return;
                }
                throw e;
            }
            if (outcome instanceof Outcome.Refused refused) {
                after.add(new Subject(subject.row(), false, refused.refusal().message()));
            } else {
                done++;
                pending += outcome instanceof Outcome.Pending ? 1 : 0;
                after.add(new Subject(subject.row(), true, null));
            }
        }
        if (done == subjects.size()) {
            faces.getExternalContext()
                    .redirect(
                            pending > 0
                                    ? back("pending", pending)
                                    : back(wanted.name().toLowerCase(Locale.ROOT), done));
        } else {
            subjects = after;
            carriedOut = true;
        }
    }

    private String back(String word, int count) {
        String page = fromTask && subjects.size() == 1
                ? "/task?id=" + subjects.get(0).row().brokerId() + "&"
                : "/tasks?";
        return request.getContextPath() + page + "done=" + word + "&count=" + count;
    }

    /** The page from which it was asked for. */
    public String getBack() {
        return fromTask && subjects.size() == 1
                ? request.getContextPath() + "/task?id=" + subjects.get(0).row().brokerId()
                : request.getContextPath() + "/tasks";
    }

    /** The word for what is to be done, in lower case; null for none. */
    public @Nullable String getOperation() {
        return operation == null ? null : operation.name().toLowerCase(Locale.ROOT);
    }

    public void setOperation(@Nullable String name) {
        operation = Stream.of(Operation.values())
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** {@code task} where the page of a task asks. */
    public @Nullable String getFrom() {
        return fromTask ? "task" : null;
    }

    public void setFrom(@Nullable String from) {
        fromTask = "task".equals(from);
    }

    public List<Subject> getSubjects() {
        return subjects;
    }

    /** How many of them accept it, as far as one can see. */
    public long getPossible() {
        return subjects.stream().filter(Subject::possible).count();
    }

    /** Whether it was tried, and not possible for all. */
    public boolean isCarriedOut() {
        return carriedOut;
    }

    /** Whether it ends tasks for good. */
    public boolean isEnding() {
        return operation == Operation.CANCEL || operation == Operation.COMPLETE;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** What is wrong with the reason, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
