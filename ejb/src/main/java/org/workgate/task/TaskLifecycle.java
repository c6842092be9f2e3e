package org.workgate.task;

import static org.workgate.task.ErrorCode.CANNOT_CANCEL_COMPLETED_TASK;
import static org.workgate.task.ErrorCode.CANNOT_COMPLETE_TASK;
import static org.workgate.task.ErrorCode.CANNOT_HOLD_ASSIGNED_TASK;
import static org.workgate.task.ErrorCode.CANNOT_RESTART_TASK;
import static org.workgate.task.ErrorCode.CANNOT_RESUME_TASK;
import static org.workgate.task.LifecycleSetting.ACTIVATION_GATE;
import static org.workgate.task.LifecycleSetting.ALLOW_CANCEL_ASSIGNED;
import static org.workgate.task.LifecycleSetting.NOT_YET_ACTIVE;
import static org.workgate.task.LifecycleSetting.REMOVED_WITHOUT_VERDICT;
import static org.workgate.task.TaskStatus.ASSIGNED;
import static org.workgate.task.TaskStatus.CANCELED;
import static org.workgate.task.TaskStatus.CAPTURED;
import static org.workgate.task.TaskStatus.COMPLETED;
import static org.workgate.task.TaskStatus.DISTRIBUTED;
import static org.workgate.task.TaskStatus.ERROR_HELD;
import static org.workgate.task.TaskStatus.HELD;
import static org.workgate.task.TaskStatus.NEW;
import static org.workgate.task.TaskStatus.NEW_HELD;
import static org.workgate.task.TaskStatus.QUEUED;
import static org.workgate.task.TaskStatus.REJECTED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of tasks: what each event does to a task of each status. There is no other place that knows.
 *
 * <p>Whether an event of the distribution system speaks of the task's present submission is for the caller to find out; one
 * that does not is stale whatever the table says (3.3).
 */
final class TaskLifecycle {

    private static final Map<LifecycleEvent, Row> TABLE = table(List.of(

            // Requested operations (3.1)
            begin(LifecycleEvent.CREATE, NEW),
            begin(LifecycleEvent.CREATE_HELD, NEW_HELD),
            row(
                    LifecycleEvent.HOLD,
                    in(NEW, CAPTURED, QUEUED).then(to(HELD)),
                    in(DISTRIBUTED).then(revokeAndTo(HELD)),
                    otherwise(refuse(CANNOT_HOLD_ASSIGNED_TASK))),
            row(
                    LifecycleEvent.RESUME,
                    in(NEW_HELD, ERROR_HELD).then(to(NEW)),
                    in(HELD).then(back()),
                    otherwise(refuse(CANNOT_RESUME_TASK))),
            row(
                    LifecycleEvent.RESTART,
                    in(NEW, NEW_HELD, CAPTURED, QUEUED, HELD, ERROR_HELD).then(to(NEW)),
                    in(DISTRIBUTED).then(revokeAndTo(NEW)),
                    otherwise(refuse(CANNOT_RESTART_TASK))),
            row(
                    LifecycleEvent.RESTART_HELD,
                    in(NEW, NEW_HELD, CAPTURED, QUEUED, HELD, ERROR_HELD).then(to(NEW_HELD)),
                    in(DISTRIBUTED).then(revokeAndTo(NEW_HELD)),
                    otherwise(refuse(CANNOT_RESTART_TASK))),
            row(
                    LifecycleEvent.CANCEL,
                    in(NEW, NEW_HELD, CAPTURED, QUEUED, HELD, ERROR_HELD).then(to(CANCELED)),
                    in(DISTRIBUTED).then(revokeAndTo(CANCELED)),
                    in(ASSIGNED)
                            .then(depending(
                                    ALLOW_CANCEL_ASSIGNED,
                                    refuse(CANNOT_CANCEL_COMPLETED_TASK),
                                    revokeAndTo(CANCELED))),
                    otherwise(refuse(CANNOT_CANCEL_COMPLETED_TASK))),
            row(
                    LifecycleEvent.COMPLETE,
                    in(NEW, NEW_HELD, CAPTURED, QUEUED, HELD, ERROR_HELD).then(to(COMPLETED)),
                    in(DISTRIBUTED, ASSIGNED).then(revokeAndTo(COMPLETED)),
                    otherwise(refuse(CANNOT_COMPLETE_TASK))),
            row(LifecycleEvent.UPDATE, in(DISTRIBUTED, ASSIGNED).then(stayAndPush()), otherwise(stay())),
            row(LifecycleEvent.QUERY, otherwise(stay())),

            // Internal services (3.2)
            row(LifecycleEvent.CLASSIFIED, in(NEW).then(to(CAPTURED)), otherwise(cannotOccur())),
            row(LifecycleEvent.PROCESS_EXPIRED, in(NEW).then(to(REJECTED)), otherwise(cannotOccur())),
            row(
                    LifecycleEvent.PROCESS_NOT_YET_ACTIVE,
                    in(NEW).then(depending(NOT_YET_ACTIVE, to(REJECTED), stay())),
                    otherwise(cannotOccur())),
            row(LifecycleEvent.CLASSIFICATION_FAILED, in(NEW).then(to(ERROR_HELD)), otherwise(cannotOccur())),
            row(LifecycleEvent.PRIORITIZED, in(CAPTURED).then(to(QUEUED)), otherwise(cannotOccur())),
            row(
                    LifecycleEvent.PRIORITIZATION_FAILED,
                    in(CAPTURED, QUEUED).then(to(ERROR_HELD)),
                    in(DISTRIBUTED).then(stay()),
                    otherwise(cannotOccur())),
            row(
                    LifecycleEvent.ACTIVATION_AWAITED,
                    in(CAPTURED).then(depending(ACTIVATION_GATE, cannotOccur(), stay())),
                    in(QUEUED).then(stay()),
                    otherwise(cannotOccur())),
            row(
                    LifecycleEvent.ACTIVATION_REACHED,
                    in(CAPTURED).then(depending(ACTIVATION_GATE, cannotOccur(), stay())),
                    in(QUEUED).then(stay()),
                    otherwise(cannotOccur())),
            row(
                    LifecycleEvent.REPRIORITIZED,
                    in(QUEUED).then(stay()),
                    in(DISTRIBUTED).then(stayAndPush()),
                    otherwise(cannotOccur())),
            row(LifecycleEvent.REPRIORITIZATION_ENDED, otherwise(stay())),
            row(LifecycleEvent.DISTRIBUTED, in(QUEUED).then(to(DISTRIBUTED)), otherwise(cannotOccur())),
            row(LifecycleEvent.DISTRIBUTION_FAILED, in(QUEUED).then(to(ERROR_HELD)), otherwise(cannotOccur())),
            row(LifecycleEvent.DISTRIBUTION_SYSTEM_UNREACHABLE, in(QUEUED).then(stay()), otherwise(cannotOccur())),
            row(LifecycleEvent.EXPIRED, in(COMPLETED, CANCELED, REJECTED).then(archive()), otherwise(stay())),

            // Distribution-system events (3.3)
            row(
                    LifecycleEvent.REPORTED_QUEUED,
                    in(DISTRIBUTED).then(stay()),
                    in(ASSIGNED).then(to(DISTRIBUTED)),
                    otherwise(stale())),
            row(
                    LifecycleEvent.REPORTED_ASSIGNED,
                    in(DISTRIBUTED).then(to(ASSIGNED)),
                    in(ASSIGNED).then(stay()),
                    otherwise(stale())),
            row(LifecycleEvent.REPORTED_RETURNED, in(DISTRIBUTED, ASSIGNED).then(to(QUEUED)), otherwise(stale())),
            row(LifecycleEvent.REPORTED_COMPLETED, in(DISTRIBUTED, ASSIGNED).then(to(COMPLETED)), otherwise(stale())),
            row(LifecycleEvent.REPORTED_RESTARTED, in(DISTRIBUTED, ASSIGNED).then(to(NEW)), otherwise(stale())),
            row(LifecycleEvent.REPORTED_CHANGED, in(DISTRIBUTED, ASSIGNED).then(stay()), otherwise(stale())),
            row(
                    LifecycleEvent.REPORTED_CHANGED_IN_VAIN,
                    in(DISTRIBUTED, ASSIGNED).then(stay()),
                    otherwise(stale())),
            row(
                    LifecycleEvent.REPORTED_REMOVED,
                    in(DISTRIBUTED, ASSIGNED)
                            .then(depending(REMOVED_WITHOUT_VERDICT, to(QUEUED), to(COMPLETED), to(ERROR_HELD))),
                    otherwise(stale()))));

    private TaskLifecycle() {}

    /**
     * What this event does to a task of this status.
     *
     * @param status the status, or null for a task that is only being created
     * @param event the event
     */
    static Transition on(@Nullable TaskStatus status, LifecycleEvent event) {
        Row row = Objects.requireNonNull(TABLE.get(event));
        return status == null
                ? row.beginning()
                : Objects.requireNonNull(row.cells().get(status));
    }

    /** All that the table says of an event. */
    record Row(LifecycleEvent event, Transition beginning, Map<TaskStatus, Transition> cells) {}

    /** Some statuses of a row, and what the event does in them; empty for all those that the row does not name. */
    record Cells(Set<TaskStatus> statuses, Transition transition) {}

    /** The first half of {@link Cells}. */
    record In(Set<TaskStatus> statuses) {
        Cells then(Transition transition) {
            return new Cells(statuses, transition);
        }
    }

    /**
     * The table of these rows.
     *
     * @throws IllegalStateException if an event has no row or two
     */
    static Map<LifecycleEvent, Row> table(List<Row> rows) {
        var table = new EnumMap<LifecycleEvent, Row>(LifecycleEvent.class);
        for (Row row : rows) {
            if (table.put(row.event(), row) != null) {
                throw new IllegalStateException(row.event() + " has two rows");
            }
        }
        var missing = EnumSet.complementOf(EnumSet.copyOf(table.keySet()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("No row for " + missing);
        }
        return table;
    }

    /** The row of an event by which a task comes into being. */
    private static Row begin(LifecycleEvent event, TaskStatus status) {
        return new Row(event, to(status), row(event, otherwise(cannotOccur())).cells());
    }

    /**
     * The row of an event that happens to a task that is there.
     *
     * @throws IllegalStateException if a status is named twice or left open
     */
    static Row row(LifecycleEvent event, Cells... cells) {
        var row = new EnumMap<TaskStatus, Transition>(TaskStatus.class);
        for (Cells some : cells) {
            var open = EnumSet.allOf(TaskStatus.class);
            open.removeAll(row.keySet());
            for (TaskStatus status : some.statuses().isEmpty() ? open : some.statuses()) {
                if (row.put(status, some.transition()) != null) {
                    throw new IllegalStateException(event + " says two things of " + status);
                }
            }
        }
        if (row.size() < TaskStatus.values().length) {
            throw new IllegalStateException(event + " says of " + row.keySet() + " only");
        }
        return new Row(event, cannotOccur(), row);
    }

    static In in(TaskStatus first, TaskStatus... others) {
        return new In(EnumSet.of(first, others));
    }

    static Cells otherwise(Transition transition) {
        return new Cells(Set.of(), transition);
    }

    static Transition to(TaskStatus status) {
        return new Transition.Moves(status, false);
    }

    private static Transition revokeAndTo(TaskStatus status) {
        return new Transition.Moves(status, true);
    }

    private static Transition back() {
        return new Transition.MovesBack();
    }

    private static Transition stay() {
        return new Transition.Stays(false);
    }

    private static Transition stayAndPush() {
        return new Transition.Stays(true);
    }

    private static Transition refuse(ErrorCode code) {
        return new Transition.Refused(code);
    }

    private static Transition archive() {
        return new Transition.Archived();
    }

    private static Transition stale() {
        return new Transition.Stale();
    }

    private static Transition cannotOccur() {
        return new Transition.CannotOccur();
    }

    /** One choice for each value of the setting, in the order of the values. */
    private static Transition depending(LifecycleSetting setting, Transition... choices) {
        return new Transition.BySetting(setting, List.of(choices));
    }
}
