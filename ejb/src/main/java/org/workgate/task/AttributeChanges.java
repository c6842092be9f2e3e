package org.workgate.task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

        /** Each line of the history has the status anyway, and when it came to be. */
        private static final Set<TaskAttribute> COMPARED =
                EnumSet.complementOf(EnumSet.of(TaskAttribute.STATUS, TaskAttribute.HELD));

        private final Map<TaskAttribute, Object> values = new EnumMap<>(TaskAttribute.class);
        private final Map<String, String> customValues;

        Snapshot(Task task) {
            for (TaskAttribute attribute : COMPARED) {
                Object value = attribute.of(task);
                if (value != null) {
                    values.put(attribute, value);
                }
            }
            customValues = task.customAttributes().asMap();
        }

        /** What is different in a later one. */
        AttributeChanges until(Snapshot later, List<String> ignored) {
            var changed = new ArrayList<Change>();
            for (TaskAttribute attribute : COMPARED) {
                Object from = values.get(attribute);
                Object to = later.values.get(attribute);
                if (!Objects.equals(from, to)) {
                    changed.add(new Change(attribute.path(), text(from), text(to)));
                }
            }
            if (!customValues.equals(later.customValues)) {
                var names = new LinkedHashSet<>(customValues.keySet());
                names.addAll(later.customValues.keySet());
                names.stream()
                        .filter(name -> !Objects.equals(customValues.get(name), later.customValues.get(name)))
                        .map(name -> new Change("Data/" + name, customValues.get(name), later.customValues.get(name)))
                        .forEach(changed::add);
            }
            return changed.isEmpty() && ignored.isEmpty() ? NONE : new AttributeChanges(changed, ignored);
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }
}
