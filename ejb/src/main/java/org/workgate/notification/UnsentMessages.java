package org.workgate.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.workgate.notification.UnsentMessage.Cause;

/** The messages that could not be put (A79, A89), in the caller's transaction. */
@Dependent
public class UnsentMessages {

    private final EntityManager entityManager;

    /** Those behind this entity manager, which must be one that joins the caller's transaction. */
    @Inject
    public UnsentMessages(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Keeps a message. */
    void keep(UnsentMessage message) {
        entityManager.persist(message);
    }

    /** Those of a capture point with this cause, oldest first, as many as the limit allows. */
    List<UnsentMessage> list(String capturePointId, Cause cause, int limit) {
        return entityManager
                .createQuery(
                        "select m from UnsentMessage m where m.capturePointId = :capturePointId and m.cause = :cause"
                                + " order by m.id",
                        UnsentMessage.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("cause", cause)
                .setMaxResults(limit)
                .getResultList();
    }

    /** What those of a capture point with this cause are called, oldest first, as many as the limit allows. */
    List<Long> numbers(String capturePointId, Cause cause, int limit) {
        return entityManager
                .createQuery(
                        "select m.id from UnsentMessage m where m.capturePointId = :capturePointId and m.cause = :cause"
                                + " order by m.id",
                        Long.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("cause", cause)
                .setMaxResults(limit)
                .getResultList();
    }

    /** How many of a capture point there are with this cause. */
    long count(String capturePointId, Cause cause) {
        return entityManager
                .createQuery(
                        "select count(m) from UnsentMessage m where m.capturePointId = :capturePointId and m.cause = :cause",
                        Long.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("cause", cause)
                // Whoever keeps one knows; to write what else has changed now would have it written twice.
                .setFlushMode(FlushModeType.COMMIT)
                .getSingleResult();
    }

    /** Whether any message about this task waits for the queue manager of this capture point. */
    boolean anyWaits(String capturePointId, int brokerId) {
        return !entityManager
                .createQuery(
                        "select m.id from UnsentMessage m where m.capturePointId = :capturePointId and m.cause = :cause"
                                + " and m.brokerId = :brokerId",
                        Long.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("cause", Cause.BROKER)
                .setParameter("brokerId", brokerId)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** One of this capture point, which nobody else can have until the transaction ends; nothing where there is none. */
    Optional<UnsentMessage> lock(String capturePointId, long id) {
        return Optional.ofNullable(entityManager.find(UnsentMessage.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(message -> message.capturePointId().equals(capturePointId));
    }

    /** Forgets a message, which was put. */
    void remove(UnsentMessage message) {
        entityManager.remove(message);
    }
}
