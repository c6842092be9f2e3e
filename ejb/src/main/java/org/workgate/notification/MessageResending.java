package org.workgate.notification;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditTrail;
import org.workgate.access.Role;
import org.workgate.gtl.ScriptFailure;
import org.workgate.gtl.ScriptOverdue;
import org.workgate.notification.UnsentMessage.Cause;
import org.workgate.notification.UnsentMessages.Listed;
import org.workgate.structure.CapturePoint;

/**
 * The messages of a capture point that its outgoing script could not transform (A89): who may see them, and sends them when
 * the script is repaired. Bodies are for integrators, administrators and auditors only;
 * integrators have the capture points given to them, and for others {@code PointNotGiven} is thrown.
 */
@Stateless
@RolesAllowed({Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class MessageResending {

    /** The greatest number of messages that are listed, or sent, at once. */
    public static final int MAX_SIZE = 1_000;

    @Inject
    private UnsentMessages messages;

    @Inject
    private OutputQueue output;

    @Inject
    private AuditTrail auditTrail;

    @Resource
    private SessionContext self;

    /**
     * A message that was not sent.
     *
     * @param number what it is called here
     * @param type its type, such as {@code TaskCreated}
     * @param brokerId the task that it is about, or null
     * @param captureId the CaptureId of that task, or null
     * @param failedAt when it should have been sent
     * @param fault why it could not be transformed the last time, for people
     * @param text its text in the standard form; null for those who may not read it
     */
    public record Unsent(
            long number,
            String type,
            @Nullable Integer brokerId,
            @Nullable String captureId,
            Instant failedAt,
            String fault,
            @Nullable String text)
            implements Serializable {}

    /**
     * A part of what was not sent.
     *
     * @param messages the messages, oldest first
     * @param next the number of the message behind which the next part begins, or null on the last
     */
    public record Page(List<Unsent> messages, @Nullable Long next) {}

    /** What became of a message that was to be sent. */
    public sealed interface Result {

        /**
         * It is sent.
         *
         * @param messageId its message ID, without the prefix {@code ID:}
         */
        record Sent(String messageId) implements Result {}

        /**
         * The script could not transform it; it is kept.
         *
         * @param fault why, for people
         */
        record Failed(String fault) implements Result {}
    }

    /**
     * What became of several messages.
     *
     * @param sent how many were sent
     * @param failed how many the script could not transform
     */
    public record Summary(int sent, int failed) {}

    /** Whether the caller may see what this capture point has not sent. */
    public boolean mayList(CapturePoint capturePoint) {
        return Role.isHeld(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
    }

    /** Whether the caller may send what this capture point has not sent. */
    public boolean mayResend(CapturePoint capturePoint) {
        return Role.isHeld(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR);
    }

    /**
     * The messages of a capture point, oldest first.
     *
     * @param after only those that follow the one with this number; 0 for the beginning
     * @param limit how many at most, 1 to {@link #MAX_SIZE}; fewer, but at least one, where their texts would be too much for
     *     the heap
     */
    public Page list(CapturePoint capturePoint, long after, int limit) {
        Role.demand(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        boolean bodies = Role.isHeld(self, capturePoint.id(), Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        List<Listed> found = messages.list(capturePoint.id(), Cause.SCRIPT, after, limit + 1);
        List<Listed> page = found.subList(0, Math.min(limit, found.size()));
        Map<Long, String> texts = Map.of();
        if (bodies && !page.isEmpty()) {
            page = UnsentMessages.thatFit(page);
            texts = messages.texts(page);
            auditTrail.bodiesRead(self.getCallerPrincipal().getName(), "Unsent messages of " + capturePoint.id());
        }
        var list = new ArrayList<Unsent>();
        for (Listed message : page) {
            list.add(unsent(message, texts.get(message.id())));
        }
        return new Page(
                list, page.size() < found.size() ? page.get(page.size() - 1).id() : null);
    }

    /** How many messages wait for the queue manager of this capture point, and are put by themselves when it answers (A79). */
    public long waiting(CapturePoint capturePoint) {
        Role.demand(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        return messages.count(capturePoint.id(), Cause.BROKER);
    }

    private static Unsent unsent(Listed message, @Nullable String text) {
        Envelope envelope = message.envelope();
        return new Unsent(
                message.id(),
                envelope.type(),
                envelope.brokerId(),
                envelope.captureId(),
                message.failedAt(),
                message.fault(),
                text);
    }

    /**
     * Sends a message, through the script as it is now and behind all that was sent meanwhile.
     *
     * @return nothing where there is no such message, or no more
     * @throws jakarta.jms.JMSRuntimeException if the broker does not answer; then nothing has changed
     */
    @RolesAllowed({Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR})
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Result> resend(CapturePoint capturePoint, long number) {
        Role.demand(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR);
        return messages.lock(capturePoint.id(), number)
                .filter(message -> message.cause() == Cause.SCRIPT)
                .map(message -> resend(capturePoint, message));
    }

    private Result resend(CapturePoint capturePoint, UnsentMessage message) {
        try {
            String messageId = output.putAgain(capturePoint, message.envelope(), message.text());
            messages.remove(message);
            return new Result.Sent(messageId);
        } catch (ScriptFailure | ScriptOverdue e) {
            String fault = String.valueOf(e.getMessage());
            message.failed(Cause.SCRIPT, fault);
            return new Result.Failed(fault);
        }
    }

    /**
     * Sends the messages of a capture point, oldest first, at most {@link #MAX_SIZE}; each in a transaction of its own, so that
     * one which the script cannot transform does not hold up the others.
     *
     * @throws jakarta.jms.JMSRuntimeException if the broker does not answer; what was sent until then stays sent
     */
    @RolesAllowed({Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR})
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Summary resendAll(CapturePoint capturePoint) {
        Role.demand(self, capturePoint.id(), Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR);
        MessageResending transactional = self.getBusinessObject(MessageResending.class);
        int sent = 0;
        int failed = 0;
        for (long number : messages.numbers(capturePoint.id(), Cause.SCRIPT, MAX_SIZE)) {
            Optional<Result> result = transactional.resend(capturePoint, number);
            if (result.isPresent() && result.get() instanceof Result.Sent) {
                sent++;
            } else if (result.isPresent()) {
                failed++;
            }
        }
        return new Summary(sent, failed);
    }
}
