package org.workgate.mqstandin;

import java.io.IOException;

/** The client sent what the stand-in does not understand. Ends its socket. */
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param what what cannot be understood */
    ProtocolException(String what) {
        super("The stand-in does not understand " + what);
    }
}
