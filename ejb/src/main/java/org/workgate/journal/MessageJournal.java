package org.workgate.journal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came in and went out over the capture points. Writing needs the caller's transaction, so that the journal never
 * knows of a message that was not taken or not sent, and misses none that was.
 */
@Dependent
public class MessageJournal {

    /** Up to how many bytes of bodies are read at once. */
    private static final long MAX_BYTES = 16 << 20;

    private final EntityManager entityManager;

    /** The journal behind this entity manager, which must be one that joins the caller's transaction. */
    @Inject
    public MessageJournal(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Makes a capture point's journal ready to be written to.
     *
     * @param capturePointId its ID
     */
    public void open(String capturePointId) {
        if (entityManager.find(JournalCounter.class, capturePointId) == null) {
            entityManager.persist(new JournalCounter(capturePointId));
        }
    }

    /**
     * Writes an entry. Until the transaction ends nobody else writes to this capture point's journal.
     *
     * @param heading what it says besides its body
     * @param size the size of its body in bytes
     * @param body its body, or null where it is above the size cap
     * @throws IllegalStateException if the capture point's journal was never opened
     */
    public void write(JournalEntry.Heading heading, long size, byte @Nullable [] body) {
        JournalCounter counter = counter(heading.capturePointId());
        entityManager.persist(new JournalEntry(counter.next(), heading, size, body));
    }

    /**
     * Locks the journals of these capture points until the transaction ends, one after the other, for a transaction that will
     * write to several, and before it writes to any.
     *
     * @param capturePointIds their IDs, in an order that is the same for everybody
     * @throws IllegalStateException if one of the journals was never opened
     */
    public void lock(List<String> capturePointIds) {
        capturePointIds.forEach(
                id -> opened(entityManager.find(JournalCounter.class, id, LockModeType.PESSIMISTIC_WRITE), id)
                        .locked());
    }

    /** The counter, locked. To lock it again would do no harm, but is not for nothing, and each message writes twice. */
    private JournalCounter counter(String capturePointId) {
        JournalCounter counter = opened(entityManager.find(JournalCounter.class, capturePointId), capturePointId);
        if (!counter.isLocked()) {
            entityManager.refresh(counter, LockModeType.PESSIMISTIC_WRITE);
            counter.locked();
        }
        return counter;
    }

    private static JournalCounter opened(@Nullable JournalCounter counter, String capturePointId) {
        if (counter == null) {
            throw new IllegalStateException("No journal was opened for capture point " + capturePointId);
        }
        return counter;
    }

    /** The message that came in with this ID, carried out or set aside, if its intake was committed. */
    public Optional<JournalEntry> received(String messageId) {
        return entityManager
                .createQuery(
                        "select e from JournalEntry e where e.requestId = :messageId and e.direction <> :out"
                                + " order by e.sequence desc",
                        JournalEntry.class)
                .setParameter("messageId", messageId)
                .setParameter("out", Direction.OUT)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /**
     * What was sent in answer to the message with this ID, in the order of its operations. Where the bodies would be too much for
     * the heap, the last ones have none.
     */
    public List<JournalEntry> answers(String messageId) {
        List<Object[]> rows = entityManager
                .createQuery(
                        "select e.sequence, e.size, e.capturePointId, e.messageId, e.correlationId, e.type, e.brokerId,"
                                + " e.captureId, e.at from JournalEntry e where e.requestId = :messageId"
                                + " and e.direction = :out order by e.sequence",
                        Object[].class)
                .setParameter("messageId", messageId)
                .setParameter("out", Direction.OUT)
                .getResultList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Long> page = thatFit(rows);
        Map<Long, byte[]> bodies = new HashMap<>();
        entityManager
                .createQuery(
                        "select e.sequence, e.body from JournalEntry e where e.requestId = :messageId"
                                + " and e.direction = :out and e.sequence <= :last and e.body is not null",
                        Object[].class)
                .setParameter("messageId", messageId)
                .setParameter("out", Direction.OUT)
                .setParameter("last", page.get(page.size() - 1))
                .getResultStream()
                .forEach(row -> bodies.put((Long) row[0], (byte[]) row[1]));
        return rows.stream()
                .map(row -> answer(messageId, row, bodies.get((Long) row[0])))
                .toList();
    }

    private static JournalEntry answer(String messageId, Object[] row, byte @Nullable [] body) {
        var heading = new JournalEntry.Heading(
                (String) row[2],
                Direction.OUT,
                (String) row[3],
                (String) row[4],
                messageId,
                (String) row[5],
                (Integer) row[6],
                (String) row[7],
                (Instant) row[8]);
        return new JournalEntry((Long) row[0], heading, (Long) row[1], body);
    }

    /** Those of these message IDs that came in, carried out or set aside, and whose intake was committed. */
    public List<String> received(Collection<String> messageIds) {
        return entityManager
                .createQuery(
                        "select distinct e.messageId from JournalEntry e"
                                + " where e.requestId in :messageIds and e.direction <> :out",
                        String.class)
                .setParameter("messageIds", messageIds)
                .setParameter("out", Direction.OUT)
                .getResultList();
    }

    /**
     * What was put on a capture point's output queue, oldest first.
     *
     * @param capturePointId which capture point
     * @param after only entries with a number above this one
     * @param limit how many at most, above zero; fewer, but at least one, where their bodies would be too much for the heap
     */
    public List<JournalEntry> sent(String capturePointId, long after, int limit) {
        // Numbers first: for whole rows Derby would rather read and sort all of the journal than follow the index.
        List<Object[]> numbersAndSizes = entityManager
                .createQuery(
                        "select e.sequence, e.size from JournalEntry e where e.capturePointId = :capturePointId"
                                + " and e.direction = :direction and e.sequence > :after order by e.sequence",
                        Object[].class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("direction", Direction.OUT)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
        if (numbersAndSizes.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "select e from JournalEntry e where e.capturePointId = :capturePointId"
                                + " and e.direction = :direction and e.sequence in :page order by e.sequence",
                        JournalEntry.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("direction", Direction.OUT)
                .setParameter("page", thatFit(numbersAndSizes))
                .getResultList();
    }

    /** The numbers of those entries whose bodies fit into {@link #MAX_BYTES}, but always of the first. */
    private static List<Long> thatFit(List<Object[]> numbersAndSizes) {
        var page = new ArrayList<Long>();
        long bytes = 0;
        for (Object[] entry : numbersAndSizes) {
            bytes += (Long) entry[1];
            if (bytes > MAX_BYTES && !page.isEmpty()) {
                return page;
            }
            page.add((Long) entry[0]);
        }
        return page;
    }

    /**
     * Deletes the oldest entries of a capture point as far as they are from before a point in time.
     *
     * @param direction those of this direction only
     * @param before entries from before it are deleted
     * @param most how many at most
     * @return how many were deleted
     */
    int discard(String capturePointId, Direction direction, Instant before, int most) {
        List<Object[]> oldest = entityManager
                .createQuery(
                        "select e.sequence, e.at from JournalEntry e where e.capturePointId = :capturePointId"
                                + " and e.direction = :direction order by e.sequence",
                        Object[].class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("direction", direction)
                .setMaxResults(most)
                .getResultList();
        long last = oldest.stream()
                .takeWhile(entry -> ((Instant) entry[1]).isBefore(before))
                .mapToLong(entry -> (Long) entry[0])
                .max()
                .orElse(0);
        return entityManager
                .createQuery("delete from JournalEntry e where e.capturePointId = :capturePointId"
                        + " and e.direction = :direction and e.sequence <= :last")
                .setParameter("capturePointId", capturePointId)
                .setParameter("direction", direction)
                .setParameter("last", last)
                .executeUpdate();
    }
}
