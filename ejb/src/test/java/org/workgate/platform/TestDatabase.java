package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** The databases that Workgate runs on, really there: Derby in memory, PostgreSQL as a process of its own. */
public enum TestDatabase {
    DERBY {
        @Override
        DataSource create(String name) {
            System.setProperty("derby.stream.error.file", "target/derby.log");
            var derby = new EmbeddedDataSource();
            derby.setDatabaseName("memory:" + name);
            derby.setCreateDatabase("create");
            IN_MEMORY.add(derby.getDatabaseName());
            if (IN_MEMORY.size() > AT_ONCE) {
                drop(IN_MEMORY.remove());
            }
            return derby;
        }

        /** Whoever drops one is told so by an exception. */
        private void drop(String database) {
            var derby = new EmbeddedDataSource();
            derby.setDatabaseName(database);
            derby.setConnectionAttributes("drop=true");
            assertThatThrownBy(derby::getConnection).isInstanceOf(SQLException.class);
        }
    },
    POSTGRESQL {
        @Override
        DataSource create(String name) throws SQLException {
            EmbeddedPostgres server = Server.POSTGRES;
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return server.getDatabase("postgres", name);
        }
    };

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** How many databases a test has at once, at most, with some to spare; those before fill the memory for nothing. */
    private static final int AT_ONCE = 20;

    /** How many transactions PostgreSQL prepares at a time. */
    static final int MOST_PREPARED = 2;

    /** Those of Derby that have not been dropped, the oldest one first. */
    private static final Queue<String> IN_MEMORY = new ConcurrentLinkedQueue<>();

    /** Started with the first test that needs it, stopped with the JVM. */
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_prepared_transactions", Integer.toString(MOST_PREPARED))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    abstract DataSource create(String name) throws SQLException;

    /** A new database without tables. */
    public DataSource empty() throws SQLException {
        return create("test" + COUNTER.incrementAndGet());
    }

    /** A new database with the tables of the migrations. */
    public DataSource migrated() throws SQLException {
        DataSource database = empty();
        new Schema(database).migrate();
        return database;
    }

    /** The entities in this database. */
    public static EntityManagerFactory entities(DataSource database) {
        return entities(database, Map.of());
    }

    /** The entities in this database, with settings of one's own. */
    public static EntityManagerFactory entities(DataSource database, Map<String, ?> settings) {
        var properties = new HashMap<String, Object>(settings);
        properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        properties.put("jakarta.persistence.jtaDataSource", "");
        properties.put("jakarta.persistence.nonJtaDataSource", database);
        properties.put("eclipselink.logging.level", "OFF");
        // Each factory has a session of its own.
        properties.put("eclipselink.session-name", "test" + COUNTER.incrementAndGet());
        return Persistence.createEntityManagerFactory("workgate", properties);
    }

    /** Does this in a transaction of its own, which is rolled back if it fails. */
    public static <T> T inTransaction(EntityManagerFactory entities, Function<EntityManager, T> work) {
        try (EntityManager entityManager = entities.createEntityManager()) {
            EntityTransaction transaction = entityManager.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entityManager);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }
}
