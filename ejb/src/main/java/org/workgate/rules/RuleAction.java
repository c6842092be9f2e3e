package org.workgate.rules;

import java.time.Duration;
import java.time.Instant;

/** What a row of a rule table does to a task; its text tells people. */
public sealed interface RuleAction {

    /**
     * The process becomes this.
     *
     * @param processId at most 16 characters; whether there is such a process is for the caller to see
     */
    record AssignProcess(String processId) implements RuleAction {

        @Override
        public String toString() {
            return "process " + processId;
        }
    }

    /**
     * The business calendar becomes this (A85).
     *
     * @param businessCalendarId at most 16 characters
     */
    record AssignBusinessCalendar(String businessCalendarId) implements RuleAction {

        @Override
        public String toString() {
            return "business calendar " + businessCalendarId;
        }
    }

    /**
     * The distribution point becomes this.
     *
     * @param distributionPointId at most 16 characters
     */
    record AssignDistributionPoint(String distributionPointId) implements RuleAction {

        @Override
        public String toString() {
            return "distribution point " + distributionPointId;
        }
    }

    /** The due date becomes this. */
    record SetDueDateTime(Instant dueDateTime) implements RuleAction {

        @Override
        public String toString() {
            return "due " + dueDateTime;
        }
    }

    /** The business value becomes this. */
    record SetBusinessValue(int businessValue) implements RuleAction {

        @Override
        public String toString() {
            return "business value " + businessValue;
        }
    }

    /** The priority becomes this, whatever it was. */
    record SetPriority(int priority) implements RuleAction {

        @Override
        public String toString() {
            return "priority " + priority;
        }
    }

    /** The priority becomes so much higher, or lower where this is negative; null counts as 0. */
    record AddToPriority(int added) implements RuleAction {

        @Override
        public String toString() {
            return "priority " + (added < 0 ? "" : "+") + added;
        }
    }

    /**
     * There is a next round (R103).
     *
     * @param delay until then, between a minute and a year
     */
    record Reprioritize(Duration delay) implements RuleAction {

        @Override
        public String toString() {
            return "reprioritize in " + delay.toMinutes() + " min";
        }
    }

    /** There is no next round (R102). */
    record NeverReprioritize() implements RuleAction {

        @Override
        public String toString() {
            return "reprioritize never";
        }
    }
}
