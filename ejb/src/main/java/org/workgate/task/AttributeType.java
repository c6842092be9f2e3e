package org.workgate.task;

import java.time.Instant;

/** The type of a task attribute's value (R19-R22). */
public enum AttributeType {
    /** Text of a limited number of characters, a {@link String}. */
    TEXT(String.class),
    /** A whole number between -2147483647 and 2147483647, an {@link Integer} (R19). */
    INTEGER(Integer.class),
    /** A point in time, an {@link Instant}. */
    DATE_TIME(Instant.class);

    private final Class<?> valueType;

    AttributeType(Class<?> valueType) {
        this.valueType = valueType;
    }

    /** The Java type of the values. */
    public Class<?> valueType() {
        return valueType;
    }
}
