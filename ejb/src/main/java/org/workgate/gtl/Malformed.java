package org.workgate.gtl;

/**
 * Something in an action is not as the format wants it. The message is the detail for the integrator: which element, what is
 * wrong with it, what would be right.
 */
final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String detail) {
        // It is an answer to the originating system and no accident, so nobody reads its stack trace.
        super(detail, null, false, false);
    }
}
