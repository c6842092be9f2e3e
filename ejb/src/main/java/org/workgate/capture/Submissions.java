package org.workgate.capture;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.notification.MessageIds;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;

/** Puts messages that came in over HTTP on input queues, and remembers which. */
@Dependent
class Submissions {

    @Inject
    private EntityManager entityManager;

    @Inject
    private QueueSession broker;

    @Inject
    private Clock clock;

    /** The submission with this message ID, if it is committed. */
    Optional<Submission> find(String messageId) {
        return Optional.ofNullable(entityManager.find(Submission.class, messageId));
    }

    /** The ID of the message that this principal submitted to this capture point with this key, if it is committed. */
    Optional<String> find(String capturePointId, String principal, String key) {
        return entityManager
                .createQuery(
                        "select s.messageId from Submission s where s.capturePointId = :capturePointId"
                                + " and s.principal = :principal and s.idempotencyKey = :key",
                        String.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("principal", principal)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    /**
     * Puts a message on the input queue and remembers it, in one transaction of its own.
     *
     * @return its message ID
     * @throws RuntimeException if nothing was put, also where somebody else has committed the same key meanwhile
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    String put(CapturePoint to, byte[] body, String principal, @Nullable String key) {
        try {
            BytesMessage message = broker.session(to).createBytesMessage();
            message.writeBytes(body);
            broker.putIn(to, message);
            String messageId = MessageIds.plain(message.getJMSMessageID());
            entityManager.persist(new Submission(
                    messageId, to.id(), key, principal, clock.instant().truncatedTo(ChronoUnit.MICROS)));
            // At the end of the transaction the server would make much of a key that is there already.
            entityManager.flush();
            return messageId;
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /** Deletes what was submitted to a capture point before a point in time; needs the caller's transaction. */
    void discard(String capturePointId, Instant before) {
        entityManager
                .createQuery("delete from Submission s where s.capturePointId = :capturePointId"
                        + " and s.submittedAt < :before")
                .setParameter("capturePointId", capturePointId)
                .setParameter("before", before)
                .executeUpdate();
    }
}
