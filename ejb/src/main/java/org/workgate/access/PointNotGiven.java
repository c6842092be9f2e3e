package org.workgate.access;

import jakarta.ejb.ApplicationException;

/**
 * The caller's roles do not hold for a capture point or distribution point. It is to be told like one that does not exist, so that
 * nobody learns which there are.
 */
@ApplicationException(rollback = true)
public final class PointNotGiven extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointId;

    PointNotGiven(String pointId) {
        super("There is no point " + pointId + " for the caller");
        this.pointId = pointId;
    }

    /** Its ID, as the caller gave it. */
    public String pointId() {
        return pointId;
    }
}
