package org.workgate.structure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeValues;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/**
 * Reads the settings of a capture point one by one. Each method throws an {@link IllegalArgumentException} that names the
 * setting, its value and what would be right.
 */
final class CapturePointSettings {

    static final String PREFIX = "workgate.capture-point.";

    /** The messages that go out (part 1.0). */
    private static final Set<String> MESSAGE_TYPES = Set.of(
            "TaskCreated",
            "TaskInfo",
            "TaskUpdated",
            "TaskDistributed",
            "TaskDistributedQueue",
            "TaskAssigned",
            "TaskCompleted",
            "TaskHeld",
            "TaskErrorHeld",
            "TaskResumed",
            "TaskRestarted",
            "TaskCanceled",
            "TaskRejected",
            "TaskReturned",
            "Error",
            "Pong");

    private final Config config;
    private final Set<String> known = new TreeSet<>();

    CapturePointSettings(Config config) {
        this.config = config;
    }

    private Optional<String> value(String name) {
        known.add(PREFIX + name);
        return config.getOptionalValue(PREFIX + name, String.class);
    }

    String text(String name, String standard, int maxLength) {
        String value = value(name).orElse(standard);
        if (value.isBlank() || value.codePointCount(0, value.length()) > maxLength) {
            throw wrong(name, value, "1 to " + maxLength + " characters");
        }
        return value;
    }

    boolean flag(String name, boolean standard) {
        String value = value(name).orElse(Boolean.toString(standard));
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, "true or false");
        }
        return value.equals("true");
    }

    ZoneId zone(String name, String standard) {
        String value = value(name).orElse(standard);
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw wrong(name, value, "a time zone such as UTC or Europe/Berlin");
        }
    }

    long number(String name, long standard, long least, long most) {
        String value = value(name).orElse(Long.toString(standard));
        String right = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(value);
            if (number < least || number > most) {
                throw wrong(name, value, right);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong(name, value, right);
        }
    }

    /** Types of messages, separated by commas; none by default. */
    Set<String> messageTypes(String name) {
        var types = new LinkedHashSet<String>();
        for (String type : list(name)) {
            if (!MESSAGE_TYPES.contains(type)) {
                throw wrong(name, type, "one of " + String.join(", ", new TreeSet<>(MESSAGE_TYPES)));
            }
            types.add(type);
        }
        return types;
    }

    /** Attributes that UpdateTask changes by a setting only (A32), separated by commas; none by default. */
    Set<TaskAttribute> extraAttributes(String name) {
        Map<String, TaskAttribute> possible = Stream.of(TaskAttribute.values())
                .filter(TaskAttribute::isUpdatableBySetting)
                .collect(Collectors.toMap(TaskAttribute::wireName, attribute -> attribute));
        var attributes = new LinkedHashSet<TaskAttribute>();
        for (String attribute : list(name)) {
            TaskAttribute found = possible.get(attribute);
            if (found == null) {
                throw wrong(name, attribute, "one of " + String.join(", ", new TreeSet<>(possible.keySet())));
            }
            attributes.add(found);
        }
        return attributes;
    }

    private List<String> list(String name) {
        return Arrays.stream(value(name).orElse("").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * Values for attributes that a creation does not give: {@code default.category}, {@code default.Ext.customerID},
     * {@code default.Data.region}. Times are RFC 3339 with Z.
     */
    AttributeValues defaults(String prefix) {
        var attributes = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (attribute.isCreatable()) {
                String name = prefix + attribute.path().replace('/', '.');
                value(name).ifPresent(value -> attributes.put(attribute, typed(attribute, name, value)));
            }
        }
        var custom = new LinkedHashMap<String, @Nullable String>();
        for (String property : config.getPropertyNames()) {
            String start = PREFIX + prefix + "Data.";
            if (property.startsWith(start)) {
                String name = property.substring(start.length());
                value(prefix + "Data." + name).ifPresent(value -> custom.put(name, value));
            }
        }
        try {
            return new AttributeValues(attributes, custom);
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException(
                    "One of the settings " + PREFIX + prefix + "… cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static Object typed(TaskAttribute attribute, String name, String value) {
        try {
            return switch (attribute.type()) {
                case TEXT -> value;
                case INTEGER -> Integer.valueOf(value);
                case DATE_TIME -> Instant.parse(value);
            };
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number from -2147483647 to 2147483647");
        } catch (DateTimeException e) {
            throw wrong(name, value, "a time such as 2030-03-06T17:00:00Z");
        }
    }

    /** To be called last: whoever misspells a setting should not believe that it is set. */
    void refuseUnknown() {
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX) && !known.contains(property)) {
                throw new IllegalArgumentException("There is no setting " + property + "; there are "
                        + String.join(", ", known) + " and " + PREFIX + "default.Data.NAME for any custom attribute.");
            }
        }
    }

    private static IllegalArgumentException wrong(String name, String value, String right) {
        return new IllegalArgumentException(
                "The setting " + PREFIX + name + " is \"" + value + "\"; it has to be " + right + ".");
    }
}
