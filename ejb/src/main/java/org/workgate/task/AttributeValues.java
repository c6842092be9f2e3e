package org.workgate.task;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values that somebody gives for attributes of a task. An attribute that is not in here is not given; one that is here with
 * null is to be cleared (A50).
 *
 * @param attributes core and extended attributes; each value is of the type that {@link TaskAttribute#type()} names, or null
 * @param custom custom attributes by name in the order in which they came; null removes one
 */
public record AttributeValues(Map<TaskAttribute, @Nullable Object> attributes, Map<String, @Nullable String> custom) {

    /** No attribute given. */
    public static final AttributeValues NONE = new AttributeValues(Map.of(), Map.of());

    /**
     * Copies the maps.
     *
     * @throws InvalidValueException if an attribute cannot have its value
     */
    public AttributeValues {
        attributes.forEach((attribute, value) -> {
            if (value != null) {
                attribute.check(value);
            }
        });
        custom.forEach((name, value) -> {
            Characters.checkName(name);
            if (value != null) {
                Characters.check("Data/" + name, value, CustomAttributes.MAX_LENGTH);
            }
        });
        var copy = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableMap(copy);
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }

    /** Whether no attribute is given. */
    public boolean isEmpty() {
        return attributes.isEmpty() && custom.isEmpty();
    }

    /** These values, and those of others for attributes that are not given here. */
    public AttributeValues orElse(AttributeValues others) {
        var all = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        all.putAll(others.attributes());
        all.putAll(attributes);
        var names = custom.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var allCustom = new LinkedHashMap<>(custom);
        others.custom().forEach((name, value) -> {
            if (!names.contains(name.toLowerCase(Locale.ROOT))) {
                allCustom.put(name, value);
            }
        });
        return new AttributeValues(all, allCustom);
    }
}
