package org.workgate.task;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a distribution system tells of a task that it has (3.3). Who tells it, and why, is the {@link Origin}. */
public sealed interface DistributionReport {

    /** The row of the life cycle that tells what becomes of the task. */
    LifecycleEvent event();

    /**
     * It moved the task into a routing queue or a workbin; from an agent, who had it, as well (R139).
     *
     * @param queue its name, at most 255 characters (R106)
     * @param queueType one of {@link #QUEUE_TYPES}
     * @param queueTarget whose workbin it is (R108), at most 255 characters, or null
     */
    record MovedToQueue(
            String queue, String queueType, @Nullable String queueTarget) implements DistributionReport {

        /** The kind of queue from which anybody may take a task. */
        public static final String INTERACTION_QUEUE = "InteractionQueue";

        /** The kind of queue that is one agent's own; the target says whose. */
        public static final String AGENT_WORKBIN = "AgentWorkbin";

        /** The kinds of queues (R107). */
        public static final List<String> QUEUE_TYPES =
                List.of(INTERACTION_QUEUE, AGENT_WORKBIN, "AgentGroupWorkbin", "PlaceWorkbin", "PlaceGroupWorkbin");

        /** @throws InvalidValueException if a text is too long or the type is none */
        public MovedToQueue {
            TaskAttribute.QUEUE.check(queue);
            if (!QUEUE_TYPES.contains(queueType)) {
                throw new InvalidValueException(
                        TaskAttribute.QUEUE_TYPE.path(), "must be one of " + String.join(", ", QUEUE_TYPES));
            }
            if (queueTarget != null) {
                TaskAttribute.QUEUE_TARGET.check(queueTarget);
            }
        }

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_QUEUED;
        }
    }

    /**
     * It gave the task to an agent, or from one to another (R141).
     *
     * @param user the agent, at most 64 characters (R105)
     */
    record Assigned(String user) implements DistributionReport {

        /** @throws InvalidValueException if the text is too long */
        public Assigned {
            TaskAttribute.ASSIGNED_TO_USER.check(user);
        }

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_ASSIGNED;
        }
    }

    /**
     * It changed attributes of the task (R122).
     *
     * @param taken the new values of those that are taken over
     * @param ignored the paths of those that are not (R123, A81), for the history
     */
    record Updated(AttributeValues taken, List<String> ignored) implements DistributionReport {

        /** @throws InvalidValueException if an attribute is among the values that is not taken over */
        public Updated {
            ignored = List.copyOf(ignored);
            refuseOthers(taken);
        }

        @Override
        public LifecycleEvent event() {
            return taken.isEmpty() ? LifecycleEvent.REPORTED_CHANGED_IN_VAIN : LifecycleEvent.REPORTED_CHANGED;
        }
    }

    /**
     * The work is done (R146).
     *
     * @param taken the new values of attributes that are taken over with it, such as the result code
     * @param ignored the paths of those that are not
     */
    record Completed(AttributeValues taken, List<String> ignored) implements DistributionReport {

        /** @throws InvalidValueException if an attribute is among the values that is not taken over */
        public Completed {
            ignored = List.copyOf(ignored);
            refuseOthers(taken);
        }

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_COMPLETED;
        }
    }

    private static void refuseOthers(AttributeValues taken) {
        taken.attributes().keySet().forEach(attribute -> {
            if (!attribute.isTakenOver()) {
                throw new InvalidValueException(attribute.path(), "is not taken over from a distribution system");
            }
        });
    }

    /** It gave the task back, to be distributed anew (R143). */
    record Returned() implements DistributionReport {

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_RETURNED;
        }
    }

    /**
     * It stopped or removed the task, and does not say whether the work is done (3.3).
     *
     * @param meaning what that means there
     */
    record Removed(Meaning meaning) implements DistributionReport {

        /** What it can mean; a setting of the distribution point says which. */
        public enum Meaning {
            /** The task is distributed anew. */
            RETURN,
            /** The work is done. */
            COMPLETE,
            /** Somebody has to look: it becomes {@code ErrorHeld}. */
            ERROR_HOLD;

            /** How settings spell it. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_REMOVED;
        }
    }

    /** Somebody there wants the task to begin anew (R173). */
    record Restarted() implements DistributionReport {

        @Override
        public LifecycleEvent event() {
            return LifecycleEvent.REPORTED_RESTARTED;
        }
    }
}
