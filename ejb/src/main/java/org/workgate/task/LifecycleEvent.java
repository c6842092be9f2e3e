package org.workgate.task;

/**
 * What can happen to a task: one name for each row of {@link TaskLifecycle}. Requests are imperatives, what a service of
 * the product finds or does is a past participle, and what a distribution system tells begins with {@code REPORTED}.
 */
public enum LifecycleEvent {
    CREATE(Source.REQUEST, "CreateTask"),
    CREATE_HELD(Source.REQUEST, "CreateTask with Hold"),
    HOLD(Source.REQUEST, "HoldTask"),
    RESUME(Source.REQUEST, "ResumeTask"),
    RESTART(Source.REQUEST, "RestartTask"),
    /** Only where a setting has the element {@code Hold} of a RestartTask heeded (A24). */
    RESTART_HELD(Source.REQUEST, "RestartTask with Hold"),
    CANCEL(Source.REQUEST, "CancelTask"),
    COMPLETE(Source.REQUEST, "CompleteTask"),
    UPDATE(Source.REQUEST, "UpdateTask"),
    QUERY(Source.REQUEST, "GetTaskInfo"),

    CLASSIFIED(Source.SERVICE, "Classification succeeded"),
    /** The process or its contract has ended (R183). */
    PROCESS_EXPIRED(Source.SERVICE, "Process expired"),
    /** The process or its contract has not begun (R183, A36). */
    PROCESS_NOT_YET_ACTIVE(Source.SERVICE, "Process not yet active"),
    /** No process or department was found, the process is unknown, or a rule failed (A68). */
    CLASSIFICATION_FAILED(Source.SERVICE, "Classification failed"),
    /** For the first time; every later time the task is {@link #REPRIORITIZED}. */
    PRIORITIZED(Source.SERVICE, "Prioritization succeeded"),
    /** For the first time or again. */
    PRIORITIZATION_FAILED(Source.SERVICE, "Prioritization failed"),
    /** The task is neither reprioritized nor distributed yet (R94). */
    ACTIVATION_AWAITED(Source.SERVICE, "Activation time not reached"),
    ACTIVATION_REACHED(Source.SERVICE, "Activation time reached"),
    /** The time to do so was reached and the rules gave a new priority (R101). */
    REPRIORITIZED(Source.SERVICE, "Reprioritized"),
    /** No time to do so again is set (R102). */
    REPRIORITIZATION_ENDED(Source.SERVICE, "No more reprioritization"),
    DISTRIBUTED(Source.SERVICE, "Distributed"),
    /** For a fault of configuration, which trying again does not cure (A67). */
    DISTRIBUTION_FAILED(Source.SERVICE, "Distribution failed"),
    DISTRIBUTION_SYSTEM_UNREACHABLE(Source.SERVICE, "Distribution system unreachable"),
    EXPIRED(Source.SERVICE, "Expiration time reached"),

    /** Moved into a routing queue or a workbin, an assigned task too. */
    REPORTED_QUEUED(Source.DISTRIBUTION_SYSTEM, "Queued there"),
    /** Assigned to an agent, or from one agent to another. */
    REPORTED_ASSIGNED(Source.DISTRIBUTION_SYSTEM, "Assigned there"),
    /** Given back for another distribution (R143). */
    REPORTED_RETURNED(Source.DISTRIBUTION_SYSTEM, "Returned from there"),
    REPORTED_COMPLETED(Source.DISTRIBUTION_SYSTEM, "Completed there"),
    REPORTED_RESTARTED(Source.DISTRIBUTION_SYSTEM, "Restarted there"),
    /** At least one attribute that is taken over has changed (R122). */
    REPORTED_CHANGED(Source.DISTRIBUTION_SYSTEM, "Changed there"),
    /** Only attributes that are not taken over have changed (R123, A81). */
    REPORTED_CHANGED_IN_VAIN(Source.DISTRIBUTION_SYSTEM, "Changed there, nothing taken over"),
    /** Stopped or removed, and nothing says whether the work was done. */
    REPORTED_REMOVED(Source.DISTRIBUTION_SYSTEM, "Removed there without a verdict");

    /** Where an event comes from. */
    enum Source {
        /** An originating system, the console or the HTTP API (3.1). */
        REQUEST,
        /** A service of the product (3.2). */
        SERVICE,
        /** The distribution system that has the task (3.3). */
        DISTRIBUTION_SYSTEM
    }

    private final Source source;
    private final String title;

    LifecycleEvent(Source source, String title) {
        this.source = source;
        this.title = title;
    }

    Source source() {
        return source;
    }

    /** What documentation calls it. */
    String title() {
        return title;
    }
}
