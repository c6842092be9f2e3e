package org.workgate.task;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a task, whether it is in the list or in the archive: all that lists, messages and rules read of it. Only a
 * {@link Task} can change. All times are UTC (A52).
 */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public abstract class TaskRecord {

    @Id
    @Column(name = "id")
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_task_seq")
    @SequenceGenerator(name = "gtl_task_seq", sequenceName = "gtl_task_seq", allocationSize = GlobalTaskList.ID_BLOCK)
    int brokerId;

    @Version
    @Column(nullable = false)
    int version;

    @Column(name = "capture_point_id", length = 16, nullable = false, updatable = false)
    String capturePointId;

    @Column(name = "capture_id", length = 64, nullable = false, updatable = false)
    String captureId;

    @Column(name = "capture_guard", nullable = false)
    long captureGuard;

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
    TaskStatus status;

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

    /** The priority that was given from outside the rules, whatever they have made of it since; null while none is (A64). */
    @Column(name = "given_priority")
    @Nullable
    Integer givenPriority;

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

    /** Where it is to be distributed, as rules say or its solution; the distribution point that has it is another matter. */
    @Column(name = "next_distribution_point_id", length = 16)
    @Nullable
    String nextDistributionPointId;

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

    /** Since when it is final; null while it is not. */
    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    /**
     * When the services have something to do about the task next; null while they have not. Follows from the other columns and
     * is kept for its index: all that time brings about is found by it.
     */
    @Column(name = "next_step_at")
    @Nullable
    Instant nextStepAt;

    /** The priority as distribution orders by it: none is below every number (A64). Kept for its index, as the next one. */
    @Column(name = "order_priority", nullable = false)
    int orderPriority;

    /** The due date as distribution orders by it: none is after every date. */
    @Column(name = "order_due", nullable = false)
    Instant orderDue;

    /** JSON object of texts; null where there are none. */
    @Column(name = "custom_attributes")
    @Nullable
    CustomAttributes customAttributes;

    /** For the kinds of tasks. */
    TaskRecord() {}

    /** The value of an attribute, of the type that {@link TaskAttribute#type()} names, or null. */
    @Nullable
    Object value(TaskAttribute attribute) {
        return switch (attribute) {
            case TENANT_ID -> tenantId;
            case SOLUTION_ID -> solutionId;
            case CONTRACT_ID -> contractId;
            case PROCESS_ID -> processId;
            case CHANNEL -> channel;
            case CATEGORY -> category;
            case STATUS -> status.wireName();
            case BUSINESS_CALENDAR_ID -> businessCalendarId;
            case CREATED -> createdDateTime;
            case HELD -> heldDateTime;
            case DISTRIBUTED -> distributedDateTime;
            case ASSIGNED -> assignedDateTime;
            case COMPLETED -> completedDateTime;
            case ACTIVATION -> activationDateTime;
            case DUE -> dueDateTime;
            case EXPIRATION -> expirationDateTime;
            case PRIORITY -> priority;
            case REPRIORITIZE -> reprioritizeDateTime;
            case BUSINESS_VALUE -> businessValue;
            case ASSIGNED_TO_USER -> assignedToUser;
            case QUEUE -> queue;
            case QUEUE_TYPE -> queueType;
            case QUEUE_TARGET -> queueTarget;
            case CUSTOMER_ID -> customerId;
            case CUSTOMER_SEGMENT -> customerSegment;
            case PRODUCT_TYPE -> productType;
            case PRODUCT_SUBTYPE -> productSubtype;
            case RESULT_CODE -> resultCode;
            case SOURCE_FIRST_CREATED -> sourceFirstCreatedDateTime;
            case SOURCE_CREATED -> sourceCreatedDateTime;
            case SOURCE_DUE -> sourceDueDateTime;
            case SOURCE_PROCESS_TYPE -> sourceProcessType;
            case SOURCE_PROCESS_SUBTYPE -> sourceProcessSubtype;
            case SOURCE_TENANT -> sourceTenant;
        };
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

    /** The tenant to which it belongs (R81). */
    public String tenantId() {
        return tenantId;
    }

    /** The solution that it belongs to (R82). */
    public String solutionId() {
        return solutionId;
    }

    /** The contract of its process, or null while it has none (R83). */
    public @Nullable String contractId() {
        return contractId;
    }

    /** Its process, or null while it has none (R84). */
    public @Nullable String processId() {
        return processId;
    }

    /** Whether the originating system chose the process, so that no rule replaces it (A68). */
    public boolean isProcessGiven() {
        return processGiven;
    }

    /** The business calendar by which its working time is counted, or null while it has none (R88). */
    public @Nullable String businessCalendarId() {
        return businessCalendarId;
    }

    /** The priority that was given from outside the rules, from which each of their rounds begins; null while none is (A64). */
    public @Nullable Integer givenPriority() {
        return givenPriority;
    }

    /** When rules are to be applied anew, or null for no more (R101, R102). */
    public @Nullable Instant reprioritizeDateTime() {
        return reprioritizeDateTime;
    }

    /** Where it is to be distributed, or null while that is not known. */
    public @Nullable String nextDistributionPointId() {
        return nextDistributionPointId;
    }

    /** The status to which a resume leads back, or null while it is not {@code Held} (A59). */
    @Nullable
    TaskStatus heldFromStatus() {
        return heldFromStatus;
    }

    /** When it was created here (R89). */
    public Instant createdDateTime() {
        return createdDateTime;
    }

    /** The custom attributes, possibly none (R120). */
    public CustomAttributes customAttributes() {
        return customAttributes == null ? CustomAttributes.NONE : customAttributes;
    }

    /** When it left the list for the archive, or null while it has not (A34). */
    public @Nullable Instant archivedAt() {
        return null;
    }
}
