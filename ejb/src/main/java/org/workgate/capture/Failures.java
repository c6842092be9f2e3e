package org.workgate.capture;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.workgate.gtl.ScriptOverdue;

/** Tells whose failure it is: the infrastructure's, which passes, or the message's own (A73). */
public final class Failures {

    /**
     * Classes of SQLSTATE that speak of the database and not of the statement: no connection, the transaction was rolled back
     * (deadlock, serialization failure, lock time-out with Derby), not enough resources, operator intervention, system error.
     */
    private static final Set<String> INFRASTRUCTURE = Set.of("08", "40", "53", "57", "58", "XJ");

    /** PostgreSQL: a lock was not available in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** PostgreSQL: the session was ended, since its transaction paused for too long. */
    private static final String IDLE_FOR_TOO_LONG = "25P03";

    /** The states by which PostgreSQL and Derby say that a lock was not available in time. */
    private static final Set<String> LOCK_TIMEOUTS = Set.of(LOCK_NOT_AVAILABLE, "40XL1");

    private Failures() {}

    /** Whether this failure is that of a database, broker, script or server that does not answer or has no room at the moment. */
    public static boolean isInfrastructure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ((cause instanceof SQLException sql && isInfrastructure(sql))
                    || cause instanceof JMSException
                    || cause instanceof JMSRuntimeException
                    || cause instanceof ResourceException
                    || cause instanceof LockTimeoutException
                    || cause instanceof PessimisticLockException
                    || cause instanceof OptimisticLockException
                    || cause instanceof QueryTimeoutException
                    || cause instanceof ScriptOverdue
                    || cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInfrastructure(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || (state != null && speaksOfTheDatabase(state));
    }

    private static boolean speaksOfTheDatabase(String state) {
        return state.equals(LOCK_NOT_AVAILABLE)
                || state.equals(IDLE_FOR_TOO_LONG)
                || (state.length() >= 2 && INFRASTRUCTURE.contains(state.substring(0, 2)));
    }

    /** Whether somebody else kept a row locked for too long. */
    static boolean isLockTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && LOCK_TIMEOUTS.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
