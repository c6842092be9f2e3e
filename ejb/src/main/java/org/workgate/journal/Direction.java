package org.workgate.journal;

/** Which way a message went. */
public enum Direction {
    /** From an originating system to the product. */
    IN,
    /** From the product to an originating system. */
    OUT,
    /** From an originating system, but set aside on the backout queue, since it failed for its own sake (A73). */
    BACKOUT
}
