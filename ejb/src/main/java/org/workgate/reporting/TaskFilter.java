package org.workgate.reporting;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

/**
 * Which tasks of the Global Task List, or of the archive, are wanted: those that meet every condition.
 *
 * @param archived whether they are looked for in the archive instead of the list
 * @param expiredBy only tasks that had expired at this time and yet are not final (A34); null means all
 * @param statuses only tasks in one of these; none means all
 * @param text only tasks whose CaptureId begins with this text or whose BrokerId it is; empty means all
 * @param identification only tasks with exactly these values
 * @param attributes only tasks with exactly these values of core and extended attributes, each of the attribute's type; the
 *     status is in {@code statuses} instead
 * @param custom only tasks with exactly these values of custom attributes, whose names count in any case (A9)
 */
public record TaskFilter(
        boolean archived,
        @Nullable Instant expiredBy,
        Set<TaskStatus> statuses,
        String text,
        Map<Identification, String> identification,
        Map<TaskAttribute, Object> attributes,
        Map<String, String> custom) {

    /** All tasks. */
    public static final TaskFilter ALL = of(Set.of(), "");

    /** What identifies a task and where it came from and went to, beside its BrokerId; called by its name on the wire. */
    public enum Identification {
        CAPTURE_ID("CaptureId", "captureId"),
        CAPTURE_POINT_ID("CapturePointId", "capturePointId"),
        DISTRIBUTION_ID("DistributionId", "distributionId"),
        DISTRIBUTION_POINT_ID("DistributionPointId", "distributionPointId");

        private final String wireName;
        private final String field;

        Identification(String wireName, String field) {
            this.wireName = wireName;
            this.field = field;
        }

        /** Its name in messages and in the HTTP API. */
        public String wireName() {
            return wireName;
        }

        /** The field of the task that has it. */
        String field() {
            return field;
        }
    }

    /** Copies all of it. */
    public TaskFilter {
        statuses = Set.copyOf(statuses);
        text = text.strip();
        identification = Map.copyOf(identification);
        attributes = Map.copyOf(attributes);
        custom = Map.copyOf(custom);
        if (attributes.containsKey(TaskAttribute.STATUS)) {
            throw new IllegalArgumentException("A status is asked for by the statuses");
        }
    }

    /** The tasks in one of these statuses whose CaptureId begins with this text or whose BrokerId it is. */
    public static TaskFilter of(Set<TaskStatus> statuses, String text) {
        return new TaskFilter(false, null, statuses, text, Map.of(), Map.of(), Map.of());
    }

    /** The same of the tasks in the archive. */
    public TaskFilter inArchive() {
        return new TaskFilter(true, expiredBy, statuses, text, identification, attributes, custom);
    }

    /** The same of the tasks that have expired at this time and yet are not final. */
    public TaskFilter expiredStillOpen(Instant now) {
        return new TaskFilter(archived, now, statuses, text, identification, attributes, custom);
    }
}
