package org.workgate.it.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of a test's own, really there, as a process that the test can look into from outside of the product. */
public final class Postgresql implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EmbeddedPostgres process;

    /** Starts it, empty; who waits for a lock for longer than a second is told so. */
    public Postgresql() {
        try {
            process = EmbeddedPostgres.builder()
                    .setPGStartupWait(PATIENCE)
                    .setServerConfig("max_prepared_transactions", "100")
                    .setServerConfig("lock_timeout", "1s")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The set-up of a server that uses it. */
    public WorkgateServer.Setup setup(String name) {
        return WorkgateServer.named(name).onPostgresql(process.getPort(), "postgres");
    }

    /** The port of the loopback on which it listens. */
    public int port() {
        return process.getPort();
    }

    /** The first column of the only row. */
    public long number(String query) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The first column of a query's rows. */
    public List<String> column(String query) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Runs statements that give no rows. */
    public void run(String statements) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(statements, e);
        }
    }

    /** Does something while nobody else can change a table. */
    public void locking(String table, Runnable work) {
        holding("lock table " + table + " in exclusive mode", work);
    }

    /** Does something while nobody else can so much as read a table. */
    public void hiding(String table, Runnable work) {
        holding("lock table " + table + " in access exclusive mode", work);
    }

    /** Does something while nobody else can change a task. */
    public void lockingTask(int brokerId, Runnable work) {
        holding("select from gtl_task where id = " + brokerId + " for update", work);
    }

    private void holding(String lock, Runnable work) {
        try (Connection connection = process.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local lock_timeout = 0");
            statement.execute(lock);
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(lock, e);
        }
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
