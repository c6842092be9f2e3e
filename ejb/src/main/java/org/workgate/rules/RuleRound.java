package org.workgate.rules;

import java.time.Instant;
import java.util.Locale;

/**
 * One application of rules to a task.
 *
 * @param cause why it takes place
 * @param priorityGiven whether the task's priority was given from outside the rules (A64)
 * @param at when it takes place, for all its tables alike
 * @param calendar counts working time for this task
 */
public record RuleRound(Cause cause, boolean priorityGiven, Instant at, WorkingTime calendar) {

    /** Why rules are applied. */
    public enum Cause {
        /** The task is new. */
        FIRST,
        /** Its reprioritizeDateTime is reached. */
        TIMER,
        /** It was restarted (R169). */
        RESTART,
        /** It was resumed (A59). */
        RESUME;

        /** As rules write it: {@code "first"}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
