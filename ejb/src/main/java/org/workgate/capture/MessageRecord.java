package org.workgate.capture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.journal.JournalEntry;

/**
 * What is known of a message from an originating system.
 *
 * @param messageId its ID, without the prefix {@code ID:}
 * @param capturePointId over which capture point it came
 * @param state how far it has come
 * @param receivedAt when it was taken off the input queue, or put on it over HTTP where it still lies there
 * @param body its bytes, text in UTF-8; null before it is taken, above the size cap, and for callers that may not read it
 * @param replies what was sent in answer to it, one for each of its operations, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MessageRecord(
        String messageId,
        String capturePointId,
        State state,
        Instant receivedAt,
        byte @Nullable [] body,
        List<Sent> replies) {

    /** How far a message has come. */
    public enum State {
        /** It lies on the input queue. */
        QUEUED,
        /** It was carried out and answered. */
        PROCESSED,
        /** It failed for its own sake and lies on the backout queue (A73). */
        BACKED_OUT
    }

    /**
     * A message that was put on an output queue.
     *
     * @param sequence its number in the capture point's journal
     * @param heading what it says besides its body
     * @param body its bytes, text in UTF-8; null for callers that may not read it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sent(long sequence, JournalEntry.Heading heading, byte @Nullable [] body) {}
}
