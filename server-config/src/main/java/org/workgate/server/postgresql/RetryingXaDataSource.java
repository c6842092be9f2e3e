package org.workgate.server.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.ConnectionEventListener;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.postgresql.xa.PGXADataSource;

/**
 * PostgreSQL's XA data source, with the one answer put right on which it depends whether a transaction is completed.
 *
 * <p>Where the database ends the session between prepare and commit, as it does when an administrator terminates it or when
 * the database is shut down, the driver says {@code XAER_RMERR}: the work cannot be committed. The transaction manager takes
 * that for the end and forgets the transaction, while its prepared part stays in the database and keeps its locks. What is
 * true is {@code XAER_RMFAIL}: the database does not answer at the moment; the transaction manager then tries again until it
 * does.
 */
public class RetryingXaDataSource extends PGXADataSource {

    private static final long serialVersionUID = 1L;

    /** The beginning of the states by which the database says that it ends the session (class 57, operator intervention). */
    private static final String SESSION_ENDED = "57P";

    @Override
    public XAConnection getXAConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return new RetryingConnection(super.getXAConnection(user, password));
    }

    /** What is true where the driver gave this answer to the second phase. */
    static XAException truth(XAException answer) {
        boolean ended = false;
        for (Throwable cause = answer; cause != null; cause = cause.getCause()) {
            ended |= cause instanceof SQLException failure
                    && failure.getSQLState() != null
                    && failure.getSQLState().startsWith(SESSION_ENDED);
        }
        if (answer.errorCode != XAException.XAER_RMERR || !ended) {
            return answer;
        }
        var truth = new XAException("The database has ended the session before it committed");
        truth.errorCode = XAException.XAER_RMFAIL;
        truth.initCause(answer);
        return truth;
    }

    /** Hands everything on to the driver's connection. */
    private static final class RetryingConnection implements XAConnection {

        private final XAConnection driver;

        RetryingConnection(XAConnection driver) {
            this.driver = driver;
        }

        @Override
        public XAResource getXAResource() throws SQLException {
            return new RetryingResource(driver.getXAResource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            return driver.getConnection();
        }

        @Override
        public void close() throws SQLException {
            driver.close();
        }

        @Override
        public void addConnectionEventListener(ConnectionEventListener listener) {
            driver.addConnectionEventListener(listener);
        }

        @Override
        public void removeConnectionEventListener(ConnectionEventListener listener) {
            driver.removeConnectionEventListener(listener);
        }

        @Override
        public void addStatementEventListener(StatementEventListener listener) {
            driver.addStatementEventListener(listener);
        }

        @Override
        public void removeStatementEventListener(StatementEventListener listener) {
            driver.removeStatementEventListener(listener);
        }
    }

    /** Hands everything on to the driver's resource, and puts right what that says of the second phase. */
    private static final class RetryingResource implements XAResource {

        private final XAResource driver;

        RetryingResource(XAResource driver) {
            this.driver = driver;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) throws XAException {
            try {
                driver.commit(xid, onePhase);
            } catch (XAException e) {
                // In one phase nothing is prepared, so there is nothing to come back to.
                throw onePhase ? e : truth(e);
            }
        }

        @Override
        public void rollback(Xid xid) throws XAException {
            try {
                driver.rollback(xid);
            } catch (XAException e) {
                throw truth(e);
            }
        }

        @Override
        public void start(Xid xid, int flags) throws XAException {
            driver.start(xid, flags);
        }

        @Override
        public void end(Xid xid, int flags) throws XAException {
            driver.end(xid, flags);
        }

        @Override
        public int prepare(Xid xid) throws XAException {
            return driver.prepare(xid);
        }

        @Override
        public Xid[] recover(int flag) throws XAException {
            return driver.recover(flag);
        }

        @Override
        public void forget(Xid xid) throws XAException {
            driver.forget(xid);
        }

        @Override
        public boolean isSameRM(XAResource other) throws XAException {
            return other instanceof RetryingResource that && driver.isSameRM(that.driver);
        }

        @Override
        public int getTransactionTimeout() throws XAException {
            return driver.getTransactionTimeout();
        }

        @Override
        public boolean setTransactionTimeout(int seconds) throws XAException {
            return driver.setTransactionTimeout(seconds);
        }
    }
}
