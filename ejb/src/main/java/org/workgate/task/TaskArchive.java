package org.workgate.task;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tasks that have left the Global Task List, with their histories. Needs the caller's transaction for every change.
 *
 * <p>Tasks are moved by the database from table to table, as they are: a table of the archive has the columns of the one in the
 * list, in their order.
 */
public final class TaskArchive {

    private final EntityManager entityManager;

    /** The archive behind this entity manager. */
    public TaskArchive(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Takes tasks out of the list, with their histories. The caller's transaction does nothing else with them.
     *
     * @param tasks what is to be archived, at least one, locked
     * @param now the time of archiving
     */
    public void take(Collection<Task> tasks, Instant now) {
        List<Integer> ids = tasks.stream().map(Task::brokerId).toList();
        String list = IntStream.rangeClosed(1, ids.size())
                .mapToObj(position -> "?" + position)
                .collect(Collectors.joining(", ", "(", ")"));
        run("insert into gtl_archived_history select h.* from gtl_task_history h where h.broker_id in " + list, ids);
        with(
                        "insert into gtl_archived_task select cast(?" + (ids.size() + 1) + " as bigint), t.*"
                                + " from gtl_task t where t.id in " + list,
                        ids)
                .setParameter(ids.size() + 1, microseconds(now))
                .executeUpdate();
        run("delete from gtl_task_history where broker_id in " + list, ids);
        run("delete from gtl_task where id in " + list, ids);
    }

    private void run(String statement, List<Integer> ids) {
        with(statement, ids).executeUpdate();
    }

    private Query with(String statement, List<Integer> ids) {
        Query query = entityManager.createNativeQuery(statement);
        for (int i = 0; i < ids.size(); i++) {
            query.setParameter(i + 1, ids.get(i));
        }
        return query;
    }

    /** What the mapping makes of a time. */
    private static long microseconds(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** The archived task with this BrokerId. */
    public Optional<ArchivedTask> find(int brokerId) {
        return Optional.ofNullable(entityManager.find(ArchivedTask.class, brokerId));
    }

    /** The history of the archived task with this BrokerId, oldest first; nothing where there is none. */
    public List<ArchivedHistoryEntry> history(int brokerId) {
        return entityManager
                .createQuery(
                        "select e from ArchivedHistoryEntry e where e.brokerId = :brokerId order by e.at, e.id",
                        ArchivedHistoryEntry.class)
                .setParameter("brokerId", brokerId)
                .getResultList();
    }

    /**
     * The tasks that were archived by this time, the longest ago first.
     *
     * @param most how many at most
     */
    public List<Integer> archivedBy(Instant time, int most) {
        return entityManager
                .createQuery(
                        "select t.brokerId from ArchivedTask t where t.archivedAt <= :time"
                                + " order by t.archivedAt, t.brokerId",
                        Integer.class)
                .setParameter("time", time)
                .setMaxResults(most)
                .getResultList();
    }

    /** Deletes tasks and their histories for good. Whoever deletes several does so in the order of their BrokerIds. */
    public void discard(Collection<Integer> brokerIds) {
        for (int brokerId : new TreeSet<>(brokerIds)) {
            // The task first: who has deleted it has its history.
            discard("ArchivedTask", brokerId);
            discard("ArchivedHistoryEntry", brokerId);
        }
    }

    private void discard(String kind, int brokerId) {
        entityManager
                .createQuery("delete from " + kind + " r where r.brokerId = :brokerId")
                .setParameter("brokerId", brokerId)
                .executeUpdate();
    }
}
