package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.Failures;
import org.workgate.operation.Operation;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.reporting.TaskRow;
import org.workgate.task.Channel;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Outcome;
import org.workgate.task.TaskStatus;

/**
 * The page {@code /operate?operation=…&id=…&id=…}: what is about to be done to one or several tasks, the reason for it, and,
 * where it was not done to all, what became of each.
 */
@Named
@ViewScoped
public class Operate implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(Operate.class.getName());

    private static final ResourceBundle LABELS = ResourceBundle.getBundle("org.workgate.console.labels");

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
    private boolean reasonRefused;
    private List<Subject> subjects = List.of();
    private final Search search = new Search();

    /** For the container, which sets what is injected. */
    @SuppressWarnings("NullAway.Init")
    public Operate() {}

    /** The page after it has found these tasks. */
    @SuppressWarnings("NullAway.Init")
    Operate(TaskOperations operations, TaskListing listing, Operation operation, List<TaskRow> rows) {
        this.operations = operations;
        this.listing = listing;
        this.operation = operation;
        this.subjects = subjects(operation, rows);
    }

    /** What became of a task. */
    public enum Fate {
        /** It was done. */
        DONE,
        /** It waits for the distribution system to give the task back (A87). */
        PENDING,
        /** It was refused. */
        REFUSED,
        /** It was tried, and nobody knows whether it was done. */
        UNKNOWN,
        /** It was not tried, since the task has another status than was shown. */
        CHANGED,
        /** It was not tried. */
        OPEN;

        /** Whether it can be tried. */
        boolean isOpen() {
            return this == OPEN || this == CHANGED;
        }
    }

    /**
     * A task that something is to be done to.
     *
     * @param row the task as the list shows it
     * @param status where it stood when it was looked at last; what is done is done to a task in this status only
     * @param possible whether that status may accept it
     * @param fate what became of it
     * @param why the same in detail, for people; or null
     */
    public record Subject(
            TaskRow row,
            TaskStatus status,
            boolean possible,
            Fate fate,
            @Nullable String why) implements Serializable {

        private Subject became(Fate now, @Nullable String because) {
            return new Subject(row, status, possible, now, because);
        }
    }

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
        subjects = subjects(wanted, listing.rows(numbers));
    }

    private static List<Subject> subjects(Operation wanted, List<TaskRow> rows) {
        return rows.stream()
                .map(row -> new Subject(row, row.status(), wanted.isPossible(row.status()), Fate.OPEN, null))
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

    /**
     * Does it to each of them that it was not tried with yet, each in a transaction of its own, and leads back if it was done to all.
     * Where nobody knows whether it was done to one, or one cannot be looked at, it is not tried with those behind.
     */
    public void perform() throws IOException {
        problem = null;
        reasonRefused = false;
        Operation wanted = Objects.requireNonNull(operation);
        var after = new ArrayList<Subject>();
        boolean answered = true;
        for (Subject subject : subjects) {
            if (!answered || !subject.fate().isOpen()) {
                after.add(subject);
                continue;
            }
            try {
                Subject tried = perform(wanted, subject);
                answered = tried.fate() != Fate.UNKNOWN;
                after.add(tried);
            } catch (InvalidValueException wrong) {
                // Of the reason, so that it is the same for all of them and nothing was done yet.
                problem = wrong.getMessage();
                reasonRefused = true;
                return;
            } catch (EJBAccessException e) {
                throw e;
            } catch (EJBException e) {
                answered = false;
                problem = unseen(subject, e);
                after.add(subject);
            }
        }
        subjects = List.copyOf(after);
        long pending = count(Fate.PENDING);
        long done = count(Fate.DONE);
        if (done + pending == subjects.size()) {
            faces.getExternalContext().redirect(back(wanted.name().toLowerCase(Locale.ROOT), done, pending));
        }
    }

    /**
     * Looks at a task and does it to that.
     *
     * @throws InvalidValueException if the reason cannot be one
     * @throws EJBException if the task cannot be looked at; then it was not tried
     */
    private Subject perform(Operation wanted, Subject subject) {
        int brokerId = subject.row().brokerId();
        Outcome outcome;
        do {
            TaskDetails present = listing.details(brokerId).orElse(null);
            if (present != null && present.status() != subject.status()) {
                TaskStatus status = present.status();
                String why = "is " + LABELS.getString(status.wireName()) + " by now";
                return new Subject(subject.row(), status, wanted.isPossible(status), Fate.CHANGED, why);
            }
            // By its version, so that it still has this status when it is locked.
            Integer seen = present == null ? null : present.version();
            try {
                outcome = operations.perform(wanted.on(brokerId), seen, Channel.CONSOLE, reason);
            } catch (EJBAccessException e) {
                throw e;
            } catch (EJBException e) {
                if (e.getCause() instanceof InvalidValueException wrong) {
                    throw wrong;
                }
                return unknown(subject, e);
            }
        } while (outcome instanceof Outcome.Overtaken);
        if (outcome instanceof Outcome.Refused refused) {
            return subject.became(Fate.REFUSED, refused.refusal().message());
        }
        return subject.became(outcome instanceof Outcome.Pending ? Fate.PENDING : Fate.DONE, null);
    }

    private static Subject unknown(Subject subject, EJBException failure) {
        LOG.log(
                Level.WARNING,
                () -> "Nobody knows whether what an operator asked for was done to task "
                        + subject.row().brokerId(),
                failure);
        return subject.became(Fate.UNKNOWN, cause(failure) + "; look at the task before you try again");
    }

    private static String unseen(Subject subject, EJBException failure) {
        int brokerId = subject.row().brokerId();
        LOG.log(
                Level.WARNING,
                () -> "Task " + brokerId + " could not be looked at, so that what an operator asked for was not tried",
                failure);
        return "Task " + brokerId + " and what follows it were not tried: " + cause(failure) + "; try again";
    }

    private static String cause(EJBException failure) {
        return Failures.isInfrastructure(failure)
                ? "the database or the message broker did not answer"
                : "Workgate failed, and its log tells more";
    }

    private long count(Fate fate) {
        return subjects.stream().filter(subject -> subject.fate() == fate).count();
    }

    private String back(String word, long done, long pending) {
        String told = done == 0
                ? "done=pending&count=" + pending
                : "done=" + word + "&count=" + done + (pending == 0 ? "" : "&pending=" + pending);
        String address = getBack();
        return address + (address.contains("?") ? "&" : "?") + told;
    }

    /** The page from which it was asked for. */
    public String getBack() {
        return request.getContextPath()
                + (fromTask && subjects.size() == 1
                        ? "/task?id=" + subjects.get(0).row().brokerId()
                        : search.address());
    }

    /** How many tasks became what, as a sentence. */
    public String getSummary() {
        return Stream.of(Fate.values())
                .filter(fate -> count(fate) > 0)
                .map(fate -> count(fate) + " " + LABELS.getString("summary." + fate.name()))
                .collect(Collectors.joining(", ", "", "."));
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

    /** How many of them it was not tried with yet. */
    public long getLeft() {
        return subjects.stream().filter(subject -> subject.fate().isOpen()).count();
    }

    /** How many of those will refuse it, as far as one can see. */
    public long getImpossible() {
        return subjects.stream()
                .filter(subject -> subject.fate().isOpen() && !subject.possible())
                .count();
    }

    /** Whether it was tried, and not done to all. */
    public boolean isCarriedOut() {
        return count(Fate.OPEN) < subjects.size();
    }

    /** What the list was narrowed to where the tasks were selected. */
    public Search getSearch() {
        return search;
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

    /** What is wrong with the reason, or why a task could not be looked at; or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    /** Whether that is about the reason. */
    public boolean isReasonRefused() {
        return reasonRefused;
    }
}
