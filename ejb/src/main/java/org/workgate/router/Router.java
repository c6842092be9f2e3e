package org.workgate.router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.workgate.gate.DistributionSystem;
import org.workgate.gtl.RouterMessage;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.DistributionTerms;
import org.workgate.task.AttributeChanges;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * Routers as a distribution system. A task is put on the queue in the transaction that hands it out; what a router is to be told of a
 * task that it has waits as a row until its queue manager takes it (A67).
 */
@ApplicationScoped
class Router implements DistributionSystem {

    private static final String CUSTOM = "Data/";

    @Inject
    private RouterQueues queues;

    @Inject
    private OutgoingMessages outgoing;

    @Override
    public Destination destination() {
        return Destination.ROUTER;
    }

    @Override
    public void submit(Task task, DistributionPoint point) {
        queues.put(point.id(), new RouterMessage("Submit", about(task, point), attributes(task, point.terms())).text());
    }

    @Override
    public void update(Task task, DistributionPoint point, AttributeChanges changes) {
        Map<String, @Nullable Object> changed = changed(task, point.terms(), changes);
        if (!changed.isEmpty()) {
            tell(point, task, new RouterMessage("Update", about(task, point), changed));
        }
    }

    @Override
    public boolean answersLater() {
        return true;
    }

    @Override
    public void revoke(Task task, DistributionPoint point) {
        Map<String, String> fields = about(task, point);
        fields.put("EvenIfAssigned", Boolean.toString(task.isAssigned()));
        tell(point, task, new RouterMessage("Revoke", fields, Map.of()));
    }

    private void tell(DistributionPoint point, Task task, RouterMessage message) {
        outgoing.add(new OutgoingMessage(point.id(), Objects.requireNonNull(task.distributionId()), message));
    }

    /** What identifies a submission (A70). */
    private static Map<String, String> about(Task task, DistributionPoint point) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("DistributionId", Objects.requireNonNull(task.distributionId()));
        fields.put("DistributionPointId", point.id());
        fields.put("BrokerId", Integer.toString(task.brokerId()));
        fields.put("CaptureId", task.captureId());
        return fields;
    }

    /** The attributes that have a value and a key (R81-R124). */
    private static Map<String, @Nullable Object> attributes(Task task, DistributionTerms terms) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (TaskAttribute attribute : TaskAttribute.values()) {
            Object value = attribute.of(task);
            if (value != null) {
                terms.key(attribute).ifPresent(key -> values.put(key, value));
            }
        }
        task.customAttributes().asMap().forEach((name, value) -> terms.customKey(name)
                .ifPresent(key -> values.put(key, value)));
        return values;
    }

    /** The attributes that have another value now and a key; null for those that have no value any more. */
    private static Map<String, @Nullable Object> changed(Task task, DistributionTerms terms, AttributeChanges changes) {
        Set<String> paths = changes.changed().stream()
                .map(AttributeChanges.Change::attribute)
                .collect(Collectors.toCollection(TreeSet::new));
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (paths.contains(attribute.path())) {
                terms.key(attribute).ifPresent(key -> values.put(key, attribute.of(task)));
            }
        }
        paths.stream()
                .filter(path -> path.startsWith(CUSTOM))
                .map(path -> path.substring(CUSTOM.length()))
                .forEach(name -> terms.customKey(name)
                        .ifPresent(
                                key -> values.put(key, task.customAttributes().get(name))));
        return values;
    }
}
