package org.workgate.console;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.notification.MessageResending;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * The section of the page {@code /backout?of=ID} with the messages that the capture point's outgoing script could not
 * transform (A89). Without an ID it is that of the first capture point that the
 * reader may see.
 */
@Named
@ViewScoped
public class Unsent implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = System.getLogger(Unsent.class.getName());

    /** How many messages a page shows at most. */
    private static final int SIZE = 100;

    @EJB
    private MessageResending resending;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private String capturePointId = "";
    private List<Row> rows = List.of();
    private boolean more;
    private boolean mayResend;
    private long waiting;
    private @Nullable String problem;

    /**
     * A message as the page shows it.
     *
     * @param number what it is called
     * @param type its type
     * @param brokerId the task that it is about, or null
     * @param failedAt when it should have been sent
     * @param fault why it could not be transformed the last time
     * @param excerpt the beginning of its text, or null for those who may not read it
     */
    public record Row(
            long number,
            String type,
            @Nullable Integer brokerId,
            Instant failedAt,
            String fault,
            @Nullable Excerpt excerpt)
            implements Serializable {}

    @PostConstruct
    void open() {
        String of = request.getParameter("of");
        capturePointId = of == null
                ? capturePoints.all().stream()
                        .filter(resending::mayList)
                        .map(CapturePoint::id)
                        .findFirst()
                        .orElse("")
                : of;
        look();
    }

    private void look() {
        CapturePoint capturePoint = seen().orElse(null);
        if (capturePoint == null) {
            return;
        }
        mayResend = resending.mayResend(capturePoint);
        MessageResending.Page page = resending.list(capturePoint, 0, SIZE);
        more = page.next() != null;
        rows = page.messages().stream()
                .map(message -> new Row(
                        message.number(),
                        message.type(),
                        message.brokerId(),
                        message.failedAt(),
                        message.fault(),
                        Excerpt.of(message.text())))
                .toList();
        waiting = resending.waiting(capturePoint);
    }

    /** The capture point, if there is one that the reader may see. */
    private Optional<CapturePoint> seen() {
        return capturePoints.find(capturePointId).filter(resending::mayList);
    }

    private CapturePoint capturePoint() {
        return capturePoints.find(capturePointId).orElseThrow();
    }

    /** Sends a message and leads to the page anew. */
    public void resend(long number) throws IOException {
        Optional<MessageResending.Result> result = resending.resend(capturePoint(), number);
        if (result.isEmpty()) {
            problem = "Message " + number + " is not kept any more; somebody else has sent it.";
            look();
        } else if (result.get() instanceof MessageResending.Result.Failed failed) {
            problem = "Message " + number + " could not be sent: " + failed.fault();
            look();
        } else {
            leadBack(1);
        }
    }

    /** Sends all messages and leads to the page anew. */
    public void resendAll() throws IOException {
        MessageResending.Summary summary;
        try {
            summary = resending.resendAll(capturePoint());
        } catch (EJBAccessException e) {
            throw e;
        } catch (EJBException e) {
            LOG.log(Level.WARNING, () -> "Not all unsent messages of " + capturePointId + " were tried", e);
            problem =
                    "The sending broke off, since the database or the message broker did not answer. What is not listed"
                            + " any more was sent.";
            look();
            return;
        }
        if (summary.failed() == 0) {
            leadBack(summary.sent());
        } else {
            problem = summary.sent() + " sent; " + summary.failed()
                    + " could not be, each for the cause that is shown with it.";
            look();
        }
    }

    private void leadBack(int sent) throws IOException {
        faces.getExternalContext()
                .redirect(request.getContextPath() + "/backout?of=" + capturePointId + "&done=resend&count=" + sent);
    }

    /** Whether the section is there: where messages are transformed, or some are left. */
    public boolean isShown() {
        return !rows.isEmpty()
                || waiting > 0
                || seen().filter(capturePoint -> capturePoint.scripts().out() != null)
                        .isPresent();
    }

    /** How many messages wait for the queue manager (A79). */
    public long getWaiting() {
        return waiting;
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Whether there are more than the page shows. */
    public boolean isMore() {
        return more;
    }

    /** Whether the reader may send them. */
    public boolean mayResend() {
        return mayResend;
    }

    /** What went wrong, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
