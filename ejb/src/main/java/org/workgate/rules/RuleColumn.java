package org.workgate.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeValues;
import org.workgate.task.Characters;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/** The output columns that a rule table may have, and what their values do. */
enum RuleColumn {
    PROCESS("processId", RuleService.CLASSIFICATION),
    BUSINESS_CALENDAR("businessCalendarId", RuleService.CLASSIFICATION),
    DISTRIBUTION_POINT("distributionPointId"),
    DUE("dueDateTime"),
    BUSINESS_VALUE("businessValue"),
    PRIORITY("priority", RuleService.PRIORITIZATION),
    ADD_TO_PRIORITY("addToPriority", RuleService.PRIORITIZATION),
    REPRIORITIZE("reprioritizeInMinutes", RuleService.PRIORITIZATION);

    private static final String NEVER = "never";
    private static final int MAX_MINUTES = 366 * 24 * 60;

    /** The greatest number of characters of the ID of a distribution point (R40). */
    private static final int MAX_ID_LENGTH = 16;

    private final String label;
    private final @Nullable RuleService only;

    /** One that the rules of each service may have. */
    RuleColumn(String label) {
        this(label, null);
    }

    RuleColumn(String label, @Nullable RuleService only) {
        this.label = label;
        this.only = only;
    }

    /** How files call it. */
    String label() {
        return label;
    }

    private boolean belongsTo(RuleService service) {
        return only == null || only == service;
    }

    /** The one with this name that the rules of a service may have. */
    static Optional<RuleColumn> find(String name, RuleService service) {
        return Arrays.stream(values())
                .filter(column -> column.label.equals(name) && column.belongsTo(service))
                .findFirst();
    }

    /** The names of those that the rules of a service may have, for people. */
    static String names(RuleService service) {
        return Arrays.stream(values())
                .filter(column -> column.belongsTo(service))
                .map(column -> column.label)
                .collect(Collectors.joining(", "));
    }

    /** Whether a value is of a type that the column has, in range or not. */
    boolean isOfItsType(Object value) {
        return switch (this) {
            case PROCESS, BUSINESS_CALENDAR, DISTRIBUTION_POINT -> value instanceof String;
            case DUE -> value instanceof ZonedDateTime;
            case BUSINESS_VALUE, PRIORITY, ADD_TO_PRIORITY -> value instanceof BigDecimal;
            case REPRIORITIZE -> value instanceof BigDecimal || value.equals(NEVER);
        };
    }

    /**
     * What a value does.
     *
     * @param value as {@link FeelValues} knows them
     * @throws IllegalArgumentException saying what would be right, if it is not of the type or out of range
     */
    RuleAction action(Object value) {
        try {
            return switch (this) {
                case PROCESS -> new RuleAction.AssignProcess(id(TaskAttribute.PROCESS_ID, value));
                case BUSINESS_CALENDAR ->
                    new RuleAction.AssignBusinessCalendar(id(TaskAttribute.BUSINESS_CALENDAR_ID, value));
                case DISTRIBUTION_POINT -> new RuleAction.AssignDistributionPoint(distributionPoint(value));
                case DUE -> new RuleAction.SetDueDateTime(time(TaskAttribute.DUE, value));
                case BUSINESS_VALUE -> new RuleAction.SetBusinessValue(integer(TaskAttribute.BUSINESS_VALUE, value));
                case PRIORITY -> new RuleAction.SetPriority(integer(TaskAttribute.PRIORITY, value));
                case ADD_TO_PRIORITY -> new RuleAction.AddToPriority(integer(TaskAttribute.PRIORITY, value));
                case REPRIORITIZE -> reprioritize(value);
            };
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException("gives " + value + ": " + e.getMessage(), e);
        }
    }

    private static String id(TaskAttribute attribute, Object value) {
        String id = text(value);
        check(attribute, id);
        return id;
    }

    private static String distributionPoint(Object value) {
        String id = text(value);
        Characters.check("distributionPointId", id, MAX_ID_LENGTH);
        return id;
    }

    private static String text(Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("gives " + value + ", but must give an ID in quotation marks");
    }

    private static Instant time(TaskAttribute attribute, Object value) {
        if (value instanceof ZonedDateTime time) {
            check(attribute, time.toInstant());
            return time.toInstant();
        }
        throw new IllegalArgumentException(
                "gives " + value + ", but must give a date and time with an offset, such as 2030-12-31T17:00:00Z");
    }

    private static int integer(TaskAttribute attribute, Object value) {
        int number = whole(value);
        check(attribute, number);
        return number;
    }

    private static int whole(Object value) {
        try {
            if (value instanceof BigDecimal number) {
                return number.intValueExact();
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "gives " + value + ", but must give a whole number between -2147483647 and 2147483647", e);
        }
        throw new IllegalArgumentException("gives " + value + ", but must give a number");
    }

    private static RuleAction reprioritize(Object value) {
        if (value.equals(NEVER)) {
            return new RuleAction.NeverReprioritize();
        }
        int minutes = value instanceof BigDecimal ? whole(value) : 0;
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException(
                    "gives " + value + ", but must give 1 to " + MAX_MINUTES + " minutes or \"" + NEVER + '"');
        }
        return new RuleAction.Reprioritize(Duration.ofMinutes(minutes));
    }

    private static void check(TaskAttribute attribute, Object value) {
        new AttributeValues(Map.of(attribute, value), Map.of());
    }
}
