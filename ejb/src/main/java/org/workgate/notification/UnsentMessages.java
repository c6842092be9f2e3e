package org.workgate.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The messages that outgoing scripts could not transform (A89), in the caller's transaction. */
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

    /** Those of a capture point, oldest first, as many as the limit allows. */
    List<UnsentMessage> list(String capturePointId, int limit) {
        return entityManager
                .createQuery(
                        "select m from UnsentMessage m where m.capturePointId = :capturePointId"
                                + " order by m.failedAt, m.id",
                        UnsentMessage.class)
                .setParameter("capturePointId", capturePointId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** What those of a capture point are called, oldest first, as many as the limit allows. */
    List<Long> numbers(String capturePointId, int limit) {
        return entityManager
                .createQuery(
                        "select m.id from UnsentMessage m where m.capturePointId = :capturePointId"
                                + " order by m.failedAt, m.id",
                        Long.class)
                .setParameter("capturePointId", capturePointId)
                .setMaxResults(limit)
                .getResultList();
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
