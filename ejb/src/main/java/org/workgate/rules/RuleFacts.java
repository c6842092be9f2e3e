package org.workgate.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.workgate.task.CustomAttributes;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * What rules know of a task: each core and extended attribute by its wire name, custom attributes below {@code Data} (R121), and
 * what is to be said of the round.
 *
 * <p>Every round computes from the same base: {@code priority} is the priority that was given from outside the rules, and null
 * where there is none, however often rules have computed one since.
 *
 * @param attributes those that have a value, of the type that {@link TaskAttribute#type()} names
 */
public record RuleFacts(Map<TaskAttribute, Object> attributes, CustomAttributes custom, RuleRound round) {

    private static final String DATA = "Data";
    private static final String CAUSE = "cause";
    private static final String PRIORITY_GIVEN = "priorityGiven";
    private static final String AGE = "ageInMinutes";
    private static final String TO_DUE = "minutesToDue";
    private static final String WORKING_TO_DUE = "workingMinutesToDue";

    private static final BigDecimal MILLIS_PER_MINUTE = BigDecimal.valueOf(60_000);

    private static final Map<String, TaskAttribute> BY_NAME = byName();

    /** Copies the attributes. */
    public RuleFacts {
        attributes = attributes.isEmpty() ? Map.of() : new EnumMap<>(attributes);
    }

    /** Those of a task. */
    public static RuleFacts of(Task task, RuleRound round) {
        var attributes = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        for (TaskAttribute attribute : TaskAttribute.values()) {
            Object value = attribute.of(task);
            if (value != null) {
                attributes.put(attribute, value);
            }
        }
        Integer given = task.givenPriority();
        if (given == null) {
            attributes.remove(TaskAttribute.PRIORITY);
        } else {
            attributes.put(TaskAttribute.PRIORITY, given);
        }
        return new RuleFacts(attributes, task.customAttributes(), round);
    }

    /** These, with what a rule has decided meanwhile. */
    RuleFacts with(TaskAttribute attribute, Object value) {
        var changed = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        changed.putAll(attributes);
        changed.put(attribute, value);
        return new RuleFacts(changed, custom, round);
    }

    /** These, where working time is counted so. */
    RuleFacts by(WorkingTime calendar) {
        return new RuleFacts(
                attributes, custom, new RuleRound(round.cause(), round.priorityGiven(), round.at(), calendar));
    }

    private static Map<String, TaskAttribute> byName() {
        var byName = new HashMap<String, TaskAttribute>();
        Arrays.stream(TaskAttribute.values()).forEach(attribute -> byName.put(attribute.wireName(), attribute));
        return byName;
    }

    /** What rules may refer to. */
    static Set<String> names() {
        var names = new TreeSet<>(BY_NAME.keySet());
        names.addAll(Set.of(DATA, CAUSE, PRIORITY_GIVEN, AGE, TO_DUE, WORKING_TO_DUE));
        return names;
    }

    /** The value of a name, null where the task has none or there is no such name. */
    @Nullable
    Object value(String name) {
        return switch (name) {
            case DATA -> custom;
            case CAUSE -> round.cause().word();
            case PRIORITY_GIVEN -> round.priorityGiven();
            case AGE -> minutes(time(TaskAttribute.CREATED), round.at());
            case TO_DUE -> minutes(round.at(), time(TaskAttribute.DUE));
            case WORKING_TO_DUE -> {
                Instant due = time(TaskAttribute.DUE);
                yield due == null ? null : round.calendar().between(round.at(), due);
            }
            default -> {
                TaskAttribute attribute = BY_NAME.get(name);
                boolean computed = attribute == TaskAttribute.PRIORITY && !round.priorityGiven();
                yield attribute == null || computed ? null : attributes.get(attribute);
            }
        };
    }

    private @Nullable Instant time(TaskAttribute attribute) {
        return (Instant) attributes.get(attribute);
    }

    /** With what is less than a minute as decimals, so that "60 or less" means that. */
    private static @Nullable BigDecimal minutes(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : BigDecimal.valueOf(ChronoUnit.MILLIS.between(from, to))
                        .divide(MILLIS_PER_MINUTE, MathContext.DECIMAL64);
    }

    /** A task that has everything, to try rules with. */
    static RuleFacts sample() {
        var at = Instant.parse("2026-01-01T00:00:00Z");
        var attributes = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        for (TaskAttribute attribute : TaskAttribute.values()) {
            attributes.put(
                    attribute,
                    switch (attribute.type()) {
                        // A text that is a number too, since rules may make one of it.
                        case TEXT -> "1";
                        case INTEGER -> 1;
                        case DATE_TIME -> at;
                    });
        }
        return new RuleFacts(
                attributes, CustomAttributes.NONE, new RuleRound(RuleRound.Cause.FIRST, true, at, WorkingTime.ALWAYS));
    }
}
