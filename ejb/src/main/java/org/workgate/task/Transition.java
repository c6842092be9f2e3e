package org.workgate.task;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event does to a task of a certain status: a cell of {@link TaskLifecycle}. */
sealed interface Transition {

    /**
     * The status to which this leads.
     *
     * @param heldFrom the status that the task had when it was held, or null where it is not {@code Held}
     * @throws IllegalStateException if this does not lead to a status, or only a setting tells to which
     */
    default TaskStatus destination(@Nullable TaskStatus heldFrom) {
        throw new IllegalStateException(this + " leads to no status");
    }

    /**
     * The task gets another status, or the same one anew.
     *
     * @param to the status
     * @param revokesFirst whether it must have left the distribution system before, for certain (A25, A66)
     */
    record Moves(TaskStatus to, boolean revokesFirst) implements Transition {
        @Override
        public TaskStatus destination(@Nullable TaskStatus heldFrom) {
            return to;
        }
    }

    /** The task goes back to where it was held; from the distribution system it was revoked, so that it queues (A59). */
    record MovesBack() implements Transition {
        @Override
        public TaskStatus destination(@Nullable TaskStatus heldFrom) {
            TaskStatus from = Objects.requireNonNull(heldFrom, "The task was not held from any status");
            return from == TaskStatus.DISTRIBUTED ? TaskStatus.QUEUED : from;
        }
    }

    /**
     * The event takes effect and leaves the status as it is.
     *
     * @param pushes whether the distribution system is told of changed attributes (R126)
     */
    record Stays(boolean pushes) implements Transition {}

    /**
     * The request is answered with an error and nothing changes.
     *
     * @param code the error's
     */
    record Refused(ErrorCode code) implements Transition {}

    /** The task leaves the list for the archive. */
    record Archived() implements Transition {}

    /** The distribution system speaks of a submission that has ended: logged and ignored. */
    record Stale() implements Transition {}

    /** Nobody causes this event in this status; if somebody does, it is a fault of the program. */
    record CannotOccur() implements Transition {}

    /**
     * A setting decides.
     *
     * @param setting which one
     * @param choices what happens by the setting's value, in the order of {@link LifecycleSetting#options()}
     */
    record BySetting(LifecycleSetting setting, List<Transition> choices) implements Transition {

        /** @throws IllegalArgumentException if there is not exactly one choice for each value */
        public BySetting {
            choices = List.copyOf(choices);
            if (choices.size() != setting.options().size()) {
                throw new IllegalArgumentException(setting.key() + " has the values " + setting.options());
            }
        }

        /**
         * What happens with this value of the setting.
         *
         * @throws IllegalArgumentException if the setting cannot have the value
         */
        Transition with(String value) {
            int index = setting.options().indexOf(value);
            if (index < 0) {
                throw new IllegalArgumentException(
                        setting.key() + " is one of " + setting.options() + ", not " + value);
            }
            return choices.get(index);
        }
    }
}
