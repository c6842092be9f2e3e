package org.workgate.task;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All tasks that are not archived: finds them, adds to them, and keeps their history. Needs the caller's transaction for
 * every change.
 */
public class GlobalTaskList {

    /** How many IDs are drawn from a database sequence at once. */
    static final int ID_BLOCK = 200;

    private static final Comparator<Task> OPEN_THEN_NEWEST = Comparator.comparing(
                    (Task task) -> task.status().isFinal(), Comparator.reverseOrder())
            .thenComparing(Task::brokerId);

    private final EntityManager entityManager;

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
            if (command.captureId() != null
                    || captured(by.capturePointId(), task.captureId()).size() == 1) {
                return task;
            }
            entityManager.remove(task);
        }
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

    /**
     * Every task that has this CaptureId in this capture point, also those of the present transaction. Those are looked up
     * in memory, since writing them now would cost each message of a batch a round trip of its own.
     */
    private List<Task> captured(String capturePointId, String captureId) {
        return entityManager
                .createQuery(
                        "select t from Task t where t.capturePointId = :capturePointId and t.captureId = :captureId",
                        Task.class)
                .setParameter("capturePointId", capturePointId)
                .setParameter("captureId", captureId)
                .setFlushMode(FlushModeType.COMMIT)
                .setHint("eclipselink.cache-usage", "ConformResultsInUnitOfWork")
                .getResultList();
    }
}
