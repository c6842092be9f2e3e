package org.workgate.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of tasks. Who asks, and why, is the {@link Origin}. */
public sealed interface TaskCommand {

    /** The CaptureId that it names, or null. */
    @Nullable
    String captureId();

    /**
     * Creates a task (R44).
     *
     * @param captureId its ID in the originating system, at most 64 characters, or null for the generated BrokerId (R63)
     * @param values its attributes, only creatable ones
     * @param hold whether it starts held (R61)
     */
    record Create(@Nullable String captureId, AttributeValues values, boolean hold) implements TaskCommand {

        /** The same, where attributes that are not given have these values. */
        public Create with(AttributeValues defaults) {
            return defaults.isEmpty() ? this : new Create(captureId, values.orElse(defaults), hold);
        }
    }

    /**
     * Asks for a task and changes nothing (R80).
     *
     * @param address which task
     */
    record Query(TaskAddress address) implements OnTask {}

    /** What concerns a task that is there. */
    sealed interface OnTask extends TaskCommand {

        /** Which task. */
        TaskAddress address();

        @Override
        default @Nullable String captureId() {
            return address().captureId();
        }
    }

    /** What changes a task that is there. */
    sealed interface Change extends OnTask {

        /** The row of the life cycle that tells what becomes of it. */
        LifecycleEvent event();

        /**
         * The change to which this row of the life cycle belongs.
         *
         * @param values the new values, where it is an update
         * @param ignored the paths of attributes that were given and are not heeded, where it is an update
         * @throws IllegalArgumentException if the row belongs to no change
         */
        static Change of(LifecycleEvent event, TaskAddress address, AttributeValues values, List<String> ignored) {
            return switch (event) {
                case HOLD -> new Hold(address);
                case RESUME -> new Resume(address);
                case RESTART -> new Restart(address, false);
                case RESTART_HELD -> new Restart(address, true);
                case CANCEL -> new Cancel(address);
                case COMPLETE -> new Complete(address);
                case UPDATE -> new Update(address, values, ignored);
                default -> throw new IllegalArgumentException(event + " is no change that is asked for");
            };
        }
    }

    /**
     * Holds a task: it is neither reprioritized nor distributed until it is resumed (R148, R149).
     *
     * @param address which task
     */
    record Hold(TaskAddress address) implements Change {
        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.HOLD;
        }
    }

    /**
     * Lets a held task go on (R160).
     *
     * @param address which task
     */
    record Resume(TaskAddress address) implements Change {
        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.RESUME;
        }
    }

    /**
     * Has a task classified and prioritized anew (R168, R169).
     *
     * @param address which task
     * @param hold whether it waits for a resume before that (A24)
     */
    record Restart(TaskAddress address, boolean hold) implements Change {
        @Override
        public LifecycleEvent event() {
            return hold ? LifecycleEvent.RESTART_HELD : LifecycleEvent.RESTART;
        }
    }

    /**
     * Ends a task whose work is no longer wanted (R175, R176).
     *
     * @param address which task
     */
    record Cancel(TaskAddress address) implements Change {
        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.CANCEL;
        }
    }

    /**
     * Ends a task whose work is done (R144).
     *
     * @param address which task
     */
    record Complete(TaskAddress address) implements Change {
        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.COMPLETE;
        }
    }

    /**
     * Changes attributes of a task; what is not given stays (R125, R128).
     *
     * @param address which task
     * @param values the new values; only attributes that are updatable, at least by a setting (A32)
     * @param ignored the paths of attributes that were given and are not heeded (A32), for the history
     */
    record Update(TaskAddress address, AttributeValues values, List<String> ignored) implements Change {

        /** @throws IllegalArgumentException if an attribute is never updated */
        public Update {
            ignored = List.copyOf(ignored);
            values.attributes().keySet().forEach(attribute -> {
                if (!attribute.isUpdatable() && !attribute.isUpdatableBySetting()) {
                    throw new InvalidValueException(attribute.path(), "is not changed by an update");
                }
            });
        }

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.UPDATE;
        }
    }
}
