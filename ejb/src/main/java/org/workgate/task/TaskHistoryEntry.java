package org.workgate.task;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A line that is written to the history of a task: when it happens, and while services do more in the same unit of work. */
@Entity
@Table(name = "gtl_task_history")
public class TaskHistoryEntry extends HistoryRecord {

    /** For the persistence provider. */
    protected TaskHistoryEntry() {}

    /** The line for this event. */
    public TaskHistoryEntry(TaskEvent happened) {
        Origin origin = happened.origin();
        Origin.Request request = origin.request();
        this.brokerId = happened.task().brokerId();
        this.event = happened.getClass().getSimpleName();
        this.at = happened.at();
        this.effectiveAt = origin.effectiveAt();
        this.statusAfter = happened.task().status();
        this.actor = origin.actor();
        this.reason = origin.reason();
        this.channel = origin.channel();
        this.principal = origin.principal();
        this.messageId = request == null ? null : request.messageId();
        AttributeChanges changed = happened.occurrence().changes();
        this.changes = changed.isEmpty() ? null : changed;
        Explanation rules = happened.occurrence().because();
        this.because = rules.isEmpty() ? null : rules;
    }

    /** Adds what a service did in the same unit of work. */
    void add(TaskEvent happened) {
        steps = steps().and(new HistorySteps.Step(
                happened.getClass().getSimpleName(),
                happened.task().status(),
                happened.origin().actor(),
                happened.origin().reason(),
                happened.occurrence().changes(),
                happened.occurrence().because()));
    }
}
