package org.workgate.task;

/** What became of an operation that somebody asked for. */
public sealed interface Outcome {

    /**
     * It was carried out.
     *
     * @param task the task, as it is now
     */
    record Accepted(Task task) implements Outcome {}

    /**
     * It was refused and nothing changed.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Outcome {}

    /**
     * It waits for the distribution system to give the task back, or behind an operation that does; nothing has changed yet (A87).
     *
     * @param task the task, as it is
     */
    record Pending(Task task) implements Outcome {}

    /**
     * It tells of a submission to a distribution system that has ended, or never was, and changed nothing (3.3).
     *
     * @param distributionId which one
     */
    record Stale(String distributionId) implements Outcome {}

    /**
     * It was not carried out, since the task has changed after the asker saw it.
     *
     * @param task the task, as it is now
     */
    record Overtaken(Task task) implements Outcome {}
}
