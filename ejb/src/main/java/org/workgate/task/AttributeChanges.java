package org.workgate.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event changed in a task's attributes, for its history (A88). Values are texts: times in RFC 3339 with Z, numbers in
 * decimal digits.
 *
 * @param changed each attribute that has another value now, in the order of messages, then the custom ones in
 *     theirs
 * @param ignored the paths of attributes that were given and are not heeded (A32)
 */
public record AttributeChanges(List<Change> changed, List<String> ignored) {

    /** Nothing changed and nothing was ignored. */
    public static final AttributeChanges NONE = new AttributeChanges(List.of(), List.of());

    /**
     * An attribute that has another value now.
     *
     * @param attribute its path: {@code priority}, {@code Ext/customerID}, {@code Data/region}
     * @param from the value before, or null
     * @param to the value now, or null
     */
    public record Change(
            String attribute,
            @Nullable String from,
            @Nullable String to) {}

    /** Copies the lists. */
    public AttributeChanges {
        changed = List.copyOf(changed);
        ignored = List.copyOf(ignored);
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return changed.isEmpty() && ignored.isEmpty();
    }

    /** Whether no attribute has another value now but, possibly, this one. */
    public boolean concernAtMost(TaskAttribute attribute) {
        return changed.stream().allMatch(change -> change.attribute().equals(attribute.path()));
    }

    /** All values of a task at one time, to be compared with those at another. */
    static final class Snapshot {

        private final Map<String, @Nullable String> values = new LinkedHashMap<>();

        Snapshot(Task task) {
            for (TaskAttribute attribute : TaskAttribute.values()) {
                // Each line of the history has the status anyway, and when it came to be.
                if (attribute != TaskAttribute.STATUS && attribute != TaskAttribute.HELD) {
                    Object value = attribute.of(task);
                    values.put(attribute.path(), value == null ? null : value.toString());
                }
            }
            task.customAttributes().asMap().forEach((name, value) -> values.put("Data/" + name, value));
        }

        /** What is different in a later one. */
        AttributeChanges until(Snapshot later, List<String> ignored) {
            var paths = new LinkedHashSet<>(values.keySet());
            paths.addAll(later.values.keySet());
            List<Change> changed = paths.stream()
                    .filter(path -> !Objects.equals(values.get(path), later.values.get(path)))
                    .map(path -> new Change(path, values.get(path), later.values.get(path)))
                    .toList();
            return changed.isEmpty() && ignored.isEmpty() ? NONE : new AttributeChanges(changed, ignored);
        }
    }
}
