package org.workgate.task;

/**
 * An operation that had to wait was refused in the end and changed nothing (A66). Observers answer whoever asked for it.
 *
 * @param origin who asked for it
 * @param refusal why it was refused
 */
public record RefusedLater(Origin origin, Refusal refusal) {}
