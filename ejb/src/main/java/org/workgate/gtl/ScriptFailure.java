package org.workgate.gtl;

/**
 * A script could not transform a message (A89). The message is for people: what the script itself says where it refused the
 * message, else what went wrong.
 */
public final class ScriptFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The most that is told of a failure, in characters. */
    public static final int MAX_LENGTH = 255;

    ScriptFailure(String detail) {
        // It is an answer to whoever sent the message or wrote the script, so nobody reads its stack trace.
        super(XmlText.shown(detail.strip(), MAX_LENGTH - 1), null, false, false);
    }
}
