package org.workgate.gtl;

/**
 * A script transforms nothing at present, since a run of it has used up its time and has still not ended. Messages are not to
 * blame for that and wait.
 */
public final class ScriptOverdue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScriptOverdue(String detail) {
        super(detail);
    }
}
