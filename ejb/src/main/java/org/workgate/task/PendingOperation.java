package org.workgate.task;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation that waits, with all that its answer needs: the first of a task for the distribution system to give the task back, the
 * others behind it, in the order in which they were asked for (A87). Is gone when it has been carried out or refused.
 */
@Entity
@Table(name = "gtl_pending_operation")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class PendingOperation {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_pending_operation_seq")
    @SequenceGenerator(
            name = "gtl_pending_operation_seq",
            sequenceName = "gtl_pending_operation_seq",
            allocationSize = 1)
    private long id;

    @Column(name = "broker_id", nullable = false)
    private int brokerId;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    private LifecycleEvent operation;

    /** What an update gives; null for every other operation. */
    @Column(name = "given_values")
    private @Nullable GivenValues given;

    @Column(name = "asked_at", nullable = false)
    private Instant askedAt;

    @Column(length = 255, nullable = false)
    private String actor;

    @Column(length = 255)
    private @Nullable String reason;

    @Column(name = "effective_at")
    private @Nullable Instant effectiveAt;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    private Channel channel;

    @Column(length = 255)
    private @Nullable String principal;

    @Column(name = "request_capture_point_id", length = 16)
    private @Nullable String requestCapturePointId;

    @Column(name = "request_message_id", length = 128)
    private @Nullable String requestMessageId;

    @Lob
    @Column(name = "request_correlation_id")
    private @Nullable String requestCorrelationId;

    @Column(name = "request_wants_correlation", nullable = false)
    private boolean requestWantsItsCorrelationId;

    /** In which status the task was when the distribution system was asked to give it back; null where it was not. */
    @Enumerated(EnumType.STRING)
    @Column(name = "revoked_from", length = 16)
    private @Nullable TaskStatus revokedFrom;

    /**
     * What an update gives.
     *
     * @param values the new values
     * @param ignored the paths of attributes that were given and are not heeded (A32)
     */
    public record GivenValues(AttributeValues values, List<String> ignored) {}

    /** For the persistence provider. */
    protected PendingOperation() {}

    /**
     * An operation that waits from now on.
     *
     * @param task the task, which is locked
     * @param change what is to be done to it
     * @param origin who asks for it
     * @param now the time of processing
     */
    public PendingOperation(Task task, TaskCommand.Change change, Origin origin, Instant now) {
        this.brokerId = task.brokerId();
        this.operation = change.event();
        this.given =
                change instanceof TaskCommand.Update update ? new GivenValues(update.values(), update.ignored()) : null;
        this.askedAt = now;
        this.actor = origin.actor();
        this.reason = origin.reason();
        this.effectiveAt = origin.effectiveAt();
        this.channel = origin.channel();
        this.principal = origin.principal();
        Origin.Request request = origin.request();
        if (request != null) {
            this.requestCapturePointId = request.capturePointId();
            this.requestMessageId = request.messageId();
            this.requestCorrelationId =
                    request.correlationId() == null ? null : Characters.carried(request.correlationId());
            this.requestWantsItsCorrelationId = request.wantsItsCorrelationId();
        }
    }

    /** The BrokerId of the task. */
    int brokerId() {
        return brokerId;
    }

    /** What is to be done. */
    public TaskCommand.Change change() {
        GivenValues values = given;
        return TaskCommand.Change.of(
                operation,
                new TaskAddress(brokerId, null),
                values == null ? AttributeValues.NONE : values.values(),
                values == null ? List.of() : values.ignored());
    }

    /** Who asks for it. */
    public Origin origin() {
        Origin.Request request = requestCapturePointId == null || requestMessageId == null
                ? null
                : new Origin.Request(
                        requestCapturePointId, requestMessageId, requestCorrelationId, requestWantsItsCorrelationId);
        return new Origin(actor, reason, effectiveAt, channel, principal, request);
    }

    /** What people call it: {@code HoldTask}. */
    public String title() {
        return operation.title();
    }

    /** When it was asked for, UTC. */
    public Instant askedAt() {
        return askedAt;
    }

    /** Notes that the distribution system was asked to give the task back, which had this status then. */
    public void revokes(TaskStatus from) {
        revokedFrom = from;
    }

    /** Whether the distribution system was asked to give the task back, from an agent if need be. */
    public boolean revokesFromAgent() {
        return revokedFrom == TaskStatus.ASSIGNED;
    }
}
