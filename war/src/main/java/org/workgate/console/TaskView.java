package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.Arrivals;
import org.workgate.operation.Operation;
import org.workgate.reporting.HistoryPage;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.task.HistoryRecord;
import org.workgate.task.PendingOperation;

/** The page {@code /task?id=}: everything about one task. */
@Named("task")
@RequestScoped
public class TaskView {

    /** How much of the history is shown at once. */
    private static final int LINES = 100;

    @EJB
    private TaskListing listing;

    @Inject
    private Arrivals arrivals;

    @Inject
    private FacesContext faces;

    @Inject
    private Clock clock;

    private @Nullable String id;
    private @Nullable TaskDetails details;
    private long before = Long.MAX_VALUE;
    private HistoryPage history = new HistoryPage(List.of(), false);
    private List<PendingOperation> pending = List.of();
    private long alike;

    /** Fetches the task; where there is none, the answer is 404. */
    public void find() throws IOException {
        details = Operate.number(id).flatMap(this::look).orElse(null);
        if (details == null) {
            // First, since the error page ends this view before the second returns.
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        history = listing.latest(details.brokerId(), before, LINES);
        pending = listing.pending(details.brokerId());
        alike = listing.alike(details);
    }

    /** The operations that wait for the distribution system to give it back, in the order of their turns (A87). */
    public List<PendingOperation> getPending() {
        return pending;
    }

    private Optional<TaskDetails> look(int brokerId) {
        return listing.details(brokerId).or(() -> {
            arrivals.await();
            return listing.details(brokerId);
        });
    }

    public @Nullable TaskDetails getDetails() {
        return details;
    }

    /** What happened to it last, oldest first. */
    public List<HistoryRecord> getHistory() {
        return history.entries();
    }

    /** The number of the entry before which there are more, or null where there are not. */
    public @Nullable Long getEarlier() {
        return history.more() ? history.entries().get(0).id() : null;
    }

    /** The number of the entry before which the history is shown, or null for its end. */
    public @Nullable String getBefore() {
        return before == Long.MAX_VALUE ? null : Long.toString(before);
    }

    public void setBefore(@Nullable String number) {
        try {
            before = number == null ? Long.MAX_VALUE : Long.parseLong(number);
        } catch (NumberFormatException e) {
            before = Long.MAX_VALUE;
        }
    }

    /** How many tasks in the same place, itself included, share its CaptureId (A43). */
    public long getAlike() {
        return alike;
    }

    /** What its status may accept, as words in lower case; nothing of an archived one. */
    public List<String> getOperations() {
        return details == null || details.isArchived()
                ? List.of()
                : Stream.of(Operation.values())
                        .filter(operation -> operation.isPossible(details.status()))
                        .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** Whether it has expired and yet is not final (A34). */
    public boolean isExpiredStillOpen() {
        return details != null && details.isExpiredStillOpen(clock.instant());
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }
}
