package org.workgate.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for an operation, why, when and by which way.
 *
 * @param actor the free-text actor of the audit (R27), never empty, at most 255 characters
 * @param reason the free-text reason (R29), or null where none was given
 * @param effectiveAt when the action was triggered according to the asker (R30), or null for the time of processing
 * @param channel the way by which it came in
 * @param principal the authenticated user, or null where the channel knows none
 * @param request the message that asks, or null where none does
 */
public record Origin(
        String actor,
        @Nullable String reason,
        @Nullable Instant effectiveAt,
        Channel channel,
        @Nullable String principal,
        @Nullable Request request) {

    /** The greatest number of characters (Unicode code points) of actor and reason (R27, R29). */
    public static final int MAX_LENGTH = 255;

    /** @throws InvalidValueException if actor or reason are too long or have a character that no message can carry */
    public Origin {
        Characters.check("Actor", actor, MAX_LENGTH);
        if (reason != null) {
            Characters.check("Reason", reason, MAX_LENGTH);
        }
    }

    /** The same, but for this reason. */
    Origin because(String otherReason) {
        return new Origin(actor, otherReason, effectiveAt, channel, principal, request);
    }

    /**
     * The message that asks for an operation and is owed a response.
     *
     * @param capturePointId the capture point that received it
     * @param messageId its message ID, without the prefix {@code ID:}
     * @param correlationId its correlation ID, or null where it has none
     * @param wantsItsCorrelationId whether it asks that the response carry that instead of its message ID (A39)
     */
    public record Request(
            String capturePointId,
            String messageId,
            @Nullable String correlationId,
            boolean wantsItsCorrelationId) {}
}
