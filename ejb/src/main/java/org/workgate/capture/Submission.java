package org.workgate.capture;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in over HTTP and was put on an input queue, written in the transaction that put it. Tells of a message
 * before its intake, and lets a retry with the same key find it. Times are UTC.
 */
@Entity
@Table(name = "gtl_submission")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class Submission {

    /** Without the prefix {@code ID:}. */
    @Id
    @Column(name = "message_id", length = 128)
    private String messageId;

    @Column(name = "capture_point_id", length = 16, nullable = false)
    private String capturePointId;

    /** Chosen by the sender, unique per capture point and principal; null where he chose none. */
    @Column(name = "idempotency_key", length = MessageSubmission.MAX_KEY_LENGTH)
    private @Nullable String idempotencyKey;

    @Column(name = "principal", length = 255)
    private String principal;

    @Column(name = "submitted_at", nullable = false)
    private Instant submittedAt;

    /** For the persistence provider. */
    protected Submission() {}

    Submission(String messageId, String capturePointId, @Nullable String key, String principal, Instant submittedAt) {
        this.messageId = messageId;
        this.capturePointId = capturePointId;
        this.idempotencyKey = key;
        this.principal = principal;
        this.submittedAt = submittedAt;
    }

    String capturePointId() {
        return capturePointId;
    }

    Instant submittedAt() {
        return submittedAt;
    }
}
