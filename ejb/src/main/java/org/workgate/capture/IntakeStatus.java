package org.workgate.capture;

/**
 * How the intake of a capture point stands on this server, for health checks and the console.
 *
 * @param condition in one word
 * @param cause what the condition is due to and, where somebody has to act, what to do; for people
 */
public record IntakeStatus(Condition condition, String cause) {

    /** The intake's condition in one word. */
    public enum Condition {
        /** Not yet decided who takes the messages. */
        STARTING,
        /** This server takes the messages, and the queue answers. */
        RECEIVING,
        /** Another server takes them; this one would go on in its place. */
        STANDING_BY,
        /** Nobody takes them, since the capture point is configured so (A79). */
        STOPPED,
        /** Nobody takes messages on this server until the cause is gone; then it goes on by itself. */
        WAITING
    }

    /** Whether this server does its part: takes messages, or stands by for one that does, or is not to take any. */
    public boolean isReady() {
        return condition == Condition.RECEIVING || condition == Condition.STANDING_BY || condition == Condition.STOPPED;
    }
}
