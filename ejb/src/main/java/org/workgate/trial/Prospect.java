package org.workgate.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RuleFault;
import org.workgate.rules.RulePlace;
import org.workgate.task.AttributeChanges.Change;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

/**
 * What would become of a task.
 *
 * @param task as it would be; nobody else's
 * @param error what would be wrong, or null
 * @param fault the same, where a table is to blame; else null
 * @param place where the rules hold that were applied last, which are those to blame; null where none were
 */
record Prospect(
        Task task,
        @Nullable String error,
        @Nullable RuleFault fault,
        @Nullable RulePlace place) {

    /** How a report calls where a task is to be distributed, which is no attribute. */
    private static final String DISTRIBUTION_POINT = "distributionPointId";

    /** How it calls an error. */
    private static final String ERROR = "error";

    /** What rules decide, but for when they are applied again. */
    private static final List<TaskAttribute> DECIDED = List.of(
            TaskAttribute.PROCESS_ID,
            TaskAttribute.CONTRACT_ID,
            TaskAttribute.BUSINESS_CALENDAR_ID,
            TaskAttribute.PRIORITY,
            TaskAttribute.BUSINESS_VALUE,
            TaskAttribute.DUE);

    /** Whether it would not go on, so that what it has besides does not count. */
    boolean isStopped() {
        return error != null || isRejected();
    }

    private boolean isRejected() {
        return task.status() == TaskStatus.REJECTED;
    }

    /** Whether the task, as it is now, would become something else; when its next round is does not count. */
    boolean differsFrom(Task present) {
        return isStopped()
                ? present.status() != task.status()
                : !Objects.equals(present.nextDistributionPointId(), task.nextDistributionPointId())
                        || DECIDED.stream()
                                .anyMatch(attribute -> !Objects.equals(attribute.of(present), attribute.of(task)));
    }

    /** What is different in another one of the same task. */
    Set<Difference> until(Prospect other, Instant now) {
        var differences = EnumSet.noneOf(Difference.class);
        if (!Objects.equals(error, other.error)) {
            differences.add(
                    error == null
                            ? Difference.NEW_ERROR
                            : other.error == null ? Difference.MENDED_ERROR : Difference.OTHER_ERROR);
        }
        if (isRejected() != other.isRejected()) {
            differences.add(isRejected() ? Difference.NOT_REJECTED : Difference.REJECTED);
        }
        if (isStopped() || other.isStopped()) {
            return differences;
        }
        Map.of(
                        TaskAttribute.PROCESS_ID, Difference.PROCESS,
                        TaskAttribute.CONTRACT_ID, Difference.CONTRACT,
                        TaskAttribute.BUSINESS_CALENDAR_ID, Difference.BUSINESS_CALENDAR,
                        TaskAttribute.BUSINESS_VALUE, Difference.BUSINESS_VALUE,
                        TaskAttribute.REPRIORITIZE, Difference.NEXT_PRIORITIZATION)
                .forEach((attribute, difference) -> {
                    if (!Objects.equals(attribute.of(task), attribute.of(other.task))) {
                        differences.add(difference);
                    }
                });
        if (!Objects.equals(task.nextDistributionPointId(), other.task.nextDistributionPointId())) {
            differences.add(Difference.DISTRIBUTION_POINT);
        }
        Task.Rank rank = task.rank();
        Task.Rank otherRank = other.task.rank();
        if (rank.priority() != otherRank.priority()) {
            differences.add(
                    otherRank.priority() > rank.priority() ? Difference.HIGHER_PRIORITY : Difference.LOWER_PRIORITY);
        }
        if (!rank.due().equals(otherRank.due())) {
            differences.add(otherRank.due().isBefore(rank.due()) ? Difference.DUE_EARLIER : Difference.DUE_LATER);
        }
        if (rank.due().isBefore(now) != otherRank.due().isBefore(now)) {
            differences.add(rank.due().isBefore(now) ? Difference.NOT_OVERDUE : Difference.OVERDUE);
        }
        return differences;
    }

    /** The values that are different in another one of the same task. */
    List<Change> changesUntil(Prospect other) {
        boolean going = !isStopped() && !other.isStopped();
        Map<String, @Nullable String> before = values(going);
        Map<String, @Nullable String> after = other.values(going);
        var changes = new ArrayList<Change>();
        before.forEach((name, value) -> {
            if (!Objects.equals(value, after.get(name))) {
                changes.add(new Change(name, value, after.get(name)));
            }
        });
        return changes;
    }

    private Map<String, @Nullable String> values(boolean going) {
        var values = new TreeMap<String, @Nullable String>();
        values.put(TaskAttribute.STATUS.path(), task.status().wireName());
        values.put(ERROR, error);
        if (going) {
            DECIDED.forEach(attribute -> values.put(attribute.path(), text(attribute.of(task))));
            values.put(TaskAttribute.REPRIORITIZE.path(), text(TaskAttribute.REPRIORITIZE.of(task)));
            values.put(DISTRIBUTION_POINT, task.nextDistributionPointId());
        }
        return values;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The priority, or null where it has none. */
    @Nullable
    Integer priority() {
        return (Integer) TaskAttribute.PRIORITY.of(task);
    }
}
