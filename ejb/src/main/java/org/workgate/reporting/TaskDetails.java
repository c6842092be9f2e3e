package org.workgate.reporting;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskRecord;
import org.workgate.task.TaskStatus;

/**
 * Everything that is known of a task. Times are UTC.
 *
 * @param brokerId its ID in the instance
 * @param captureId its ID in the originating system
 * @param capturePointId the capture point that captured it
 * @param distributionId its ID in the distribution system, or null
 * @param distributionPointId the distribution point that distributed it, or null
 * @param version counts the changes of the task
 * @param status where it stands
 * @param archivedAt when it left the list for the archive, or null where it is in the list
 * @param core the core attributes by their names on the wire, in the order of messages (A77); each value is a text, an
 *     {@link Integer}, an {@link Instant} or null
 * @param ext the extended attributes in the same way
 * @param custom the custom attributes by name, in the order in which they came
 */
public record TaskDetails(
        int brokerId,
        String captureId,
        String capturePointId,
        @Nullable String distributionId,
        @Nullable String distributionPointId,
        int version,
        TaskStatus status,
        @Nullable Instant archivedAt,
        Map<String, @Nullable Object> core,
        Map<String, @Nullable Object> ext,
        Map<String, String> custom) {

    static TaskDetails of(TaskRecord task) {
        return new TaskDetails(
                task.brokerId(),
                task.captureId(),
                task.capturePointId(),
                task.distributionId(),
                task.distributionPointId(),
                task.version(),
                task.status(),
                task.archivedAt(),
                section(TaskAttribute.Section.CORE, task),
                section(TaskAttribute.Section.EXT, task),
                task.customAttributes().asMap());
    }

    private static Map<String, @Nullable Object> section(TaskAttribute.Section section, TaskRecord task) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (attribute.section() == section) {
                values.put(attribute.wireName(), attribute.of(task));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** Whether it is in the archive, so that nothing can be done with it any more. */
    public boolean isArchived() {
        return archivedAt != null;
    }

    /** Whether it should have been done by this time, and is not. */
    public boolean isOverdue(Instant now) {
        return !status.isFinal() && core.get(TaskAttribute.DUE.wireName()) instanceof Instant due && due.isBefore(now);
    }

    /** Whether it has expired at this time and yet is not final, so that it stays in the list (A34). */
    public boolean isExpiredStillOpen(Instant now) {
        return !status.isFinal()
                && core.get(TaskAttribute.EXPIRATION.wireName()) instanceof Instant expiration
                && expiration.isBefore(now);
    }
}
