package org.workgate.task;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All tasks that are not archived: finds them, adds to them, and keeps their history. Needs the caller's transaction for
 * every change, and serves that one only, since it remembers what it has found.
 */
@SuppressWarnings("serial") // the scope of a transaction asks for it, though a transaction never leaves its server
public class GlobalTaskList implements Serializable {

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
     * BrokerId is drawn (A46).
     *
     * @param by the capture point that captures it
     * @param command what is known of it
     * @param now the time of processing
     */
    public Task add(Task.CapturedBy by, TaskCommand.Create command, Instant now) {
        while (true) {
            var task = new Task(by, command, now);
            entityManager.persist(task);
            task.numbered();
            List<Task> alike = captured(by.capturePointId(), task.captureId());
            if (command.captureId() != null || alike.isEmpty()) {
                alike.add(task);
                return task;
            }
            entityManager.remove(task);
        }
    }

    /** Looks up the tasks of all these CaptureIds in few round trips, so that to find one of them costs none. */
    public void prepare(String capturePointId, Collection<String> captureIds) {
        List<String> ids = captureIds.stream()
                .filter(id -> !captured.containsKey(new CaptureKey(capturePointId, id)))
                .distinct()
                .toList();
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            lookUp(capturePointId, ids.subList(from, Math.min(from + MOST_AT_ONCE, ids.size())));
        }
    }

    private void lookUp(String capturePointId, List<String> captureIds) {
        captureIds.forEach(id -> captured.put(new CaptureKey(capturePointId, id), new ArrayList<>()));
        var padded = new ArrayList<>(captureIds);
        while (Integer.bitCount(padded.size()) > 1) {
            padded.add(captureIds.get(0));
        }
        entityManager
                .createQuery(
                        "select t from Task t where t.capturePointId = :capturePointId and t.captureId in :captureIds",
                        Task.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("captureIds", padded)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultStream()
                // Exactly the same, whatever the database takes for equal (A82).
                .filter(task -> captureIds.contains(task.captureId()))
                .forEach(task -> captured(capturePointId, task.captureId()).add(task));
    }

    /** Adds this event to the history of its task. */
    public void remember(TaskEvent event) {
        entityManager.persist(new TaskHistoryEntry(event));
    }

    /** The task with this BrokerId, which no other task of the instance ever had. */
    public Optional<Task> find(int brokerId) {
        return Optional.ofNullable(entityManager.find(Task.class, brokerId));
    }

    /**
     * The task that this CaptureId means in this capture point: of several the newest that is not final, else the newest
     * (A42, A43).
     */
    public Optional<Task> find(String capturePointId, String captureId) {
        return captured(capturePointId, captureId).stream().max(OPEN_THEN_NEWEST);
    }

    /** The history of the task with this BrokerId, oldest first. */
    public List<TaskHistoryEntry> history(int brokerId) {
        return entityManager
                .createQuery(
                        "select e from TaskHistoryEntry e where e.brokerId = :brokerId order by e.id",
                        TaskHistoryEntry.class)
                .setParameter("brokerId", brokerId)
                .getResultList();
    }

    /** Every task that has this CaptureId in this capture point, also those of the present transaction. */
    private List<Task> captured(String capturePointId, String captureId) {
        var key = new CaptureKey(capturePointId, captureId);
        if (!captured.containsKey(key)) {
            lookUp(capturePointId, List.of(captureId));
        }
        return Objects.requireNonNull(captured.get(key));
    }
}
