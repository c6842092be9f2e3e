package org.workgate.task;

import static org.workgate.task.AttributeType.DATE_TIME;
import static org.workgate.task.AttributeType.INTEGER;
import static org.workgate.task.AttributeType.TEXT;
import static org.workgate.task.TaskAttribute.Given.ANY_TIME;
import static org.workgate.task.TaskAttribute.Given.AT_CREATION;
import static org.workgate.task.TaskAttribute.Given.BY_SETTING;
import static org.workgate.task.TaskAttribute.Given.NEVER;
import static org.workgate.task.TaskAttribute.Section.CORE;
import static org.workgate.task.TaskAttribute.Section.EXT;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one list of a task's core and extended attributes: how each is called on the wire, of which type and length it is
 * and which messages may set it. In the order in which messages print them (R81-R119, A77). Custom attributes are in
 * {@link CustomAttributes}.
 */
public enum TaskAttribute {
    TENANT_ID("tenantId", CORE, TEXT, 16, NEVER),
    SOLUTION_ID("solutionId", CORE, TEXT, 16, NEVER),
    CONTRACT_ID("contractId", CORE, TEXT, 16, NEVER),
    PROCESS_ID("processId", CORE, TEXT, 16, AT_CREATION),
    CHANNEL("channel", CORE, TEXT, 32, AT_CREATION),
    CATEGORY("category", CORE, TEXT, 32, ANY_TIME),
    STATUS("status", CORE, TEXT, 16, NEVER),
    BUSINESS_CALENDAR_ID("businessCalendarId", CORE, TEXT, 16, NEVER),
    CREATED("createdDateTime", CORE, DATE_TIME, 0, NEVER),
    HELD("heldDateTime", CORE, DATE_TIME, 0, NEVER),
    DISTRIBUTED("distributedDateTime", CORE, DATE_TIME, 0, NEVER),
    ASSIGNED("assignedDateTime", CORE, DATE_TIME, 0, NEVER),
    COMPLETED("completedDateTime", CORE, DATE_TIME, 0, NEVER),
    ACTIVATION("activationDateTime", CORE, DATE_TIME, 0, ANY_TIME),
    DUE("dueDateTime", CORE, DATE_TIME, 0, ANY_TIME),
    EXPIRATION("expirationDateTime", CORE, DATE_TIME, 0, ANY_TIME),
    PRIORITY("priority", CORE, INTEGER, 0, ANY_TIME),
    REPRIORITIZE("reprioritizeDateTime", CORE, DATE_TIME, 0, BY_SETTING),
    BUSINESS_VALUE("businessValue", CORE, INTEGER, 0, ANY_TIME),
    ASSIGNED_TO_USER("assignedToUser", CORE, TEXT, 64, NEVER),
    QUEUE("Queue", CORE, TEXT, 255, NEVER),
    /** Printed with 16 characters, though two of its five values have 17 (A13). */
    QUEUE_TYPE("QueueType", CORE, TEXT, 32, NEVER),
    QUEUE_TARGET("QueueTarget", CORE, TEXT, 255, NEVER),

    CUSTOMER_ID("customerID", EXT, TEXT, 64, ANY_TIME),
    CUSTOMER_SEGMENT("customerSegment", EXT, TEXT, 64, ANY_TIME),
    PRODUCT_TYPE("productType", EXT, TEXT, 64, ANY_TIME),
    PRODUCT_SUBTYPE("productSubtype", EXT, TEXT, 64, ANY_TIME),
    RESULT_CODE("resultCode", EXT, TEXT, 64, ANY_TIME),
    SOURCE_FIRST_CREATED("sourceFirstCreatedDateTime", EXT, DATE_TIME, 0, ANY_TIME),
    SOURCE_CREATED("sourceCreatedDateTime", EXT, DATE_TIME, 0, ANY_TIME),
    SOURCE_DUE("sourceDueDateTime", EXT, DATE_TIME, 0, ANY_TIME),
    SOURCE_PROCESS_TYPE("sourceProcessType", EXT, TEXT, 64, ANY_TIME),
    SOURCE_PROCESS_SUBTYPE("sourceProcessSubtype", EXT, TEXT, 64, ANY_TIME),
    SOURCE_TENANT("sourceTenant", EXT, TEXT, 64, ANY_TIME);

    /** Where messages print an attribute. */
    public enum Section {
        /** Directly in the message's element. */
        CORE,
        /** In its section {@code Ext}. */
        EXT
    }

    /** When somebody outside may give an attribute a value. */
    enum Given {
        NEVER,
        /** By CreateTask; by UpdateTask where a setting allows it (A32). */
        AT_CREATION,
        /** By UpdateTask where a setting allows it (A32). */
        BY_SETTING,
        /** By CreateTask and by UpdateTask. */
        ANY_TIME
    }

    /** A day more than the years 0001 to 9999 on both sides: what a zone cannot print is refused where the zone is known. */
    private static final Instant EARLIEST = Instant.parse("0000-12-31T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+10000-01-02T00:00:00Z");

    private final String wireName;
    private final Section section;
    private final AttributeType type;
    private final int maxLength;
    private final Given given;

    TaskAttribute(String wireName, Section section, AttributeType type, int maxLength, Given given) {
        this.wireName = wireName;
        this.section = section;
        this.type = type;
        this.maxLength = maxLength;
        this.given = given;
    }

    /** The name of the element in messages, in its printed spelling. */
    public String wireName() {
        return wireName;
    }

    /** The name with its section, by which history and HTTP API call it: {@code priority}, {@code Ext/customerID}. */
    public String path() {
        return section == EXT ? "Ext/" + wireName : wireName;
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
        return given == ANY_TIME || given == AT_CREATION;
    }

    /** Whether UpdateTask sets it (R129, R130). */
    public boolean isUpdatable() {
        return given == ANY_TIME;
    }

    /** Whether UpdateTask sets it only where a setting of the capture point says so (A32). */
    public boolean isUpdatableBySetting() {
        return given == AT_CREATION || given == BY_SETTING;
    }

    /** Whether a change that the distribution system makes is taken over (R122); any other is ignored (R123, A81). */
    public boolean isTakenOver() {
        return switch (this) {
            case CHANNEL,
                    CATEGORY,
                    DUE,
                    PRIORITY,
                    BUSINESS_VALUE,
                    CUSTOMER_ID,
                    CUSTOMER_SEGMENT,
                    PRODUCT_TYPE,
                    PRODUCT_SUBTYPE,
                    RESULT_CODE -> true;
            default -> false;
        };
    }

    /**
     * The key under which it is submitted to a distribution system, without the prefix that all keys have there (R81-R119, A6); null
     * where it is not (A70).
     */
    public @Nullable String distributionKey() {
        return switch (this) {
            case TENANT_ID,
                    SOLUTION_ID,
                    CONTRACT_ID,
                    PROCESS_ID,
                    CHANNEL,
                    CATEGORY,
                    CREATED,
                    DUE,
                    PRIORITY,
                    BUSINESS_VALUE -> wireName;
            // Printed with another spelling than that of the attribute (R109).
            case CUSTOMER_ID -> "ext_customerId";
            default -> section == EXT ? "ext_" + wireName : null;
        };
    }

    /** The task's present value, of the type {@link #type()} names, or null. */
    public @Nullable Object of(TaskRecord task) {
        return task.value(this);
    }

    /** Whether a task can have this time. */
    public static boolean canBe(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /**
     * Checks a value from outside.
     *
     * @throws InvalidValueException if it is not of the type, too long, out of range, or has a character that no message
     *     could carry (R19, R20, A54, A76)
     */
    void check(Object value) {
        if (!type.valueType().isInstance(value)) {
            throw new InvalidValueException(path(), "must be a " + type + ", not a " + value.getClass());
        }
        switch (type) {
            case TEXT -> Characters.check(path(), (String) value, maxLength);
            case INTEGER -> {
                if ((Integer) value == Integer.MIN_VALUE) {
                    throw new InvalidValueException(path(), "must lie between -2147483647 and 2147483647");
                }
            }
            case DATE_TIME -> {
                if (!canBe((Instant) value)) {
                    throw new InvalidValueException(path(), "must lie between the years 0001 and 9999");
                }
            }
        }
    }
}
