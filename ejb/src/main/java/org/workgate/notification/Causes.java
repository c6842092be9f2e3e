package org.workgate.notification;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Says of failures what people need to mend them. */
public final class Causes {

    private Causes() {}

    /** The root of a failure in a line; before it what the broker itself says, such as its reason code, where that is not the root. */
    public static String describe(Throwable failure) {
        Throwable root = failure;
        Throwable ofBroker = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (root instanceof JMSException) {
                ofBroker = cause;
            }
            root = cause;
        }
        return ofBroker == null || ofBroker.equals(root) ? line(root) : line(ofBroker) + " (" + line(root) + ")";
    }

    private static String line(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
