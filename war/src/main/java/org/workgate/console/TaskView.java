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
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.task.HistoryRecord;
import org.workgate.task.PendingOperation;

/** The page {@code /task?id=}: everything about one task. */
@Named("task")
@RequestScoped
public class TaskView {

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
    private List<HistoryRecord> history = List.of();
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
        history = listing.history(details.brokerId());
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

    /** What happened to it, oldest first. */
    public List<HistoryRecord> getHistory() {
        return history;
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
