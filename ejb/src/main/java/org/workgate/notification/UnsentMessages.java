package org.workgate.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.workgate.notification.UnsentMessage.Cause;

/** The messages that could not be put (A79, A89), in the caller's transaction. */
@Dependent
public class UnsentMessages {

    /** Up to how many characters of texts are read at once. */
    static final long MAX_LENGTH = 16 << 20;

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

    /**
     * A message without its text.
     *
     * @param id what it is called
     * @param envelope what goes with it
     * @param failedAt when it should have been put
     * @param fault why it could not be
     * @param length how many characters its text has
     */
    record Listed(long id, Envelope envelope, Instant failedAt, String fault, long length) {}

    /**
     * Those of a capture point with this cause, oldest first.
     *
     * @param after only those that follow the one that is called so; 0 for the beginning
     * @param limit how many at most
     */
    List<Listed> list(String capturePointId, Cause cause, long after, int limit) {
        return entityManager
                .createQuery(
                        "select m.id, m.type, m.brokerId, m.captureId, m.correlationId, m.answers, m.failedAt, m.fault,"
                                + " length(m.body) from UnsentMessage m where m.capturePointId = :capturePointId"
                                + " and m.cause = :cause and m.id > :after order by m.id",
                        Object[].class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("cause", cause)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(UnsentMessages::listed)
                .toList();
    }

    private static Listed listed(Object[] row) {
        var envelope =
                new Envelope((String) row[1], (Integer) row[2], (String) row[3], (String) row[4], (String) row[5]);
        return new Listed((Long) row[0], envelope, (Instant) row[6], (String) row[7], ((Number) row[8]).longValue());
    }

    /** Those of them whose texts fit into {@link #MAX_LENGTH}, but always the first. */
    static List<Listed> thatFit(List<Listed> messages) {
        long length = 0;
        for (int i = 0; i < messages.size(); i++) {
            length += messages.get(i).length();
            if (length > MAX_LENGTH && i > 0) {
                return messages.subList(0, i);
            }
        }
        return messages;
    }

    /** The texts of these messages. */
    Map<Long, String> texts(List<Listed> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery("select m.id, m.body from UnsentMessage m where m.id in :ids", Object[].class)
                .setParameter("ids", messages.stream().map(Listed::id).toList())
                .getResultStream()
                .collect(Collectors.toMap(row -> (Long) row[0], row -> (String) row[1]));
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
                        "select count(m) from UnsentMessage m where m.capturePointId = :capturePointId and m.cause ="
                                + " :cause",
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
