package org.workgate.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in or went out, written in the transaction in which it did. Never changed; deleted when its
 * retention is over. Times are UTC.
 */
@Entity
@Table(name = "gtl_message")
@IdClass(JournalEntry.Key.class)
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class JournalEntry {

    /**
     * What makes an entry unique.
     *
     * <p>A class with fields, since the persistence provider cannot use a record as ID class.
     */
    @SuppressWarnings({"NullAway.Init", "unused"}) // the persistence provider reads and fills the fields
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String capturePointId;
        private long sequence;

        /** For the persistence provider. */
        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && capturePointId.equals(that.capturePointId) && sequence == that.sequence;
        }

        @Override
        public int hashCode() {
            return 31 * capturePointId.hashCode() + Long.hashCode(sequence);
        }
    }

    /** How many characters of a correlation ID are kept. */
    private static final int MAX_CORRELATION_LENGTH = 128;

    private static final int REPLACEMENT = 0xFFFD;

    @Id
    @Column(name = "capture_point_id", length = 16)
    private String capturePointId;

    @Id
    @Column(name = "sequence_no")
    private long sequence;

    @Enumerated(EnumType.STRING)
    @Column(length = 8, nullable = false)
    private Direction direction;

    @Column(name = "message_id", length = 128, nullable = false)
    private String messageId;

    @Column(name = "correlation_id", length = MAX_CORRELATION_LENGTH)
    private @Nullable String correlationId;

    /** What one looks a request and its answers up by: its own ID for a message that came in. */
    @Column(name = "request_id", length = 128)
    private @Nullable String requestId;

    @Column(name = "message_type", length = 64, nullable = false)
    private String type;

    @Column(name = "broker_id")
    private @Nullable Integer brokerId;

    @Column(name = "capture_id", length = 64)
    private @Nullable String captureId;

    @Column(name = "passed_at", nullable = false)
    private Instant at;

    @Column(name = "body_size", nullable = false)
    private long size;

    /** Null where the message was above the size cap. */
    @Lob
    private byte @Nullable [] body;

    /** For the persistence provider. */
    protected JournalEntry() {}

    /**
     * What a message says besides its body.
     *
     * @param capturePointId over which capture point it went
     * @param direction which way
     * @param messageId its message ID, without the prefix {@code ID:}, at most 128 characters
     * @param correlationId its correlation ID, of which the journal keeps the first 128 characters, or null
     * @param answers the ID of the message that it answers, or null where it answers none, or came in
     * @param type its type, such as {@code TaskCreated}; of several operations in one message the first; empty where it
     *     could not be read
     * @param brokerId the task that it is about, or null
     * @param captureId the CaptureId of that task, or null
     * @param at when it was received or sent
     */
    public record Heading(
            String capturePointId,
            Direction direction,
            String messageId,
            @Nullable String correlationId,
            @Nullable String answers,
            String type,
            @Nullable Integer brokerId,
            @Nullable String captureId,
            Instant at) {}

    /**
     * An entry.
     *
     * @param sequence its number, above all that were committed before in this capture point
     * @param heading what it says besides its body
     * @param size the size of its body in bytes
     * @param body its body as it was on the queue, text in UTF-8; null where it was above the size cap
     */
    JournalEntry(long sequence, Heading heading, long size, byte @Nullable [] body) {
        this.capturePointId = heading.capturePointId();
        this.sequence = sequence;
        this.direction = heading.direction();
        this.messageId = heading.messageId();
        this.correlationId = heading.correlationId() == null ? null : kept(heading.correlationId());
        this.requestId = direction == Direction.OUT ? heading.answers() : messageId;
        this.type = heading.type();
        this.brokerId = heading.brokerId();
        this.captureId = heading.captureId();
        this.at = heading.at();
        this.size = size;
        this.body = body;
    }

    /**
     * As much of a correlation ID as there is room for, with U+FFFD for what not every database can keep. Whoever puts a message
     * makes that ID, and the message is to be noted whatever it is.
     */
    private static String kept(String correlationId) {
        return correlationId
                .codePoints()
                .limit(MAX_CORRELATION_LENGTH)
                .map(c -> (c == 0 || Character.getType(c) == Character.SURROGATE) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Its heading. */
    public Heading heading() {
        String answers = direction == Direction.OUT ? requestId : null;
        return new Heading(capturePointId, direction, messageId, correlationId, answers, type, brokerId, captureId, at);
    }

    /** Its number: within a capture point in the order of commitment, not without gaps. */
    public long sequence() {
        return sequence;
    }

    /** The size of its body in bytes. */
    public long size() {
        return size;
    }

    /** Its body as it was on the queue, text in UTF-8; null where it was above the size cap. */
    public byte @Nullable [] body() {
        return body;
    }
}
