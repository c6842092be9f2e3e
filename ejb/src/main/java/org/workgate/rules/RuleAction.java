package org.workgate.rules;

import java.time.Duration;
import java.time.Instant;

/** What a row of a rule table does to a task. */
public sealed interface RuleAction {

    /**
     * The process becomes this.
     *
     * @param processId at most 16 characters; whether there is such a process is for the caller to see
     */
    record AssignProcess(String processId) implements RuleAction {}

    /**
     * The business calendar becomes this (A85).
     *
     * @param businessCalendarId at most 16 characters
     */
    record AssignBusinessCalendar(String businessCalendarId) implements RuleAction {}

    /**
     * The distribution point becomes this.
     *
     * @param distributionPointId at most 16 characters
     */
    record AssignDistributionPoint(String distributionPointId) implements RuleAction {}

    /** The due date becomes this. */
    record SetDueDateTime(Instant dueDateTime) implements RuleAction {}

    /** The business value becomes this. */
    record SetBusinessValue(int businessValue) implements RuleAction {}

    /** The priority becomes this, whatever it was. */
    record SetPriority(int priority) implements RuleAction {}

    /** The priority becomes so much higher, or lower where this is negative; null counts as 0. */
    record AddToPriority(int added) implements RuleAction {}

    /**
     * There is a next round (R103).
     *
     * @param delay until then, between a minute and a year
     */
    record Reprioritize(Duration delay) implements RuleAction {}

    /** There is no next round (R102). */
    record NeverReprioritize() implements RuleAction {}
}
