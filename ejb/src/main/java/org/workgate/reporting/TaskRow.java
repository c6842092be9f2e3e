package org.workgate.reporting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskRecord;
import org.workgate.task.TaskStatus;

/**
 * What the Global Task List shows of a task. Times are UTC.
 *
 * @param brokerId its ID in the instance
 * @param captureId its ID in the originating system
 * @param capturePointId the capture point that captured it
 * @param status where it stands
 * @param priority its priority, or null
 * @param category its category, or null
 * @param processId its process, or null
 * @param createdDateTime when it was created
 * @param dueDateTime when it is due, or null
 */
public record TaskRow(
        int brokerId,
        String captureId,
        String capturePointId,
        TaskStatus status,
        @Nullable Integer priority,
        @Nullable String category,
        @Nullable String processId,
        Instant createdDateTime,
        @Nullable Instant dueDateTime) {

    static TaskRow of(TaskRecord task) {
        return new TaskRow(
                task.brokerId(),
                task.captureId(),
                task.capturePointId(),
                task.status(),
                (Integer) TaskAttribute.PRIORITY.of(task),
                (String) TaskAttribute.CATEGORY.of(task),
                (String) TaskAttribute.PROCESS_ID.of(task),
                task.createdDateTime(),
                (Instant) TaskAttribute.DUE.of(task));
    }
}
