package org.workgate.task;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom attributes of a task (R60, R120): name and text, in the order in which they came. Immutable.
 *
 * <p>Names are matched without regard to case and independently of the locale; the spelling first seen stays (A9).
 */
public final class CustomAttributes {

    /** No custom attributes. */
    public static final CustomAttributes NONE = new CustomAttributes(new LinkedHashMap<>());

    /** The greatest number of characters (Unicode code points) of a name (A9) and of a value (R60). */
    public static final int MAX_LENGTH = 255;

    private final Map<String, String> values;

    private CustomAttributes(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The attributes of this map in its order; of names that differ only in case the last value counts. */
    public static CustomAttributes of(Map<String, String> values) {
        return values.isEmpty() ? NONE : NONE.with(values);
    }

    /**
     * These attributes with changes applied: a value sets or replaces, null removes.
     *
     * @param changes by name, in the order in which new ones are added
     */
    public CustomAttributes with(Map<String, ? extends @Nullable String> changes) {
        var changed = new LinkedHashMap<>(values);
        var spellings = new HashMap<String, String>();
        values.keySet().forEach(name -> spellings.put(name.toLowerCase(Locale.ROOT), name));
        changes.forEach((name, value) -> {
            String known = spellings.computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> name);
            if (value == null) {
                changed.remove(known);
            } else {
                changed.put(known, value);
            }
        });
        return new CustomAttributes(changed);
    }

    /** The value of a name in any case, or null. */
    public @Nullable String get(String name) {
        String exact = values.get(name);
        if (exact != null) {
            return exact;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> known : values.entrySet()) {
            if (known.getKey().toLowerCase(Locale.ROOT).equals(lower)) {
                return known.getValue();
            }
        }
        return null;
    }

    /** Names and values in their order; cannot be changed. */
    public Map<String, String> asMap() {
        return values;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CustomAttributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
