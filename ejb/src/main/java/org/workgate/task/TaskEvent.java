package org.workgate.task;

import java.time.Instant;

/**
 * Something happened to a task, just now and in this transaction. Observers see the task as it is after the event (A77).
 */
public sealed interface TaskEvent {

    /** The task, after the event. */
    Task task();

    /** Who caused it. */
    Origin origin();

    /** When it was processed, UTC. */
    Instant at();

    /** The task was created (R64); also when it starts held (3.1). */
    record TaskCreated(Task task, Origin origin, Instant at) implements TaskEvent {}
}
