package org.workgate.console;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.BackoutQueue;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * The page {@code /backout?of=ID}: messages of a capture point that failed for their own sake and wait for somebody to look
 * at them (A73). Without an ID it is that of the first capture point that the reader may see.
 */
@Named
@ViewScoped
public class Backout implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many messages a page shows at most. */
    private static final int SIZE = 100;

    @EJB
    private BackoutQueue queue;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private String capturePointId = "";
    private List<Row> rows = List.of();
    private boolean more;
    private boolean mayResubmit;
    private @Nullable String problem;

    /**
     * A message as the page shows it.
     *
     * @param messageId its message ID
     * @param setAsideAt when it was set aside
     * @param size its size in bytes
     * @param excerpt the beginning of its text, or null for those who may not read it
     */
    public record Row(
            String messageId,
            Instant setAsideAt,
            long size,
            @Nullable Excerpt excerpt) implements Serializable {}

    @PostConstruct
    void open() {
        String of = request.getParameter("of");
        capturePointId = of == null ? getCapturePointIds().stream().findFirst().orElse("") : of;
        look();
    }

    private void look() {
        if (!getCapturePointIds().contains(capturePointId)) {
            problem = capturePointId.isEmpty()
                    ? "No capture point is given to you."
                    : "There is no capture point " + capturePointId + ".";
            return;
        }
        mayResubmit = queue.mayResubmit(capturePoint());
        BackoutQueue.Page page = queue.list(capturePoint(), null, SIZE);
        more = page.next() != null;
        rows = page.messages().stream()
                .map(message ->
                        new Row(message.messageId(), message.setAsideAt(), message.size(), Excerpt.of(message.body())))
                .toList();
    }

    private CapturePoint capturePoint() {
        return capturePoints.find(capturePointId).orElseThrow();
    }

    /** Puts a message back on the input queue and leads to the page anew. */
    public void resubmit(String messageId) throws IOException {
        if (queue.resubmit(capturePoint(), messageId).isPresent()) {
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/backout?of=" + capturePointId + "&done=resubmit&count=1");
        } else {
            problem =
                    "Message " + messageId + " is not on the backout queue any more; somebody else has resubmitted it.";
            look();
        }
    }

    /** The ID of the capture point. */
    public String getCapturePointId() {
        return capturePointId;
    }

    /** The IDs of the capture points whose messages the reader may see. */
    public List<String> getCapturePointIds() {
        return capturePoints.all().stream()
                .filter(queue::mayList)
                .map(CapturePoint::id)
                .toList();
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Whether there are more than the page shows. */
    public boolean isMore() {
        return more;
    }

    /** Whether the reader may resubmit them. */
    public boolean mayResubmit() {
        return mayResubmit;
    }

    /** What went wrong, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
