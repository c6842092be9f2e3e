package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;

/** The page {@code /task?id=}: everything about one task. */
@Named("task")
@RequestScoped
public class TaskView {

    @EJB
    private TaskListing listing;

    @Inject
    private FacesContext faces;

    @Inject
    private Clock clock;

    private @Nullable String id;
    private @Nullable TaskDetails details;

    /** Fetches the task; where there is none, the answer is 404. */
    public void find() throws IOException {
        details = brokerId(id).flatMap(listing::details).orElse(null);
        if (details == null) {
            // First, since the error page ends this view before the second returns.
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
        }
    }

    private static Optional<Integer> brokerId(@Nullable String text) {
        try {
            return Optional.of(Integer.valueOf(Objects.requireNonNullElse(text, "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public @Nullable TaskDetails getDetails() {
        return details;
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
