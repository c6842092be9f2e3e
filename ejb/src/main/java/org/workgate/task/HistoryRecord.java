package org.workgate.task;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a task's history: what happened, who caused it and from where (R32, A88), and what the product's services made
 * of it in the same unit of work. Never changed after that; it goes with its task into the archive. All times are UTC.
 */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public abstract class HistoryRecord {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_task_history_seq")
    @SequenceGenerator(
            name = "gtl_task_history_seq",
            sequenceName = "gtl_task_history_seq",
            allocationSize = GlobalTaskList.ID_BLOCK)
    long id;

    @Column(name = "broker_id", nullable = false)
    int brokerId;

    @Column(length = 32, nullable = false)
    String event;

    @Column(name = "happened_at", nullable = false)
    Instant at;

    @Column(name = "effective_at")
    @Nullable
    Instant effectiveAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "status_after", length = 16, nullable = false)
    TaskStatus statusAfter;

    @Column(length = 255, nullable = false)
    String actor;

    @Column(length = 255)
    @Nullable
    String reason;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    Channel channel;

    @Column(length = 255)
    @Nullable
    String principal;

    @Column(name = "message_id", length = 128)
    @Nullable
    String messageId;

    /** Null where nothing changed but the status. */
    @Nullable
    AttributeChanges changes;

    /** Null where no rule had a part in it. */
    @Nullable
    Explanation because;

    /** Null where no service did anything in its unit of work. */
    @Nullable
    HistorySteps steps;

    /** For the kinds of lines. */
    HistoryRecord() {}

    /** Its number: unique, and greater than those of what happened to the task before on the same server. */
    public long id() {
        return id;
    }

    /** What happened: the name of the {@link TaskEvent}, also that of the message that tells of it, if one does. */
    public String event() {
        return event;
    }

    /** When it was processed. */
    public Instant at() {
        return at;
    }

    /** When it was triggered according to the asker (A55), or null. */
    public @Nullable Instant effectiveAt() {
        return effectiveAt;
    }

    /** The task's status after it. */
    public TaskStatus statusAfter() {
        return statusAfter;
    }

    /** The free-text actor. */
    public String actor() {
        return actor;
    }

    /** The free-text reason, or null. */
    public @Nullable String reason() {
        return reason;
    }

    /** The way by which it came in. */
    public Channel channel() {
        return channel;
    }

    /** The authenticated user, or null where the channel knows none. */
    public @Nullable String principal() {
        return principal;
    }

    /** The ID of the message that asked for it, or null where none did. */
    public @Nullable String messageId() {
        return messageId;
    }

    /** What it changed in the task's attributes; of a creation, nothing. */
    public AttributeChanges changes() {
        return changes == null ? AttributeChanges.NONE : changes;
    }

    /** Which rules led to it. */
    public Explanation because() {
        return because == null ? Explanation.NONE : because;
    }

    /** What the product's services did after it, in the same unit of work. */
    public HistorySteps steps() {
        return steps == null ? HistorySteps.NONE : steps;
    }
}
