package org.workgate.task;

/** A value from outside that an attribute cannot have. Says which attribute, what is wrong and what would be right. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String attribute;

    /**
     * The refusal of a value.
     *
     * @param attribute the attribute with its section, such as {@code priority}, {@code Ext/customerID} or
     *     {@code Data/region}
     * @param fault what is wrong with it, going on from the attribute's name
     */
    public InvalidValueException(String attribute, String fault) {
        super(attribute + " " + fault);
        this.attribute = attribute;
    }

    /** The attribute with its section. */
    public String attribute() {
        return attribute;
    }
}
