package org.workgate.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service that applies rules has decided about a task (3.2). Whatever it is, it commits: what fails because of rules or
 * structure is a decision as well. The task takes it over with {@link Task#accept}.
 */
public sealed interface Ruling {

    /** The name under which the service that assigns processes acts (A56). */
    String CLASSIFICATION_SERVICE = "Classification Service";

    /** The name under which the service that gives priorities acts (A56). */
    String PRIORITIZATION_SERVICE = "Prioritization Service";

    /** The name under which the service that hands tasks out acts (A56). */
    String DISTRIBUTION_SERVICE = "Distribution Service";

    /** The reason that is told of a task that structure or distribution system stop on its way to people (A80). */
    String DISTRIBUTION_FAILED = "Distribution failed";

    /** After this time a service looks again at a task that waits for structure or rules, since people may have changed them. */
    Duration LOOK_AGAIN = Duration.ofHours(1);

    /** What it makes of the task's attributes. */
    Values values();

    /**
     * What it makes of them where it leaves the task in its status.
     *
     * @param stays whether it does
     */
    default Values values(boolean stays) {
        return values();
    }

    /** Which rules led to it. */
    Explanation because();

    /** Who has decided (A56). */
    String service();

    /** The reason that the originating system is told (A80), at most 255 characters, or null. */
    default @Nullable String reason() {
        return null;
    }

    /** The reason that the history has where the task stays in its status, at most 255 characters, or null. */
    default @Nullable String reasonOfStaying() {
        return reason();
    }

    /** What went wrong, in full (A35), or null where nothing did. */
    default @Nullable String error() {
        return null;
    }

    /** What it is to the life cycle of a task of this status. */
    LifecycleEvent event(TaskStatus status);

    /** What has happened when the task has got another status by it. */
    TaskEvent happened(TaskEvent.Occurrence occurrence);

    /** What has happened when the task has taken it over and stays in its status; no message tells of that (A58). */
    default TaskEvent stayed(TaskEvent.Occurrence occurrence) {
        return happened(occurrence);
    }

    /** When the service is to be asked again about a task that stays in its status; null for when the task's own times say. */
    default @Nullable Instant again(Instant now) {
        return null;
    }

    /**
     * Values that rules give.
     *
     * @param attributes the new values, null where the task is to have none; only attributes that rules decide
     * @param distributionPointId where the task is to be distributed, at most 16 characters; null leaves that as it is
     */
    record Values(
            Map<TaskAttribute, @Nullable Object> attributes,
            @Nullable String distributionPointId) {

        /** Nothing changes. */
        public static final Values NONE = new Values(Map.of(), null);

        /** Copies the map. */
        public Values {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /** The task has its process and contract (R83, R84), and goes on to be prioritized. */
    record Classified(Values values, Explanation because) implements Ruling {

        @Override
        public String service() {
            return CLASSIFICATION_SERVICE;
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return LifecycleEvent.CLASSIFIED;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskClassified(occurrence);
        }
    }

    /**
     * The process or the contract of the task is not active (R183).
     *
     * @param values what rules have decided; it does not count for a task that waits, for which they decide anew then
     * @param begins when it begins; null where it has ended (A36)
     * @param reason which one, and since or until when (A80), at most 255 characters
     */
    record Inactive(Values values, @Nullable Instant begins, String reason, Explanation because) implements Ruling {

        @Override
        public Values values(boolean stays) {
            return stays ? Values.NONE : values;
        }

        @Override
        public String service() {
            return CLASSIFICATION_SERVICE;
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return begins == null ? LifecycleEvent.PROCESS_EXPIRED : LifecycleEvent.PROCESS_NOT_YET_ACTIVE;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskRejected(occurrence);
        }

        @Override
        public TaskEvent stayed(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.ProcessAwaited(occurrence);
        }

        @Override
        public @Nullable Instant again(Instant now) {
            return begins == null || begins.isAfter(now.plus(LOOK_AGAIN)) ? now.plus(LOOK_AGAIN) : begins;
        }
    }

    /**
     * No process could be found, or there is none of the given ID (A68), or a rule failed.
     *
     * @param error what is wrong and what to do, for those who keep the rules; of any length
     */
    record Unclassified(Values values, String error, Explanation because) implements Ruling {

        /** Leaves out of the error what no message can carry (A76), such as half a character that a rule cut off. */
        public Unclassified {
            error = Characters.carried(error);
        }

        @Override
        public String service() {
            return CLASSIFICATION_SERVICE;
        }

        @Override
        public String reason() {
            return "Classification failed";
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return LifecycleEvent.CLASSIFICATION_FAILED;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskErrorHeld(occurrence, error);
        }
    }

    /** The task has its priority (R99), for the first time or anew. */
    record Prioritized(Values values, Explanation because) implements Ruling {

        @Override
        public String service() {
            return PRIORITIZATION_SERVICE;
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return status == TaskStatus.CAPTURED ? LifecycleEvent.PRIORITIZED : LifecycleEvent.REPRIORITIZED;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskPrioritized(occurrence);
        }
    }

    /**
     * A rule failed, and nothing of what the others said takes effect.
     *
     * @param error what is wrong and where, for those who keep the rules; of any length
     */
    record Unprioritized(String error, Explanation because) implements Ruling {

        /** Leaves out of the error what no message can carry (A76), such as half a character that a rule cut off. */
        public Unprioritized {
            error = Characters.carried(error);
        }

        @Override
        public Values values() {
            return Values.NONE;
        }

        @Override
        public String service() {
            return PRIORITIZATION_SERVICE;
        }

        @Override
        public String reason() {
            return "Prioritization failed";
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return LifecycleEvent.PRIORITIZATION_FAILED;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskErrorHeld(occurrence, error);
        }

        @Override
        public TaskEvent stayed(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.PrioritizationFailed(occurrence);
        }

        /** The error itself, since no attribute of the task keeps it. */
        @Override
        public String reasonOfStaying() {
            return error.codePointCount(0, error.length()) <= Origin.MAX_LENGTH
                    ? error
                    : error.substring(0, error.offsetByCodePoints(0, Origin.MAX_LENGTH));
        }

        @Override
        public Instant again(Instant now) {
            return now.plus(LOOK_AGAIN);
        }
    }

    /**
     * Structure and rules leave the task nowhere to go, which trying again does not cure (R157, A67).
     *
     * @param error what is wrong and what to do, for those who keep the structure; of any length
     */
    record Undistributable(String error) implements Ruling {

        /** Leaves out of the error what no message can carry (A76), such as half a character that a rule cut off. */
        public Undistributable {
            error = Characters.carried(error);
        }

        @Override
        public Values values() {
            return Values.NONE;
        }

        @Override
        public Explanation because() {
            return Explanation.NONE;
        }

        @Override
        public String service() {
            return DISTRIBUTION_SERVICE;
        }

        @Override
        public String reason() {
            return DISTRIBUTION_FAILED;
        }

        @Override
        public LifecycleEvent event(TaskStatus status) {
            return LifecycleEvent.DISTRIBUTION_FAILED;
        }

        @Override
        public TaskEvent happened(TaskEvent.Occurrence occurrence) {
            return new TaskEvent.TaskErrorHeld(occurrence, error);
        }
    }
}
