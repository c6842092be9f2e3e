package org.workgate.gtl;

import java.nio.file.Path;

/** A transformation script cannot be read, cannot be compiled, or uses what scripts may not use; the message says where. */
public final class UnusableScript extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableScript(Path script, int line, String detail) {
        super(script + (line > 0 ? ", line " + line + ": " : ": ") + detail);
    }
}
