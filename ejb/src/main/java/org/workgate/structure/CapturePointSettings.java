package org.workgate.structure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.Transformation;
import org.workgate.gtl.UnusableScript;
import org.workgate.task.AttributeValues;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/**
 * Reads the settings of one capture point one by one. What {@code workgate.capture-point.ID.NAME} does not say,
 * {@code workgate.capture-point.NAME} says for all. Each method throws an {@link IllegalArgumentException} that names the
 * setting, its value and what would be right.
 */
final class CapturePointSettings {

    /** The IDs of all capture points. */
    static final String ALL = "workgate.capture-points";

    static final String PREFIX = "workgate.capture-point.";

    /** The folder that paths of scripts start from. */
    static final String SCRIPTS = "workgate.scripts.dir";

    /** What can be part of an address, of the name of a queue and of the name of a setting. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,16}");

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
    private final String id;

    /** Names that all capture points may have in common. */
    private final Set<String> common = new TreeSet<>();

    /** Names that each capture point has for itself. */
    private final Set<String> own = new TreeSet<>();

    CapturePointSettings(Config config, String id) {
        this.config = config;
        this.id = id;
    }

    /** The IDs of all capture points, at least one, in the order of the setting. */
    static List<String> ids(Config config, String standard) {
        String value = config.getOptionalValue(ALL, String.class).orElse(standard);
        List<String> ids =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (!ids.stream().allMatch(id -> ID.matcher(id).matches())
                || Set.copyOf(ids).size() < ids.size()) {
            throw new IllegalArgumentException("The setting " + ALL + " is \"" + value
                    + "\"; it has to be different IDs, separated by commas, each of 1 to 16 letters, digits, - and _.");
        }
        return ids;
    }

    private Optional<String> value(String name) {
        common.add(name);
        return config.getOptionalValue(PREFIX + id + "." + name, String.class)
                .or(() -> config.getOptionalValue(PREFIX + name, String.class));
    }

    /** What no two capture points have in common. */
    private Optional<String> own(String name) {
        own.add(name);
        return config.getOptionalValue(PREFIX + id + "." + name, String.class);
    }

    /** A text that this capture point has for itself. */
    String ownText(String name, String standard, int maxLength) {
        return checked(name, own(name).orElse(standard), maxLength);
    }

    /** The number of its intake, one of {@link CapturePoint#INTAKES}; 0 for the word none. */
    int intake(String name, @Nullable String standard) {
        String right = "1 to " + CapturePoint.INTAKES
                + ", an intake that no other capture point has, or none for a capture point that takes no messages";
        String value = own(name).or(() -> Optional.ofNullable(standard)).orElseThrow(() -> wrong(name, "", right));
        if (value.equals("none")) {
            return 0;
        }
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > CapturePoint.INTAKES) {
            throw wrong(name, value, right);
        }
        return Integer.parseInt(value);
    }

    String text(String name, String standard, int maxLength) {
        return checked(name, value(name).orElse(standard), maxLength);
    }

    private String checked(String name, String value, int maxLength) {
        if (value.isBlank() || value.codePointCount(0, value.length()) > maxLength) {
            throw wrong(name, value, "1 to " + maxLength + " characters");
        }
        return value;
    }

    /**
     * A flag with two names, of which the first counts where both are set; but what the capture point says for itself, by
     * whichever name, counts before what is said for all.
     */
    boolean flag(String name, String otherName, boolean standard) {
        return (isOwn(otherName) && !isOwn(name))
                ? flag(otherName, flag(name, standard))
                : flag(name, flag(otherName, standard));
    }

    private boolean isOwn(String name) {
        return config.getOptionalValue(PREFIX + id + "." + name, String.class).isPresent();
    }

    boolean flag(String name, boolean standard) {
        String value = value(name).orElse(Boolean.toString(standard));
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, "true or false");
        }
        return value.equals("true");
    }

    /**
     * Which of two ways it is.
     *
     * @return whether it is the other one
     */
    boolean choice(String name, String standard, String other) {
        String value = value(name).orElse(standard);
        if (!value.equals(standard) && !value.equals(other)) {
            throw wrong(name, value, standard + " or " + other);
        }
        return value.equals(other);
    }

    /** A time zone; nothing where none is set. */
    Optional<ZoneId> zone(String name) {
        return value(name).map(value -> {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw wrong(name, value, "a time zone such as UTC or Europe/Berlin");
            }
        });
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

    /** A transformation script, compiled (R9); none by default. */
    @Nullable
    Transformation script(String name) {
        var limits = new Transformation.Limits(
                Duration.ofMillis(number("transformation.max-milliseconds", 2_000, 10, 20_000)),
                (int) number("transformation.max-characters", 1 << 20, 1 << 10, 100 << 20),
                (int) number("transformation.stack-kilobytes", 1 << 10, 1 << 8, 1 << 16) << 10);
        Path folder = Path.of(config.getOptionalValue(SCRIPTS, String.class).orElse(""));
        String value = value(name).orElse("");
        if (value.isBlank()) {
            return null;
        }
        try {
            return Transformation.of(
                    folder.resolve(value.strip()).toAbsolutePath().normalize(), limits);
        } catch (InvalidPathException e) {
            throw wrong(name, value, "the path of a script");
        } catch (UnusableScript e) {
            throw wrong(name, value, "the path of an XSLT script that can be used; " + e.getMessage());
        }
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
        for (String start : List.of(PREFIX + prefix + "Data.", PREFIX + id + "." + prefix + "Data.")) {
            for (String property : config.getPropertyNames()) {
                if (property.startsWith(start)) {
                    String name = property.substring(start.length());
                    value(prefix + "Data." + name).ifPresent(value -> custom.put(name, value));
                }
            }
        }
        try {
            return new AttributeValues(attributes, custom);
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException(
                    "One of the settings " + PREFIX + prefix + "… or " + PREFIX + id + "." + prefix
                            + "… cannot be used: " + e.getMessage() + ".",
                    e);
        }
    }

    private Object typed(TaskAttribute attribute, String name, String value) {
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

    /**
     * To be called last, with what each capture point has read: whoever misspells a setting should not believe that it is
     * set.
     *
     * @throws IllegalArgumentException naming what is set and is no setting, or an ID that is also the name of settings
     */
    static void refuseUnknown(Config config, List<CapturePointSettings> all) {
        var known = new TreeSet<String>();
        for (CapturePointSettings one : all) {
            for (String name : one.common) {
                if (name.startsWith(one.id + ".")) {
                    throw new IllegalArgumentException("The setting " + ALL + " has the ID \"" + one.id
                            + "\"; it has to be none with which the name of a setting begins, such as " + PREFIX + name
                            + ".");
                }
                known.add(PREFIX + name);
                known.add(PREFIX + one.id + "." + name);
            }
            one.own.forEach(name -> known.add(PREFIX + one.id + "." + name));
        }
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX) && !known.contains(property)) {
                throw new IllegalArgumentException("There is no setting " + property + "; there are "
                        + String.join(", ", known) + " and " + PREFIX + "default.Data.NAME for any custom attribute.");
            }
        }
    }

    /** Names the setting that has the value: that of this capture point, unless the common one has it. */
    private IllegalArgumentException wrong(String name, String value, String right) {
        boolean forAll = common.contains(name) && !isOwn(name);
        return new IllegalArgumentException("The setting " + PREFIX + (forAll ? "" : id + ".") + name + " is \"" + value
                + "\"; it has to be " + right + ".");
    }
}
