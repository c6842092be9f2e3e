package org.workgate.it.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** A Derby database of a server that is stopped, looked at from the tests. */
public final class StoppedDatabase implements AutoCloseable {

    /** How Derby says that a database was closed as asked. */
    private static final String CLOSED = "08006";

    private final EmbeddedXADataSource database = new EmbeddedXADataSource();

    /** The database in this folder. */
    public StoppedDatabase(Path folder) {
        System.setProperty(
                "derby.stream.error.file", Path.of("target", "derby.log").toString());
        database.setDatabaseName(folder.toString());
    }

    /** How many transactions are prepared in it and neither committed nor rolled back. */
    public int inDoubt() throws SQLException, XAException {
        XAConnection connection = database.getXAConnection();
        try {
            return connection.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        } finally {
            connection.close();
        }
    }

    /** The first column of a query's rows. */
    public List<String> column(String query) throws SQLException {
        XAConnection xa = database.getXAConnection();
        try (Connection connection = xa.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } finally {
            xa.close();
        }
    }

    /** Closes the database, so that a server can open it. */
    @Override
    public void close() throws SQLException {
        database.setShutdownDatabase("shutdown");
        try {
            database.getXAConnection().getConnection();
        } catch (SQLException e) {
            if (!CLOSED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
