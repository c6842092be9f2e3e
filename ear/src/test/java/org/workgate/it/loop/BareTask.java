package org.workgate.it.loop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A row with the columns of {@code gtl_task} and nothing behind them. */
@Entity
@Table(name = "bare_task")
public class BareTask {

    @Id
    private int id;

    @Version
    private int version;

    @Column(name = "capture_point_id")
    private String capturePointId;

    @Column(name = "capture_id")
    private String captureId;

    @Column(name = "capture_guard")
    private long captureGuard;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "solution_id")
    private String solutionId;

    @Column(name = "contract_id")
    private String contractId;

    @Column(name = "process_id")
    private String processId;

    @Column(name = "process_given")
    private boolean processGiven;

    @Column
    private String channel;

    @Column
    private String category;

    @Column
    private String status;

    @Column(name = "held_from_status")
    private String heldFromStatus;

    @Column(name = "business_calendar_id")
    private String businessCalendarId;

    @Column(name = "created_date_time")
    private Long createdDateTime;

    @Column(name = "held_date_time")
    private Long heldDateTime;

    @Column(name = "distributed_date_time")
    private Long distributedDateTime;

    @Column(name = "assigned_date_time")
    private Long assignedDateTime;

    @Column(name = "completed_date_time")
    private Long completedDateTime;

    @Column(name = "activation_date_time")
    private Long activationDateTime;

    @Column(name = "due_date_time")
    private Long dueDateTime;

    @Column(name = "expiration_date_time")
    private Long expirationDateTime;

    @Column
    private Integer priority;

    @Column(name = "given_priority")
    private Integer givenPriority;

    @Column(name = "reprioritize_date_time")
    private Long reprioritizeDateTime;

    @Column(name = "business_value")
    private Integer businessValue;

    @Column(name = "assigned_to_user")
    private String assignedToUser;

    @Column(name = "queue_name")
    private String queue;

    @Column(name = "queue_type")
    private String queueType;

    @Column(name = "queue_target")
    private String queueTarget;

    @Column(name = "distribution_id")
    private String distributionId;

    @Column(name = "distribution_point_id")
    private String distributionPointId;

    @Column(name = "next_distribution_point_id")
    private String nextDistributionPointId;

    @Column(name = "customer_id")
    private String customerId;

    @Column(name = "customer_segment")
    private String customerSegment;

    @Column(name = "product_type")
    private String productType;

    @Column(name = "product_subtype")
    private String productSubtype;

    @Column(name = "result_code")
    private String resultCode;

    @Column(name = "source_first_created_date_time")
    private Long sourceFirstCreatedDateTime;

    @Column(name = "source_created_date_time")
    private Long sourceCreatedDateTime;

    @Column(name = "source_due_date_time")
    private Long sourceDueDateTime;

    @Column(name = "source_process_type")
    private String sourceProcessType;

    @Column(name = "source_process_subtype")
    private String sourceProcessSubtype;

    @Column(name = "source_tenant")
    private String sourceTenant;

    @Column(name = "ended_at")
    private Long endedAt;

    @Column(name = "next_step_at")
    private Long nextStepAt;

    @Column(name = "order_priority")
    private int orderPriority;

    @Column(name = "order_due")
    private Long orderDue;

    @Column(name = "custom_attributes")
    private String customAttributes;

    void prioritized(int priority, long now) {
        this.priority = priority;
        orderPriority = priority;
        reprioritizeDateTime = now + 300_000_000;
        nextStepAt = reprioritizeDateTime;
    }

    void distributed(String distributionId, long now) {
        status = "DISTRIBUTED";
        this.distributionId = distributionId;
        distributionPointId = "desk";
        distributedDateTime = now;
    }
}
