package org.workgate.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The tables of the database, brought to the state that this version of Workgate needs when the application starts.
 * Whatever uses the database at start depends on this bean.
 *
 * <p>Several servers and deployments may start at once: one migrates, the others wait for it.
 */
@Singleton
@Startup
public class Schema {

    /** The number of the last migration in the folder {@code migration}. */
    static final int VERSION = 15;

    private static final String HISTORY = "gtl_schema_history";
    private static final String POSTGRESQL = "PostgreSQL";

    /** The setting of the server that says how many connections it has at most. */
    private static final String POOL_SIZE = "database.pool.size";

    private static final Logger LOG = Logger.getLogger(Schema.class.getName());

    @Resource(lookup = "jdbc/workgate-schema", shareable = false)
    private DataSource dataSource;

    @Inject
    @ConfigProperty(name = POOL_SIZE, defaultValue = "50")
    private int connections;

    /** For the container, which sets the fields. */
    public Schema() {}

    /** The tables behind this data source. */
    Schema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Stops the start where the database is not what this server needs. */
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void begin() {
        migrate();
        assertPrepares(connections);
    }

    /**
     * Applies the migrations that the database does not have yet.
     *
     * @throws IllegalStateException if the database is none that Workgate knows, or was migrated by a newer Workgate
     */
    void migrate() {
        String folder;
        int present;
        try (Connection connection = dataSource.getConnection()) {
            folder = folder(connection);
            present = version(connection);
        } catch (SQLException e) {
            throw silent(e);
        }
        if (present > VERSION) {
            throw new IllegalStateException("The database was migrated to version " + present
                    + " by a newer Workgate; this one knows version " + VERSION
                    + ". Install the newer Workgate again, or restore the database from before its first start.");
        }
        // Flyway costs half a second even if there is nothing to do.
        if (present < VERSION) {
            MigrateResult result = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:org/workgate/platform/migration/" + folder)
                    .failOnMissingLocations(true)
                    .table(HISTORY)
                    .load()
                    .migrate();
            if (result.migrationsExecuted > 0) {
                LOG.info(() -> "Database migrated from version " + present + " to " + VERSION);
            }
        }
    }

    private static String folder(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "Apache Derby" -> "derby";
            case POSTGRESQL -> "postgresql";
            default ->
                throw new IllegalStateException("Workgate runs on Apache Derby and on PostgreSQL, not on " + product
                        + ". Let the data sources jdbc/workgate and jdbc/workgate-schema lead to one of them.");
        };
    }

    /**
     * Assures that each connection can have a prepared transaction. PostgreSQL out of the box allows none at all: nobody would notice
     * before the first message, and then each message would end on the backout queue.
     *
     * @param most how many connections this server has at a time, 0 for any number
     * @throws IllegalStateException if the database allows fewer
     */
    void assertPrepares(int most) {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getMetaData().getDatabaseProductName().equals(POSTGRESQL)) {
                return;
            }
            try (PreparedStatement show = connection.prepareStatement("show max_prepared_transactions");
                    ResultSet result = show.executeQuery()) {
                result.next();
                int allowed = result.getInt(1);
                int needed = Math.max(1, most);
                if (allowed < needed) {
                    throw new IllegalStateException("PostgreSQL's max_prepared_transactions is " + allowed
                            + "; it has to be at least " + needed + ", the setting " + POOL_SIZE
                            + ", for several servers the sum of theirs. Change it in postgresql.conf and start PostgreSQL"
                            + " again.");
                }
            }
        } catch (SQLException e) {
            throw silent(e);
        }
    }

    private static IllegalStateException silent(SQLException e) {
        return new IllegalStateException(
                "The database does not answer; check the address, user and password of data source jdbc/workgate-schema",
                e);
    }

    /** The number of the last migration that the database has, 0 for none. */
    private static int version(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, new String[] {"TABLE"})) {
            if (!tables.next()) {
                return 0;
            }
        }
        // Flyway made the names in lower case, which Derby keeps only in quotes.
        try (PreparedStatement select = connection.prepareStatement(
                        "select max(cast(\"version\" as integer)) from \"" + HISTORY + "\" where \"success\" = true");
                ResultSet result = select.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
