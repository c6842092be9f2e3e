package org.workgate.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.workgate.reporting.TaskFilter;
import org.workgate.reporting.TaskFilter.Identification;
import org.workgate.task.Characters;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

/** Reads from the parameters of a request which tasks it asks for. */
final class TaskConditions {

    /** Parameters that are no conditions. */
    private static final Set<String> OTHERS = Set.of("sort", "limit", "after");

    /** Whether the archive is asked instead of the list. */
    static final String ARCHIVED = "archived";

    private static final String CUSTOM = "data/";

    /** By their names in lower case, the extended ones with and without their section. */
    private static final Map<String, TaskAttribute> ATTRIBUTES = Stream.concat(
                    Stream.of(TaskAttribute.values()).map(attribute -> Map.entry(attribute.wireName(), attribute)),
                    Stream.of(TaskAttribute.values())
                            .filter(attribute -> attribute.section() == TaskAttribute.Section.EXT)
                            .map(attribute -> Map.entry(attribute.path(), attribute)))
            .collect(Collectors.toMap(entry -> lower(entry.getKey()), Map.Entry::getValue));

    private static final Map<String, Identification> IDENTIFICATIONS = Stream.of(Identification.values())
            .collect(Collectors.toMap(identification -> lower(identification.wireName()), Function.identity()));

    private static final Map<String, TaskStatus> STATUSES = Stream.of(TaskStatus.values())
            .collect(Collectors.toMap(status -> lower(status.wireName()), Function.identity()));

    private TaskConditions() {}

    /**
     * Reads the parameters.
     *
     * @throws jakarta.ws.rs.WebApplicationException naming the parameter that cannot be used, its value and what would be
     *     right
     */
    static TaskFilter of(MultivaluedMap<String, String> parameters) {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        boolean archived = false;
        String text = "";
        var identification = new EnumMap<Identification, String>(Identification.class);
        var attributes = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        var custom = new HashMap<String, String>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = only(name, parameter.getValue());
            if (value.isEmpty() || OTHERS.contains(name)) {
                continue;
            }
            Identification identified = IDENTIFICATIONS.get(lower(name));
            TaskAttribute attribute = ATTRIBUTES.get(lower(name));
            if (attribute == TaskAttribute.STATUS) {
                Arrays.stream(value.split(",", -1)).map(TaskConditions::status).forEach(statuses::add);
            } else if (name.equals("q")) {
                text = value;
            } else if (name.equals(ARCHIVED)) {
                archived = flag(name, value);
            } else if (identified != null) {
                identification.put(identified, value);
            } else if (attribute != null) {
                attributes.put(attribute, typed(attribute, name, value));
            } else {
                custom.put(lower(name).startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name, value);
            }
        }
        return new TaskFilter(archived, null, statuses, text, identification, attributes, custom);
    }

    private static String only(String name, List<String> values) {
        if (values.size() > 1) {
            throw Problem.badParameter(name, String.join("\", \"", values), "given once")
                    .thrown();
        }
        String value = values.get(0);
        try {
            Characters.check("The name of a parameter", name, Integer.MAX_VALUE);
            Characters.check("The parameter " + name, value, Integer.MAX_VALUE);
        } catch (InvalidValueException e) {
            // No task has it, and not every database can be asked for it.
            throw Problem.of(e).thrown();
        }
        return value.strip();
    }

    private static boolean flag(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw Problem.badParameter(name, value, "true or false").thrown();
        }
        return value.equals("true");
    }

    private static TaskStatus status(String name) {
        TaskStatus status = STATUSES.get(lower(name.strip()));
        if (status == null) {
            throw Problem.badParameter(
                            "status",
                            name,
                            Stream.of(TaskStatus.values())
                                    .map(TaskStatus::wireName)
                                    .collect(Collectors.joining(", ", "one of ", ", or several of them")))
                    .thrown();
        }
        return status;
    }

    private static Object typed(TaskAttribute attribute, String name, String value) {
        try {
            return switch (attribute.type()) {
                case TEXT -> value;
                case INTEGER -> Integer.valueOf(value);
                case DATE_TIME -> new TimeParameter(name).of(value);
            };
        } catch (NumberFormatException e) {
            throw Problem.badParameter(name, value, "a whole number between -2147483647 and 2147483647")
                    .thrown();
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
