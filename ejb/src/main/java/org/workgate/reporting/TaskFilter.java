package org.workgate.reporting;

import java.util.Map;
import java.util.Set;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

/**
 * Which tasks of the Global Task List are wanted: those that meet every condition.
 *
 * @param statuses only tasks in one of these; none means all
 * @param text only tasks whose CaptureId begins with this text or whose BrokerId it is; empty means all
 * @param identification only tasks with exactly these values
 * @param attributes only tasks with exactly these values of core and extended attributes, each of the attribute's type; the
 *     status is in {@code statuses} instead
 * @param custom only tasks with exactly these values of custom attributes, whose names count in any case (A9)
 */
public record TaskFilter(
        Set<TaskStatus> statuses,
        String text,
        Map<Identification, String> identification,
        Map<TaskAttribute, Object> attributes,
        Map<String, String> custom) {

    /** All tasks. */
    public static final TaskFilter ALL = new TaskFilter(Set.of(), "", Map.of(), Map.of(), Map.of());

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
        return new TaskFilter(statuses, text, Map.of(), Map.of(), Map.of());
    }
}
