package org.workgate.task;

import static org.workgate.task.AttributeType.DATE_TIME;
import static org.workgate.task.AttributeType.INTEGER;
import static org.workgate.task.AttributeType.TEXT;
import static org.workgate.task.TaskAttribute.Section.CORE;
import static org.workgate.task.TaskAttribute.Section.EXT;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one list of a task's core and extended attributes: how each is called on the wire, of which type and length it is
 * and which messages may set it. In the order in which messages print them (R81-R119, A77). Custom attributes are in
 * {@link CustomAttributes}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum TaskAttribute {
    TENANT_ID("tenantId", 16, task -> task.tenantId),
    SOLUTION_ID("solutionId", 16, task -> task.solutionId),
    CONTRACT_ID("contractId", 16, task -> task.contractId),
    PROCESS_ID("processId", CORE, TEXT, 16, true, false, t -> t.processId, (t, v) -> t.processId = (String) v),
    CHANNEL("channel", CORE, TEXT, 32, true, false, t -> t.channel, (t, v) -> t.channel = (String) v),
    CATEGORY("category", CORE, TEXT, 32, true, true, t -> t.category, (t, v) -> t.category = (String) v),
    STATUS("status", 16, task -> task.status().wireName()),
    BUSINESS_CALENDAR_ID("businessCalendarId", 16, task -> task.businessCalendarId),
    CREATED("createdDateTime", task -> task.createdDateTime),
    HELD("heldDateTime", task -> task.heldDateTime),
    DISTRIBUTED("distributedDateTime", task -> task.distributedDateTime),
    ASSIGNED("assignedDateTime", task -> task.assignedDateTime),
    COMPLETED("completedDateTime", task -> task.completedDateTime),
    ACTIVATION("activationDateTime", CORE, t -> t.activationDateTime, (t, v) -> t.activationDateTime = v),
    DUE("dueDateTime", CORE, t -> t.dueDateTime, (t, v) -> t.dueDateTime = v),
    EXPIRATION("expirationDateTime", CORE, t -> t.expirationDateTime, (t, v) -> t.expirationDateTime = v),
    PRIORITY("priority", CORE, INTEGER, 0, true, true, t -> t.priority, (t, v) -> t.priority = (Integer) v),
    REPRIORITIZE("reprioritizeDateTime", task -> task.reprioritizeDateTime),
    BUSINESS_VALUE(
            "businessValue",
            CORE,
            INTEGER,
            0,
            true,
            true,
            t -> t.businessValue,
            (t, v) -> t.businessValue = (Integer) v),
    ASSIGNED_TO_USER("assignedToUser", 64, task -> task.assignedToUser),
    QUEUE("Queue", 255, task -> task.queue),
    /** Printed with 16 characters, though two of its five values have 17 (A13). */
    QUEUE_TYPE("QueueType", 32, task -> task.queueType),
    QUEUE_TARGET("QueueTarget", 255, task -> task.queueTarget),

    CUSTOMER_ID("customerID", t -> t.customerId, (t, v) -> t.customerId = v),
    CUSTOMER_SEGMENT("customerSegment", t -> t.customerSegment, (t, v) -> t.customerSegment = v),
    PRODUCT_TYPE("productType", t -> t.productType, (t, v) -> t.productType = v),
    PRODUCT_SUBTYPE("productSubtype", t -> t.productSubtype, (t, v) -> t.productSubtype = v),
    RESULT_CODE("resultCode", t -> t.resultCode, (t, v) -> t.resultCode = v),
    SOURCE_FIRST_CREATED(
            "sourceFirstCreatedDateTime",
            EXT,
            t -> t.sourceFirstCreatedDateTime,
            (t, v) -> t.sourceFirstCreatedDateTime = v),
    SOURCE_CREATED("sourceCreatedDateTime", EXT, t -> t.sourceCreatedDateTime, (t, v) -> t.sourceCreatedDateTime = v),
    SOURCE_DUE("sourceDueDateTime", EXT, t -> t.sourceDueDateTime, (t, v) -> t.sourceDueDateTime = v),
    SOURCE_PROCESS_TYPE("sourceProcessType", t -> t.sourceProcessType, (t, v) -> t.sourceProcessType = v),
    SOURCE_PROCESS_SUBTYPE("sourceProcessSubtype", t -> t.sourceProcessSubtype, (t, v) -> t.sourceProcessSubtype = v),
    SOURCE_TENANT("sourceTenant", t -> t.sourceTenant, (t, v) -> t.sourceTenant = v);

    /** Where messages print an attribute. */
    public enum Section {
        /** Directly in the message's element. */
        CORE,
        /** In its section {@code Ext}. */
        EXT
    }

    private final String wireName;
    private final Section section;
    private final AttributeType type;
    private final int maxLength;
    private final boolean creatable;
    private final boolean updatable;
    private final Function<Task, @Nullable Object> getter;
    private final @Nullable BiConsumer<Task, @Nullable Object> setter;

    TaskAttribute(
            String wireName,
            Section section,
            AttributeType type,
            int maxLength,
            boolean creatable,
            boolean updatable,
            Function<Task, @Nullable Object> getter,
            @Nullable BiConsumer<Task, @Nullable Object> setter) {
        this.wireName = wireName;
        this.section = section;
        this.type = type;
        this.maxLength = maxLength;
        this.creatable = creatable;
        this.updatable = updatable;
        this.getter = getter;
        this.setter = setter;
    }

    /** A core text that no message sets. */
    TaskAttribute(String wireName, int maxLength, Function<Task, @Nullable Object> getter) {
        this(wireName, CORE, TEXT, maxLength, false, false, getter, null);
    }

    /** A core time that no message sets. */
    TaskAttribute(String wireName, Function<Task, @Nullable Object> getter) {
        this(wireName, CORE, DATE_TIME, 0, false, false, getter, null);
    }

    /** A time that CreateTask and UpdateTask set. */
    TaskAttribute(
            String wireName,
            Section section,
            Function<Task, @Nullable Object> getter,
            BiConsumer<Task, java.time.@Nullable Instant> setter) {
        this(wireName, section, DATE_TIME, 0, true, true, getter, (t, v) -> setter.accept(t, (java.time.Instant) v));
    }

    /** An extended text, which CreateTask and UpdateTask set. */
    TaskAttribute(String wireName, Function<Task, @Nullable Object> getter, BiConsumer<Task, @Nullable String> setter) {
        this(wireName, EXT, TEXT, 64, true, true, getter, (t, v) -> setter.accept(t, (String) v));
    }

    /** The name of the element in messages, in its printed spelling. */
    public String wireName() {
        return wireName;
    }

    /** Where messages print it. */
    public Section section() {
        return section;
    }

    /** The type of its values. */
    public AttributeType type() {
        return type;
    }

    /** The greatest number of characters (Unicode code points) of a text, 0 for other types. */
    public int maxLength() {
        return maxLength;
    }

    /** Whether CreateTask sets it (R51-R59). */
    public boolean isCreatable() {
        return creatable;
    }

    /** Whether UpdateTask sets it (R129, R130). */
    public boolean isUpdatable() {
        return updatable;
    }

    /** The task's present value, of the type {@link #type()} names, or null. */
    public @Nullable Object of(Task task) {
        return getter.apply(task);
    }

    /** Sets the value; for the task itself only. */
    void set(Task task, @Nullable Object value) {
        if (setter == null) {
            throw new IllegalArgumentException(wireName + " is not set from outside");
        }
        setter.accept(task, value);
    }
}
