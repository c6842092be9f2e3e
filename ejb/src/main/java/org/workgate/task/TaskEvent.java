package org.workgate.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a task, just now and in this transaction. Observers see the task as it is after the event (A77), but
 * the submission as it was before, where the event ends it (A60).
 */
public sealed interface TaskEvent {

    /** What all events have in common. */
    Occurrence occurrence();

    /** The task, after the event. */
    default Task task() {
        return occurrence().task();
    }

    /** Who caused it. */
    default Origin origin() {
        return occurrence().origin();
    }

    /** When it was processed, UTC. */
    default Instant at() {
        return occurrence().at();
    }

    /**
     * What all events have in common.
     *
     * @param task the task, after the event
     * @param origin who caused it
     * @param at when it was processed, UTC
     * @param submission the submission to the distribution system that it is about: the present one, or the one that it ends
     * @param changes what it changed in the task's attributes
     * @param because which rules led to it
     */
    record Occurrence(
            Task task,
            Origin origin,
            Instant at,
            Submission submission,
            AttributeChanges changes,
            Explanation because) {}

    /** No message tells of it (A58). */
    sealed interface Silent extends TaskEvent {}

    /** Rules did it; no message tells of it either, unless a setting has it told as an update (A58). */
    sealed interface MadeByRules extends Silent {}

    /** The task has its process and contract, and is {@code Captured} (R188). */
    record TaskClassified(Occurrence occurrence) implements MadeByRules {}

    /** The task has its priority, for the first time or anew, and is {@code Queued} or stays where it is (R189, R201). */
    record TaskPrioritized(Occurrence occurrence) implements MadeByRules {}

    /** The task waits, still {@code New}, for its process or contract to begin (A36). */
    record ProcessAwaited(Occurrence occurrence) implements Silent {}

    /** A rule failed about a task that is distributed: it stays with its priority where it is (3.2); the reason tells why. */
    record PrioritizationFailed(Occurrence occurrence) implements Silent {}

    /**
     * What identifies the hand-over of a task to a distribution system (R39, R40).
     *
     * @param distributionId the task's ID there, or null while it has none
     * @param distributionPointId the distribution point that distributed it, or null
     */
    record Submission(
            @Nullable String distributionId, @Nullable String distributionPointId) {}

    /** The task was created (R64); also when it starts held (3.1). */
    record TaskCreated(Occurrence occurrence) implements TaskEvent {}

    /** Attributes of the task were changed from outside (R132, R134, R135). */
    record TaskUpdated(Occurrence occurrence) implements TaskEvent {}

    /** The task was handed to the distribution system (R138). */
    record TaskDistributed(Occurrence occurrence) implements TaskEvent {}

    /** The distribution system moved it into a queue or workbin (R139). */
    record TaskDistributedQueue(Occurrence occurrence) implements TaskEvent {}

    /** It was assigned to an agent (R141). */
    record TaskAssigned(Occurrence occurrence) implements TaskEvent {}

    /** It was completed (R145, R146). */
    record TaskCompleted(Occurrence occurrence) implements TaskEvent {}

    /** It was held (R152, R153). */
    record TaskHeld(Occurrence occurrence) implements TaskEvent {}

    /**
     * An error stopped it (R155).
     *
     * @param occurrence see {@link TaskEvent#occurrence()}
     * @param error what went wrong, in full (A35)
     */
    record TaskErrorHeld(Occurrence occurrence, String error) implements TaskEvent {}

    /** It goes on after a hold (R165, R166). */
    record TaskResumed(Occurrence occurrence) implements TaskEvent {}

    /** It begins anew (R172, R173). */
    record TaskRestarted(Occurrence occurrence) implements TaskEvent {}

    /** It was canceled (R179, R180). */
    record TaskCanceled(Occurrence occurrence) implements TaskEvent {}

    /** Its process or contract is not active (R182). */
    record TaskRejected(Occurrence occurrence) implements TaskEvent {}

    /** The distribution system gave it back (R143). */
    record TaskReturned(Occurrence occurrence) implements TaskEvent {}
}
