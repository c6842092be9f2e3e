package org.workgate.task;

import java.util.EnumSet;
import java.util.Set;

/** Where a task stands in its life (R186-R196). The spelling on the wire is {@link #wireName()}. */
public enum TaskStatus {
    /** Just created, will be processed (R186). */
    NEW("New"),
    /** Just created, not processed until resumed (R187). */
    NEW_HELD("NewHeld"),
    /** Classified, not yet prioritized (R188). */
    CAPTURED("Captured"),
    /** Classified and prioritized at least once (R189). */
    QUEUED("Queued"),
    /** Submitted to the distribution system (R190). */
    DISTRIBUTED("Distributed"),
    /** Assigned to an agent (R191). */
    ASSIGNED("Assigned"),
    /** Neither reprioritized nor distributed until resumed (R193). */
    HELD("Held"),
    /** Stopped by an error in processing, prioritization or distribution; can be resumed (R194). */
    ERROR_HELD("ErrorHeld"),
    /** Completed (R192). Final. */
    COMPLETED("Completed"),
    /** Canceled (R195). Final. */
    CANCELED("Canceled"),
    /** Rejected during processing, because its process or contract is not active (R196). Final. */
    REJECTED("Rejected");

    /** The statuses of a task that is held, in whichever way (A26). */
    public static final Set<TaskStatus> ALL_HELD = Set.copyOf(EnumSet.of(NEW_HELD, HELD, ERROR_HELD));

    /** The statuses that a task leaves only for the archive (R98). */
    public static final Set<TaskStatus> ALL_FINAL = Set.copyOf(EnumSet.of(COMPLETED, CANCELED, REJECTED));

    private final String wireName;

    TaskStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The status as messages and the HTTP API spell it, at most 16 characters (R87, A17). */
    public String wireName() {
        return wireName;
    }

    /** Whether the task is held: {@code NewHeld}, {@code Held} or {@code ErrorHeld}. */
    public boolean isHeld() {
        return ALL_HELD.contains(this);
    }

    /** Whether nothing but archiving can follow. */
    public boolean isFinal() {
        return ALL_FINAL.contains(this);
    }

    /** Whether a task of this status accepts a change, at least with some value of the settings. */
    public boolean mayAccept(TaskCommand.Change change) {
        Transition transition = TaskLifecycle.on(this, change.event());
        return transition instanceof Transition.BySetting bySetting
                ? bySetting.choices().stream().anyMatch(choice -> !(choice instanceof Transition.Refused))
                : !(transition instanceof Transition.Refused);
    }
}
