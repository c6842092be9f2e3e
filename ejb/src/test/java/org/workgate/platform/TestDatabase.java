package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** The databases that Workgate runs on, really there: Derby in memory, PostgreSQL as a process of its own. */
public enum TestDatabase {
    DERBY {
        @Override
        DataSource create(String name) {
            return inMemory(name, "create=true");
        }

        @Override
        DataSource createWithTables(String name) {
            return inMemory(name, "createFrom=" + BackUp.FOLDER);
        }

        private DataSource inMemory(String name, String origin) {
            EmbeddedDataSource derby = derby(name, origin);
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
            return copyOf("template1", name);
        }

        @Override
        DataSource createWithTables(String name) throws SQLException {
            return copyOf(Template.NAME, name);
        }

        private DataSource copyOf(String template, String name) throws SQLException {
            EmbeddedPostgres server = Server.POSTGRES;
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + template);
            }
            return server.getDatabase("postgres", name);
        }
    };

    /** The name of the database to which the migrations are applied, for others to be made of it. */
    private static final String PATTERN = "pattern";

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

    private static EmbeddedDataSource derby(String name, String origin) {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        var derby = new EmbeddedDataSource();
        derby.setDatabaseName("memory:" + name);
        derby.setConnectionAttributes(origin);
        return derby;
    }

    /** What the databases of Derby that have tables are made of; deleted when the JVM ends. */
    private static final class BackUp {
        private static final Path FOLDER = make();

        private static Path make() {
            DataSource pattern = migrated(DERBY);
            try (Connection connection = pattern.getConnection();
                    CallableStatement backUp = connection.prepareCall("call syscs_util.syscs_backup_database(?)")) {
                Path parent = Files.createTempDirectory("derby");
                backUp.setString(1, parent.toString());
                backUp.execute();
                try (Stream<Path> files = Files.walk(parent)) {
                    files.map(Path::toFile).forEach(File::deleteOnExit);
                }
                return parent.resolve(PATTERN);
            } catch (SQLException | IOException e) {
                throw new LinkageError("Derby was not backed up", e);
            }
        }
    }

    /** What the databases of PostgreSQL that have tables are made of. */
    private static final class Template {
        private static final String NAME = make();

        private static String make() {
            migrated(POSTGRESQL);
            return PATTERN;
        }
    }

    /** Made for the first test that needs it. */
    private static final class Lasting {
        private static final EntityManagerFactory ENTITIES = entities(derby("lasting", "createFrom=" + BackUp.FOLDER));
    }

    private static DataSource migrated(TestDatabase vendor) {
        try {
            DataSource pattern = vendor.create(PATTERN);
            new Schema(pattern).migrate();
            return pattern;
        } catch (SQLException e) {
            throw new LinkageError("The migrations were not applied", e);
        }
    }

    abstract DataSource create(String name) throws SQLException;

    abstract DataSource createWithTables(String name) throws SQLException;

    /** A new database without tables. */
    public DataSource empty() throws SQLException {
        return create("test" + COUNTER.incrementAndGet());
    }

    /** A new database with the tables of the migrations, which take their time and are therefore applied only once. */
    public DataSource migrated() throws SQLException {
        return createWithTables("test" + COUNTER.incrementAndGet());
    }

    /** The entities in a database of Derby that stays until the JVM ends, for tests of which each clears away what others have left. */
    public static EntityManagerFactory lasting() {
        return Lasting.ENTITIES;
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
