package org.workgate.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.structure.DistributionTerms;
import org.workgate.task.AttributeValues;
import org.workgate.task.DistributionReport;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/**
 * The body of a report of a distribution system.
 *
 * @param report what it tells
 * @param agent the agent who caused it, or null
 * @param reason why, or null
 */
record ReportBody(
        DistributionReport report,
        @Nullable String agent,
        @Nullable String reason) {

    private static final Set<String> EVERYWHERE = Set.of("agent", "reason");

    private static final Map<String, TaskAttribute> ATTRIBUTES =
            Stream.of(TaskAttribute.values()).collect(Collectors.toMap(TaskAttribute::path, Function.identity()));

    /**
     * The body of a report of this kind: {@code queued}, {@code assigned}, {@code updated}, {@code completed}, {@code returned},
     * {@code restarted} or {@code removed}.
     *
     * @param terms what is agreed with the distribution system
     * @throws jakarta.ws.rs.WebApplicationException naming the member that is missing or cannot be used, and why
     */
    static ReportBody of(String kind, byte[] body, DistributionTerms terms) {
        JsonObject json = body.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : TaskPatch.json(body);
        try {
            return new ReportBody(report(kind, json, terms), text(json, "agent"), text(json, "reason"));
        } catch (InvalidValueException e) {
            throw Problem.of(e).thrown();
        }
    }

    private static DistributionReport report(String kind, JsonObject json, DistributionTerms terms) {
        return switch (kind) {
            case "queued" -> {
                allow(json, "Queue", "QueueType", "QueueTarget");
                yield new DistributionReport.MovedToQueue(
                        demand(json, "Queue"), demand(json, "QueueType"), text(json, "QueueTarget"));
            }
            case "assigned" -> {
                allow(json);
                yield new DistributionReport.Assigned(demand(json, "agent"));
            }
            case "updated" -> {
                var given = new Given(json, terms);
                yield new DistributionReport.Updated(given.taken(), given.ignored);
            }
            case "completed" -> {
                var given = new Given(json, terms);
                yield new DistributionReport.Completed(given.taken(), given.ignored);
            }
            case "returned" -> {
                allow(json);
                yield new DistributionReport.Returned();
            }
            case "restarted" -> {
                allow(json);
                yield new DistributionReport.Restarted();
            }
            case "removed" -> {
                allow(json);
                yield new DistributionReport.Removed(terms.removed());
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void allow(JsonObject json, String... members) {
        for (String name : json.keySet()) {
            if (!EVERYWHERE.contains(name) && !List.of(members).contains(name)) {
                throw TaskPatch.refused(name + " is not expected here; the body may have "
                        + Stream.concat(Stream.of(members), EVERYWHERE.stream().sorted())
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.containsKey(name) ? TaskPatch.text(name, json.get(name)) : null;
    }

    private static String demand(JsonObject json, String name) {
        String value = text(json, name);
        if (value == null) {
            throw TaskPatch.refused(name + " is missing; it has to be a text");
        }
        return value;
    }

    /** The attributes of a task that a body gives. What is not taken over is not looked at (A81). */
    private static final class Given {

        private final EnumMap<TaskAttribute, @Nullable Object> taken = new EnumMap<>(TaskAttribute.class);
        private final Map<String, @Nullable String> custom = new LinkedHashMap<>();
        private final List<String> ignored = new ArrayList<>();

        Given(JsonObject json, DistributionTerms terms) {
            json.forEach((name, value) -> {
                switch (name) {
                    case "agent", "reason" -> {
                        // no attributes
                    }
                    case "Ext" -> TaskPatch.object("Ext", value).forEach((ext, given) -> give("Ext/" + ext, given));
                    case "Data" ->
                        TaskPatch.object("Data", value).forEach((own, given) -> {
                            if (terms.takesOver(own)) {
                                custom.put(own, TaskPatch.text("Data/" + own, given));
                            } else {
                                ignored.add("Data/" + own);
                            }
                        });
                    default -> give(name, value);
                }
            });
        }

        private void give(String path, JsonValue value) {
            TaskAttribute attribute = ATTRIBUTES.get(path);
            if (attribute == null) {
                throw TaskPatch.refused(path + " is no attribute of a task");
            }
            if (attribute.isTakenOver()) {
                taken.put(attribute, value == JsonValue.NULL ? null : TaskPatch.typed(attribute, value));
            } else {
                ignored.add(path);
            }
        }

        AttributeValues taken() {
            return new AttributeValues(taken, custom);
        }
    }
}
