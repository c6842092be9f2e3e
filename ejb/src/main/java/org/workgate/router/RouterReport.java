package org.workgate.router;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.RouterMessage;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.DistributionTerms;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.DistributionReport;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Origin;
import org.workgate.task.TaskAttribute;

/**
 * What a router tells of a task that it has (3.3).
 *
 * @param distributionId the submission of which it speaks
 * @param report what it tells; null where it gives the task back
 * @param isAnswer whether it answers that it was asked to give the task back
 * @param origin who caused it (A56) and why (A80)
 */
record RouterReport(String distributionId, @Nullable DistributionReport report, boolean isAnswer, Origin origin) {

    private static final String TYPES =
            "Queued, Assigned, Updated, Completed, Returned, Restarted, Removed, Revoked or AlreadyAssigned";

    /**
     * What a message from the router of a distribution point tells, by the terms of that.
     *
     * @throws InvalidValueException if it is none, lacks something, or has a value that cannot be taken over (A81)
     */
    static RouterReport of(RouterMessage message, DistributionPoint point) {
        boolean alreadyAssigned = message.type().equals("AlreadyAssigned");
        return new RouterReport(
                demand(message, "DistributionId"),
                message.type().equals("Revoked") ? null : report(message, point.terms()),
                alreadyAssigned || message.type().equals("Revoked"),
                new Origin(
                        message.fields().getOrDefault("Agent", point.name()),
                        message.fields().get("Reason"),
                        null,
                        Channel.DISTRIBUTION,
                        null,
                        null));
    }

    private static DistributionReport report(RouterMessage message, DistributionTerms terms) {
        return switch (message.type()) {
            case "Queued" ->
                new DistributionReport.MovedToQueue(
                        demand(message, "Queue"),
                        demand(message, "QueueType"),
                        message.fields().get("QueueTarget"));
            case "Assigned", "AlreadyAssigned" -> new DistributionReport.Assigned(demand(message, "Agent"));
            case "Updated" -> {
                var given = new Given(message, terms);
                yield new DistributionReport.Updated(given.taken(), given.ignored);
            }
            case "Completed" -> {
                var given = new Given(message, terms);
                yield new DistributionReport.Completed(given.taken(), given.ignored);
            }
            case "Returned" -> new DistributionReport.Returned();
            case "Restarted" -> new DistributionReport.Restarted();
            case "Removed" -> new DistributionReport.Removed(terms.removed());
            default ->
                throw new InvalidValueException("The message", "is a " + message.type() + "; it has to be " + TYPES);
        };
    }

    private static String demand(RouterMessage message, String field) {
        return Optional.ofNullable(message.fields().get(field))
                .orElseThrow(() -> new InvalidValueException(field, "is missing in " + message.type()));
    }

    /** The attributes that a message gives. What is not taken over is not looked at (A81). */
    private static final class Given {

        private final EnumMap<TaskAttribute, @Nullable Object> taken = new EnumMap<>(TaskAttribute.class);
        private final Map<String, @Nullable String> custom = new LinkedHashMap<>();
        private final List<String> ignored = new ArrayList<>();

        Given(RouterMessage message, DistributionTerms terms) {
            message.attributes().forEach((key, value) -> give(key, (String) value, terms));
        }

        private void give(String key, @Nullable String value, DistributionTerms terms) {
            TaskAttribute attribute = terms.attribute(key).orElse(null);
            String name = terms.customName(key).orElse(null);
            if (attribute != null && attribute.isTakenOver()) {
                taken.put(attribute, value == null ? null : RouterMessage.typed(attribute, key, value));
            } else if (attribute == null && name != null && terms.takesOver(name)) {
                custom.put(name, value);
            } else {
                ignored.add(attribute != null ? attribute.path() : name != null ? "Data/" + name : key);
            }
        }

        AttributeValues taken() {
            return new AttributeValues(taken, custom);
        }
    }
}
