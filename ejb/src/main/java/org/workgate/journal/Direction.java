package org.workgate.journal;

/** Which way a message went. */
public enum Direction {
    /** From an originating system to the product. */
    IN,
    /** From the product to an originating system. */
    OUT
}
