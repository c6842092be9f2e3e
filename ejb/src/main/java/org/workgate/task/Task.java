package org.workgate.task;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that an originating system handed over, from its creation until it leaves the list for the archive.
 *
 * <p>The originating system calls it by its CaptureId, which is unique within a capture point as far as that capture point
 * checks it (A42); Workgate calls it by its BrokerId, unique in the instance (R24). Only the task itself changes its
 * status, and only along {@link TaskLifecycle}. All times are UTC (A52).
 */
@Entity
@Table(name = "gtl_task")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class Task {

    /** The value of {@link #captureGuard} that makes CaptureIds captured under the check unique (A45). */
    private static final long UNIQUE_UNDER_CHECK = 0;

    @Id
    @Column(name = "id")
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_task_seq")
    @SequenceGenerator(name = "gtl_task_seq", sequenceName = "gtl_task_seq", allocationSize = GlobalTaskList.ID_BLOCK)
    private int brokerId;

    @Version
    @Column(nullable = false)
    private int version;

    @Column(name = "capture_point_id", length = 16, nullable = false, updatable = false)
    private String capturePointId;

    @Column(name = "capture_id", length = 64, nullable = false, updatable = false)
    private String captureId;

    @Column(name = "capture_guard", nullable = false, updatable = false)
    private long captureGuard;

    @Column(name = "tenant_id", length = 16, nullable = false)
    String tenantId;

    @Column(name = "solution_id", length = 16, nullable = false)
    String solutionId;

    @Column(name = "contract_id", length = 16)
    @Nullable
    String contractId;

    @Column(name = "process_id", length = 16)
    @Nullable
    String processId;

    /** Whether the originating system chose the process, so that no rule replaces it (A68). */
    @Column(name = "process_given", nullable = false)
    boolean processGiven;

    @Column(length = 32)
    @Nullable
    String channel;

    @Column(length = 32)
    @Nullable
    String category;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    private TaskStatus status;

    /** The status to which a resume leads back, while the task is held (A59). */
    @Enumerated(EnumType.STRING)
    @Column(name = "held_from_status", length = 16)
    @Nullable
    TaskStatus heldFromStatus;

    @Column(name = "business_calendar_id", length = 16)
    @Nullable
    String businessCalendarId;

    @Column(name = "created_date_time", nullable = false, updatable = false)
    Instant createdDateTime;

    @Column(name = "held_date_time")
    @Nullable
    Instant heldDateTime;

    @Column(name = "distributed_date_time")
    @Nullable
    Instant distributedDateTime;

    @Column(name = "assigned_date_time")
    @Nullable
    Instant assignedDateTime;

    @Column(name = "completed_date_time")
    @Nullable
    Instant completedDateTime;

    @Column(name = "activation_date_time")
    @Nullable
    Instant activationDateTime;

    @Column(name = "due_date_time")
    @Nullable
    Instant dueDateTime;

    @Column(name = "expiration_date_time")
    @Nullable
    Instant expirationDateTime;

    @Nullable
    Integer priority;

    /** Whether the priority was given from outside the rules (A64). */
    @Column(name = "priority_given", nullable = false)
    boolean priorityGiven;

    @Column(name = "reprioritize_date_time")
    @Nullable
    Instant reprioritizeDateTime;

    @Column(name = "business_value")
    @Nullable
    Integer businessValue;

    @Column(name = "assigned_to_user", length = 64)
    @Nullable
    String assignedToUser;

    @Column(name = "queue_name", length = 255)
    @Nullable
    String queue;

    @Column(name = "queue_type", length = 32)
    @Nullable
    String queueType;

    @Column(name = "queue_target", length = 255)
    @Nullable
    String queueTarget;

    @Column(name = "distribution_id", length = 64)
    @Nullable
    String distributionId;

    @Column(name = "distribution_point_id", length = 16)
    @Nullable
    String distributionPointId;

    @Column(name = "customer_id", length = 64)
    @Nullable
    String customerId;

    @Column(name = "customer_segment", length = 64)
    @Nullable
    String customerSegment;

    @Column(name = "product_type", length = 64)
    @Nullable
    String productType;

    @Column(name = "product_subtype", length = 64)
    @Nullable
    String productSubtype;

    @Column(name = "result_code", length = 64)
    @Nullable
    String resultCode;

    @Column(name = "source_first_created_date_time")
    @Nullable
    Instant sourceFirstCreatedDateTime;

    @Column(name = "source_created_date_time")
    @Nullable
    Instant sourceCreatedDateTime;

    @Column(name = "source_due_date_time")
    @Nullable
    Instant sourceDueDateTime;

    @Column(name = "source_process_type", length = 64)
    @Nullable
    String sourceProcessType;

    @Column(name = "source_process_subtype", length = 64)
    @Nullable
    String sourceProcessSubtype;

    @Column(name = "source_tenant", length = 64)
    @Nullable
    String sourceTenant;

    /** JSON object of texts; null where there are none. */
    @Column(name = "custom_attributes")
    @Nullable
    CustomAttributes customAttributes;

    /** For the persistence provider. */
    protected Task() {}

    /**
     * What a capture point settles for the tasks it captures.
     *
     * @param capturePointId its service ID (R38), at most 16 characters
     * @param tenantId the tenant of its tasks (R81), at most 16 characters
     * @param solutionId the solution of its tasks (R82), at most 16 characters
     * @param checkIfCaptured whether a CaptureId may be used only once (R65)
     */
    public record CapturedBy(String capturePointId, String tenantId, String solutionId, boolean checkIfCaptured) {}

    /**
     * Creates a task, in status {@code New} or, if asked for, {@code NewHeld} (R61, R62). It has no BrokerId until it is
     * {@link #numbered()}.
     *
     * @param by the capture point that captures it
     * @param command what is known of it
     * @param now the time of processing
     */
    Task(CapturedBy by, TaskCommand.Create command, Instant now) {
        this.capturePointId = by.capturePointId();
        this.tenantId = by.tenantId();
        this.solutionId = by.solutionId();
        this.captureId = Objects.requireNonNullElse(command.captureId(), "");
        this.captureGuard = by.checkIfCaptured() ? UNIQUE_UNDER_CHECK : -1;
        this.createdDateTime = now;
        move(command.hold() ? LifecycleEvent.CREATE_HELD : LifecycleEvent.CREATE, now);
        command.values().attributes().forEach((attribute, value) -> {
            if (!attribute.isCreatable()) {
                throw new IllegalArgumentException(attribute.wireName() + " is not set by a creation");
            }
            attribute.set(this, value);
        });
        this.processGiven = processId != null;
        this.priorityGiven = priority != null;
        CustomAttributes custom = CustomAttributes.NONE.with(command.values().custom());
        this.customAttributes = custom.isEmpty() ? null : custom;
    }

    /** Completes what depends on the BrokerId, which the persistence provider has drawn by now (R63, A45). */
    void numbered() {
        if (captureId.isEmpty()) {
            captureId = Integer.toString(brokerId);
        }
        if (captureGuard != UNIQUE_UNDER_CHECK) {
            captureGuard = brokerId;
        }
    }

    /**
     * Takes the task where the life cycle has this event lead: the only place where the status changes. That the task has
     * left the distribution system, where the life cycle demands it, is certain by now.
     *
     * @param event what happens
     * @param at when it happens, or happened (A55)
     * @throws IllegalStateException if the event leads a task of this status nowhere; nothing has changed then
     */
    void move(LifecycleEvent event, Instant at) {
        TaskStatus before = status;
        status = TaskLifecycle.on(before, event).destination(heldFromStatus);
        heldDateTime = status.isHeld() ? at : null;
        heldFromStatus = status == TaskStatus.HELD ? before : null;
    }

    /** The ID that is unique in the instance, above zero (R24). */
    public int brokerId() {
        return brokerId;
    }

    /** Counts the changes of the task; a change that was based on an older version is refused. */
    public int version() {
        return version;
    }

    /** The ID in the originating system, at most 64 characters (R25). */
    public String captureId() {
        return captureId;
    }

    /** The service ID of the capture point that captured the task (R38). */
    public String capturePointId() {
        return capturePointId;
    }

    /** Where the task stands. */
    public TaskStatus status() {
        return status;
    }

    /** Its ID in the distribution system, or null while it has none (R39). */
    public @Nullable String distributionId() {
        return distributionId;
    }

    /** The distribution point that distributed it, or null while none has (R40). */
    public @Nullable String distributionPointId() {
        return distributionPointId;
    }

    /** When it was created here (R89). */
    public Instant createdDateTime() {
        return createdDateTime;
    }

    /** The custom attributes, possibly none (R120). */
    public CustomAttributes customAttributes() {
        return customAttributes == null ? CustomAttributes.NONE : customAttributes;
    }
}
