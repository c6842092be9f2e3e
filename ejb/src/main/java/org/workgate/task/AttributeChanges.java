package org.workgate.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event changed in a task's attributes, for its history (A88). Values are texts: times in RFC 3339 with Z, numbers in
 * decimal digits.
 *
 * @param changed each attribute that has another value now, in the order of messages, then the custom ones
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

    /** All values of a task at one time, to be compared with those at another. */
    static final class Snapshot {

        private final Map<String, String> values = new LinkedHashMap<>();

        Snapshot(Task task) {
            for (TaskAttribute attribute : TaskAttribute.values()) {
                // Each line of the history has the status anyway, and when it came to be.
                Object value = attribute == TaskAttribute.STATUS || attribute == TaskAttribute.HELD
                        ? null
                        : attribute.of(task);
                if (value != null) {
                    values.put(attribute.path(), value.toString());
                }
            }
            task.customAttributes().asMap().forEach((name, value) -> values.put("Data/" + name, value));
        }

        /** What is different in a later one. */
        AttributeChanges until(Snapshot later, List<String> ignored) {
            var paths = new ArrayList<>(later.values.keySet());
            values.keySet().stream()
                    .filter(path -> !later.values.containsKey(path))
                    .forEach(paths::add);
            List<Change> changed = paths.stream()
                    .filter(path -> !Objects.equals(values.get(path), later.values.get(path)))
                    .map(path -> new Change(path, values.get(path), later.values.get(path)))
                    .toList();
            return changed.isEmpty() && ignored.isEmpty()
                    ? NONE
                    : new AttributeChanges(changed, Collections.unmodifiableList(ignored));
        }
    }
}
