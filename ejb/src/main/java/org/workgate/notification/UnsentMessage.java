package org.workgate.notification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Characters;

/**
 * A message that could not be put, in its standard form (A79, A89). Written in the transaction in which it should have been put,
 * deleted in the one in which it is.
 */
@Entity
@Table(name = "gtl_unsent")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class UnsentMessage {

    private static final int MAX_FAULT_LENGTH = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_unsent_seq")
    @SequenceGenerator(name = "gtl_unsent_seq", sequenceName = "gtl_unsent_seq", allocationSize = 1)
    private long id;

    @Column(name = "capture_point_id", length = 16, nullable = false)
    private String capturePointId;

    @Column(name = "message_type", length = 64, nullable = false)
    private String type;

    @Column(name = "broker_id")
    private @Nullable Integer brokerId;

    @Column(name = "capture_id", length = 64)
    private @Nullable String captureId;

    @Lob
    @Column(name = "correlation_id")
    private @Nullable String correlationId;

    @Column(name = "request_id", length = 128)
    private @Nullable String answers;

    @Lob
    @Column(nullable = false)
    private String body;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    private Cause cause;

    @Column(length = MAX_FAULT_LENGTH, nullable = false)
    private String fault;

    @Column(name = "failed_at", nullable = false)
    private Instant failedAt;

    /** For the persistence provider. */
    protected UnsentMessage() {}

    /** Why a message was not put, which decides what becomes of it. */
    enum Cause {
        /** The outgoing script could not transform it: somebody sends it when that is repaired, and no other waits (A89). */
        SCRIPT,
        /** The queue manager did not answer: it is put when that answers, and later ones of its task wait behind it (A79). */
        BROKER
    }

    /**
     * A message of this capture point.
     *
     * @param text in its standard form
     * @param cause why it could not be put
     * @param fault the same in detail, for people
     * @param failedAt when it should have been put
     */
    UnsentMessage(String capturePointId, Envelope envelope, String text, Cause cause, String fault, Instant failedAt) {
        this.capturePointId = capturePointId;
        this.type = envelope.type();
        this.brokerId = envelope.brokerId();
        this.captureId = envelope.captureId();
        this.correlationId = envelope.correlationId() == null ? null : Characters.carried(envelope.correlationId());
        this.answers = envelope.answers();
        this.body = text;
        this.failedAt = failedAt;
        failed(cause, fault);
    }

    /** Notes why it could not be put this time. */
    final void failed(Cause now, String why) {
        cause = now;
        fault = why.codePointCount(0, why.length()) > MAX_FAULT_LENGTH
                ? why.substring(0, why.offsetByCodePoints(0, MAX_FAULT_LENGTH))
                : why;
    }

    long id() {
        return id;
    }

    String capturePointId() {
        return capturePointId;
    }

    Envelope envelope() {
        return new Envelope(type, brokerId, captureId, correlationId, answers);
    }

    String text() {
        return body;
    }

    Cause cause() {
        return cause;
    }

    String fault() {
        return fault;
    }

    Instant failedAt() {
        return failedAt;
    }
}
