package org.workgate.task;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
     * @throws IllegalArgumentException if a value is not of its attribute's type
     */
    public AttributeValues {
        attributes.forEach((attribute, value) -> {
            if (value != null && !attribute.type().valueType().isInstance(value)) {
                throw new IllegalArgumentException(attribute.wireName() + " cannot be " + value.getClass());
            }
        });
        var copy = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableMap(copy);
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }
}
