package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditTrail;
import org.workgate.access.Role;
import org.workgate.notification.MessageIds;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;

/**
 * The messages of a capture point that were set aside, since they failed for their own sake (A73): who may see them, and puts
 * them back on the input queue when their cause is gone. Bodies are for integrators, administrators and auditors only;
 * integrators have the capture points given to them, and for others {@code PointNotGiven} is thrown.
 */
@Stateless
@RolesAllowed({Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class BackoutQueue {

    /** The greatest number of messages that are listed at once. */
    public static final int MAX_SIZE = 1_000;

    /** What can be the ID of a message; anything else would be read as part of the selector. */
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z:._-]{1,128}");

    @Inject
    private QueueSession broker;

    @Inject
    private AuditTrail auditTrail;

    @Resource
    private SessionContext caller;

    /**
     * A message that was set aside.
     *
     * @param messageId its message ID, without the prefix {@code ID:}
     * @param setAsideAt when it was put on the backout queue
     * @param size the size of its body in bytes
     * @param body its body as it is on the queue, text in UTF-8; null for those who may not read it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record SetAside(String messageId, Instant setAsideAt, long size, byte @Nullable [] body) {}

    /** Whether the caller may see what lies on the backout queue of this capture point. */
    public boolean mayList(CapturePoint capturePoint) {
        return Role.isHeld(caller, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
    }

    /**
     * What lies on the backout queue, oldest first.
     *
     * @param limit how many at most, 1 to {@link #MAX_SIZE}
     * @throws JMSRuntimeException if the broker does not answer
     */
    public List<SetAside> list(CapturePoint capturePoint, int limit) {
        Role.demand(caller, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        boolean bodies = Role.isHeld(caller, capturePoint.id(), Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        var list = new ArrayList<SetAside>();
        try (QueueBrowser browser = broker.session(capturePoint).createBrowser(broker.backout(capturePoint))) {
            Enumeration<?> messages = browser.getEnumeration();
            while (list.size() < limit && messages.hasMoreElements()) {
                var message = (Message) messages.nextElement();
                var received = Received.of(message);
                list.add(new SetAside(
                        received.messageId(),
                        Instant.ofEpochMilli(message.getJMSTimestamp()),
                        received.bytes().length,
                        bodies ? received.bytes() : null));
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
        if (bodies && !list.isEmpty()) {
            auditTrail.bodiesRead(caller.getCallerPrincipal().getName(), "Backout queue of " + capturePoint.id());
        }
        return list;
    }

    /**
     * Puts a message back on the input queue, behind all that lie there: its place in the order is lost (A75).
     *
     * @param messageId its message ID on the backout queue, without the prefix {@code ID:}
     * @return the message ID that it has on the input queue; nothing where it is not on the backout queue any more
     * @throws JMSRuntimeException if the broker does not answer; then nothing was moved
     */
    @RolesAllowed({Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR})
    public Optional<String> resubmit(CapturePoint capturePoint, String messageId) {
        Role.demand(caller, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR);
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            return Optional.empty();
        }
        String selector = "JMSMessageID = '" + MessageIds.jms(messageId) + "'";
        try (MessageConsumer consumer =
                broker.session(capturePoint).createConsumer(broker.backout(capturePoint), selector)) {
            Message message = consumer.receiveNoWait();
            if (message == null) {
                return Optional.empty();
            }
            broker.putIn(capturePoint, message);
            return Optional.of(MessageIds.plain(message.getJMSMessageID()));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
