package org.workgate.task;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All tasks that are not archived: finds them, adds to them, and keeps their history. Needs the caller's transaction for
 * every change, and serves that one only, since it remembers what it has found.
 */
@SuppressWarnings("serial") // the scope of a transaction asks for it, though a transaction never leaves its server
public class GlobalTaskList implements Serializable {

    private static final Logger LOG = System.getLogger(GlobalTaskList.class.getName());

    /** From here on each block of IDs is warned of: 90 % of the range are used up (A47). */
    static final int ID_ALARM = 1_932_735_282;

    /** How many IDs are drawn from a database sequence at once. */
    static final int ID_BLOCK = 200;

    private static final Comparator<Task> OPEN_THEN_NEWEST = Comparator.comparing(
                    (Task task) -> task.status().isFinal(), Comparator.reverseOrder())
            .thenComparing(Task::brokerId);

    /** Sizes of the lists that are looked up at once: powers of two up to this one, lest each size be a statement. */
    private static final int MOST_AT_ONCE = 128;

    private transient EntityManager entityManager;

    /**
     * All tasks of the CaptureIds that have been asked for, also those that are not written yet: to write them with every
     * question would cost each message of a batch round trips of its own.
     */
    private final transient Map<CaptureKey, List<Task>> captured = new HashMap<>();

    /** What the transaction has locked or added, by BrokerId; null for what does not exist. */
    private final transient Map<Integer, @Nullable Task> held = new HashMap<>();

    /** The latest line that the transaction added to each task's history, by BrokerId. */
    private final transient Map<Integer, TaskHistoryEntry> remembered = new HashMap<>();

    /** The operations that wait, of the tasks for which it was asked, by BrokerId. */
    private final transient Map<Integer, List<PendingOperation>> pending = new HashMap<>();

    private record CaptureKey(String capturePointId, String captureId) {}

    /** For the proxy that stands for the list of whichever transaction is present. */
    @SuppressWarnings("NullAway.Init")
    protected GlobalTaskList() {}

    /** The list behind this entity manager, which must be one that joins the caller's transaction. */
    public GlobalTaskList(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Creates a task and adds it (R44, R47). Where no CaptureId is given and the generated one is taken already, another
     * BrokerId is drawn (A46). Finished tasks that do not count against the CaptureId give way (A44).
     *
     * @param by the capture point that captures it
     * @param command what is known of it
     * @param origin who asks for it
     * @param now the time of processing
     */
    public Task add(Task.CapturedBy by, TaskCommand.Create command, Origin origin, Instant now) {
        if (command.captureId() != null && by.checkIfCaptured()) {
            makeWay(captured(by.capturePointId(), command.captureId()).stream()
                    .filter(task -> !by.counts(task))
                    .toList());
        }
        while (true) {
            var task = new Task(by, command, origin, now);
            entityManager.persist(task);
            task.numbered();
            warn(task.brokerId());
            List<Task> alike = captured(by.capturePointId(), task.captureId());
            if (command.captureId() != null || alike.isEmpty()) {
                alike.add(task);
                held.put(task.brokerId(), task);
                return task;
            }
            entityManager.remove(task);
        }
    }

    private static void warn(int brokerId) {
        if (brokerId >= ID_ALARM && brokerId % ID_BLOCK == 0) {
            LOG.log(
                    Level.WARNING,
                    "BrokerIds are running out: {0} of {1} are used up, and when all are, no task can be created",
                    brokerId,
                    Integer.MAX_VALUE);
        }
    }

    /** The database is told at once: of a transaction's statements it would else see the insertion first. */
    private void makeWay(List<Task> finished) {
        if (!finished.isEmpty()) {
            finished.forEach(Task::yieldCaptureId);
            entityManager.flush();
        }
    }

    /**
     * Looks up and locks the tasks of all these IDs, on PostgreSQL in few round trips, so that to find one of them costs none. Who locks
     * tasks before anything else that is shared, and all of them at once, waits for nobody who waits for him.
     *
     * @param capturePointId whose CaptureIds they are
     * @param captureIds CaptureIds that are about to be asked for
     * @param brokerIds BrokerIds that are about to be asked for
     * @return the capture points that captured the tasks
     */
    public Set<String> prepare(String capturePointId, Collection<String> captureIds, Collection<Integer> brokerIds) {
        lock(capturePointId, captureIds, brokerIds);
        return held.values().stream()
                .filter(Objects::nonNull)
                .map(Task::capturePointId)
                .collect(Collectors.toSet());
    }

    /** Whoever locks several tasks locks them in the order of their BrokerIds, so that no two wait for each other. */
    private void lock(String capturePointId, Collection<String> captureIds, Collection<Integer> brokerIds) {
        List<String> unknown = captureIds.stream()
                .filter(id -> !captured.containsKey(new CaptureKey(capturePointId, id)))
                .distinct()
                .toList();
        var asked = Set.copyOf(unknown);
        var numbers = new TreeSet<>(brokerIds);
        parts(unknown).forEach(part -> numbers.addAll(numbers(capturePointId, part)));
        lock(numbers);
        unknown.forEach(id -> captured.put(new CaptureKey(capturePointId, id), new ArrayList<>()));
        held.values().stream()
                .filter(Objects::nonNull)
                .filter(task -> task.capturePointId().equals(capturePointId))
                // Exactly the same, whatever the database takes for equal (A82).
                .filter(task -> asked.contains(task.captureId()))
                .forEach(task -> captured(capturePointId, task.captureId()).add(task));
    }

    private List<Integer> numbers(String capturePointId, List<String> captureIds) {
        return entityManager
                .createQuery(
                        "select t.brokerId from Task t"
                                + " where t.capturePointId = :capturePointId and t.captureId in :captureIds",
                        Integer.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("captureIds", padded(captureIds))
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }

    private void lock(SortedSet<Integer> brokerIds) {
        List<Integer> missing =
                brokerIds.stream().filter(id -> !held.containsKey(id)).toList();
        if (missing.size() > 1 && sortsWhatItLocks()) {
            parts(missing).forEach(part -> {
                part.forEach(id -> held.put(id, null));
                locking("t.brokerId in :brokerIds order by t.brokerId")
                        .setParameter("brokerIds", padded(part))
                        .getResultStream()
                        .forEach(task -> held.put(task.brokerId(), task));
            });
        } else {
            lockOneByOne(missing);
        }
    }

    /** By one query, which is prepared once. */
    private void lockOneByOne(List<Integer> brokerIds) {
        TypedQuery<Task> query = locking("t.brokerId = :brokerId");
        for (int id : brokerIds) {
            held.put(
                    id,
                    query.setParameter("brokerId", id)
                            .getResultStream()
                            .findFirst()
                            .orElse(null));
        }
    }

    private TypedQuery<Task> locking(String condition) {
        return entityManager
                .createQuery("select t from Task t where " + condition, Task.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
    }

    /** Derby refuses to, and locks the rows of a list in whichever order it finds them; nor does it pass over what is locked. */
    private boolean sortsWhatItLocks() {
        try {
            return !entityManager
                    .unwrap(Connection.class)
                    .getMetaData()
                    .getDatabaseProductName()
                    .equals("Apache Derby");
        } catch (SQLException e) {
            throw new PersistenceException("The database does not tell what it is", e);
        }
    }

    private static <T> List<List<T>> parts(List<T> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + MOST_AT_ONCE)
                .mapToObj(from -> ids.subList(from, Math.min(from + MOST_AT_ONCE, ids.size())))
                .toList();
    }

    /** With the first one repeated until there is a power of two of them. */
    private static <T> List<T> padded(List<T> ids) {
        var padded = new ArrayList<>(ids);
        while (Integer.bitCount(padded.size()) > 1) {
            padded.add(ids.get(0));
        }
        return padded;
    }

    /** Adds this event to the history of its task; what a service did, to what it followed upon (A88). */
    public void remember(TaskEvent event) {
        int brokerId = event.task().brokerId();
        TaskHistoryEntry latest = remembered.get(brokerId);
        if (latest != null && event.origin().channel() == Channel.SERVICE) {
            latest.add(event);
            return;
        }
        var entry = new TaskHistoryEntry(event);
        entityManager.persist(entry);
        remembered.put(brokerId, entry);
    }

    /** The task with this BrokerId, which no other task of the instance ever had; locked until the transaction ends. */
    public Optional<Task> lock(int brokerId) {
        if (!held.containsKey(brokerId)) {
            lockOneByOne(List.of(brokerId));
        }
        return Optional.ofNullable(held.get(brokerId));
    }

    /**
     * The task that this CaptureId means in this capture point: of several the newest that is not final, else the newest
     * (A42, A43). Locked until the transaction ends, as are the others.
     */
    public Optional<Task> lock(String capturePointId, String captureId) {
        return captured(capturePointId, captureId).stream().max(OPEN_THEN_NEWEST);
    }

    /**
     * The tasks about which the services have something to do by now, oldest first; not locked, so that they may have changed
     * until they are.
     *
     * @param most how many at most
     */
    public List<Integer> due(Instant now, int most) {
        return entityManager
                .createQuery(
                        "select t.brokerId from Task t where t.nextStepAt <= :now order by t.nextStepAt, t.brokerId",
                        Integer.class)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * The tasks that may be handed to a distribution point now, the best one first; not locked, so that they may have changed
     * until they are.
     *
     * @param most how many at most
     */
    public List<Integer> toDistribute(String distributionPointId, Instant now, int most) {
        return entityManager
                .createQuery(
                        "select t.brokerId from Task t where t.nextDistributionPointId = :distributionPointId"
                                + " and t.status = :queued"
                                + " and (t.activationDateTime is null or t.activationDateTime <= :now)"
                                + " order by t.orderPriority desc, t.orderDue, t.createdDateTime, t.brokerId",
                        Integer.class)
                .setParameter("distributionPointId", distributionPointId)
                .setParameter("queued", TaskStatus.QUEUED)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * The tasks of some statuses, from the first to the last one.
     *
     * @param count how many there are
     * @param last the greatest BrokerId among them, 0 where there are none
     */
    public record Extent(long count, int last) {}

    /** How far the tasks of these statuses reach at the moment. */
    public Extent extent(Collection<TaskStatus> statuses) {
        return entityManager
                .createQuery(
                        "select new org.workgate.task.GlobalTaskList$Extent(count(t), coalesce(max(t.brokerId), 0))"
                                + " from Task t where t.status in :statuses",
                        Extent.class)
                .setParameter("statuses", statuses)
                .getSingleResult();
    }

    /**
     * The tasks of these statuses, the newest first; not locked, so that they may change at any time. In the other direction Derby would
     * sort them.
     *
     * @param from only those up to this BrokerId
     * @param most how many at most
     */
    public List<Task> stretch(Collection<TaskStatus> statuses, int from, int most) {
        return entityManager
                .createQuery(
                        "select t from Task t where t.brokerId <= :from and t.status in :statuses"
                                + " order by t.brokerId desc",
                        Task.class)
                .setParameter("from", from)
                .setParameter("statuses", statuses)
                .setMaxResults(most)
                .getResultList();
    }

    /** How many tasks a distribution point has that nobody there is working on, or has put aside into a workbin. */
    public int unassigned(String distributionPointId) {
        return entityManager
                .createQuery(
                        "select count(t) from Task t where t.distributionPointId = :distributionPointId"
                                + " and t.status = :distributed"
                                + " and (t.queueType is null or t.queueType = :interactionQueue)",
                        Long.class)
                .setParameter("distributionPointId", distributionPointId)
                .setParameter("distributed", TaskStatus.DISTRIBUTED)
                .setParameter("interactionQueue", DistributionReport.MovedToQueue.INTERACTION_QUEUE)
                .getSingleResult()
                .intValue();
    }

    /**
     * The final tasks that have expired, in the order of their expiration; not locked, so that they may have changed until they
     * are.
     *
     * @param most how many at most
     */
    public List<Integer> expired(Instant now, int most) {
        return entityManager
                .createQuery(
                        "select t.brokerId from Task t where t.expirationDateTime <= :now and t.endedAt is not null"
                                + " order by t.expirationDateTime, t.endedAt, t.brokerId",
                        Integer.class)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * A final task that has no expirationDateTime: a place in the order in which those became final.
     *
     * @param brokerId its BrokerId
     * @param endedAt since when it is final
     * @param solutionId its solution
     * @param processId its process, or null
     */
    public record Ended(
            int brokerId,
            Instant endedAt,
            String solutionId,
            @Nullable String processId) {

        /** Before all of them. */
        public static final Ended NONE = new Ended(0, Instant.EPOCH, "", null);
    }

    /**
     * The final tasks that have no expirationDateTime, in the order in which they became final; not locked, so that they may have
     * changed until they are.
     *
     * @param after only those behind this one
     * @param until only those that were final by this time
     * @param most how many at most
     */
    public List<Ended> ended(Ended after, Instant until, int most) {
        return entityManager
                .createQuery(
                        "select new org.workgate.task.GlobalTaskList$Ended("
                                + "t.brokerId, t.endedAt, t.solutionId, t.processId) from Task t"
                                + " where t.expirationDateTime is null and t.endedAt between :from and :until"
                                + " and (t.endedAt > :from or t.brokerId > :behind)"
                                + " order by t.expirationDateTime, t.endedAt, t.brokerId",
                        Ended.class)
                .setParameter("from", after.endedAt())
                .setParameter("behind", after.brokerId())
                .setParameter("until", until)
                .setMaxResults(most)
                .getResultList();
    }

    /** The task that was handed out under this ID, which no other submission ever had; locked until the transaction ends. */
    public Optional<Task> lockSubmitted(String distributionId) {
        return lockSubmitted(List.of(distributionId)).stream().findFirst();
    }

    /** The tasks that were handed out under these IDs; locked until the transaction ends, all at once rather than one by one. */
    public List<Task> lockSubmitted(Collection<String> distributionIds) {
        var numbers = new TreeSet<Integer>();
        parts(List.copyOf(distributionIds))
                .forEach(part -> numbers.addAll(entityManager
                        .createQuery(
                                "select t.brokerId from Task t where t.distributionId in :distributionIds",
                                Integer.class)
                        .setParameter("distributionIds", padded(part))
                        // Who has handed a task out in this transaction does not look for it here.
                        .setFlushMode(FlushModeType.COMMIT)
                        .getResultList()));
        lock(numbers);
        return numbers.stream().flatMap(id -> lock((int) id).stream()).toList();
    }

    /**
     * The tasks that wait for distribution and have nowhere to go: to none of these distribution points, or to none at all in one of
     * these solutions. Not locked, so that they may have changed until they are.
     *
     * @param distributionPointIds the distribution points that there are, at least one
     * @param solutionIds the solutions that have one
     * @param most how many at most
     */
    public List<Integer> stray(Collection<String> distributionPointIds, Collection<String> solutionIds, int most) {
        return entityManager
                .createQuery(
                        "select t.brokerId from Task t where t.status = :queued"
                                + " and (t.nextDistributionPointId not in :distributionPointIds"
                                + " or t.nextDistributionPointId is null and t.solutionId in :solutionIds)"
                                + " order by t.brokerId",
                        Integer.class)
                .setParameter("queued", TaskStatus.QUEUED)
                .setParameter("distributionPointIds", distributionPointIds)
                .setParameter("solutionIds", solutionIds)
                .setMaxResults(most)
                .getResultList();
    }

    /** Has an operation wait until it is its turn (A87). */
    public void keep(PendingOperation operation) {
        List<PendingOperation> present = waiting(operation.brokerId());
        entityManager.persist(operation);
        present.add(operation);
    }

    /** The operations that wait for the task with this BrokerId, which the caller has locked, in the order of their turns. */
    public List<PendingOperation> pending(int brokerId) {
        return List.copyOf(waiting(brokerId));
    }

    /** Asked of the database once in a transaction, which need not write for it what else has changed by then. */
    private List<PendingOperation> waiting(int brokerId) {
        return pending.computeIfAbsent(
                brokerId,
                id -> new ArrayList<>(entityManager
                        .createQuery(
                                "select o from PendingOperation o where o.brokerId = :brokerId order by o.id",
                                PendingOperation.class)
                        .setParameter("brokerId", id)
                        .setFlushMode(FlushModeType.COMMIT)
                        .getResultList()));
    }

    /**
     * The tasks for which operations wait although none of these distribution points has them. Not locked, so that they may have changed
     * until they are.
     *
     * @param most how many at most
     */
    public List<Integer> pendingElsewhere(Collection<String> distributionPointIds, int most) {
        return entityManager
                .createQuery(
                        "select distinct t.brokerId from PendingOperation o, Task t where o.brokerId = t.brokerId"
                                + " and t.distributionPointId not in :distributionPointIds order by t.brokerId",
                        Integer.class)
                .setParameter(
                        "distributionPointIds", distributionPointIds.isEmpty() ? Set.of("") : distributionPointIds)
                .setMaxResults(most)
                .getResultList();
    }

    /** Forgets an operation, which had its turn. */
    public void remove(PendingOperation operation) {
        waiting(operation.brokerId()).remove(operation);
        entityManager.remove(operation);
    }

    /** Has the services leave a task alone until then, if it is there. */
    public void postpone(int brokerId, Instant until) {
        lock(brokerId).ifPresent(task -> task.postpone(until));
    }

    /** Locks tasks until the transaction ends, all at once rather than one by one. */
    public void lockAll(Collection<Integer> brokerIds) {
        lock(new TreeSet<>(brokerIds));
    }

    /**
     * Locks those of these tasks that nobody else has locked, until the transaction ends, and waits for none; on Derby, which cannot pass
     * over what is locked, waits for it as {@link #lockAll} does.
     *
     * @return those that exist and are locked now
     */
    public List<Task> lockFree(Collection<Integer> brokerIds) {
        var free = new TreeSet<>(brokerIds);
        if (sortsWhatItLocks()) {
            free.clear();
            parts(List.copyOf(brokerIds)).forEach(part -> free.addAll(lockFreeRows(padded(part))));
        }
        lock(free);
        return free.stream().flatMap(id -> lock((int) id).stream()).toList();
    }

    private List<Integer> lockFreeRows(List<Integer> brokerIds) {
        String list = IntStream.rangeClosed(1, brokerIds.size())
                .mapToObj(position -> "?" + position)
                .collect(Collectors.joining(", ", "(", ")"));
        Query query = entityManager.createNativeQuery(
                "select id from gtl_task where id in " + list + " order by id for update skip locked");
        for (int i = 0; i < brokerIds.size(); i++) {
            query.setParameter(i + 1, brokerIds.get(i));
        }
        List<?> rows = query.setFlushMode(FlushModeType.COMMIT).getResultList();
        return rows.stream().map(Integer.class::cast).toList();
    }

    /** The task with this BrokerId, as it is at the moment, not locked. */
    public Optional<Task> find(int brokerId) {
        return Optional.ofNullable(entityManager.find(Task.class, brokerId));
    }

    /** Whether there is any task that this capture point captured, or is owed an answer about. */
    public boolean hasTaskOf(String capturePointId) {
        return Stream.of(
                        "select t.brokerId from Task t where t.capturePointId = :capturePointId",
                        "select o.brokerId from PendingOperation o where o.requestCapturePointId = :capturePointId")
                .anyMatch(query -> !entityManager
                        .createQuery(query, Integer.class)
                        .setParameter("capturePointId", capturePointId)
                        .setMaxResults(1)
                        .getResultList()
                        .isEmpty());
    }

    /** The history of the task with this BrokerId, oldest first. */
    public List<TaskHistoryEntry> history(int brokerId) {
        return entityManager
                .createQuery(
                        "select e from TaskHistoryEntry e where e.brokerId = :brokerId order by e.at, e.id",
                        TaskHistoryEntry.class)
                .setParameter("brokerId", brokerId)
                .getResultList();
    }

    /** The ID of the message that created the task with this BrokerId, as its history has it; nothing if none did. */
    public Optional<String> messageOfCreation(int brokerId) {
        return entityManager
                .createQuery(
                        "select e from TaskHistoryEntry e where e.brokerId = :brokerId order by e.at, e.id",
                        TaskHistoryEntry.class)
                .setParameter("brokerId", brokerId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(TaskHistoryEntry::messageId);
    }

    /** Every task that has this CaptureId in this capture point, locked, also those of the present transaction. */
    private List<Task> captured(String capturePointId, String captureId) {
        var key = new CaptureKey(capturePointId, captureId);
        if (!captured.containsKey(key)) {
            lock(capturePointId, List.of(captureId), List.of());
        }
        return Objects.requireNonNull(captured.get(key));
    }
}
