package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** How a database carries out what the product asks it; of use only with so many rows that a scan would show. */
public final class QueryPlans implements AutoCloseable {

    private final TestDatabase vendor;
    private final StatementLog log = new StatementLog();
    private final DataSource database;
    private final EntityManagerFactory entities;

    /** Those of a new database with the product's schema. */
    public QueryPlans(TestDatabase vendor) throws SQLException {
        this.vendor = vendor;
        database = vendor.migrated();
        entities = TestDatabase.entities(log.watching(database));
    }

    /** The database itself, unwatched. */
    public DataSource database() {
        return database;
    }

    /** Does something in a transaction. */
    public void inTransaction(Consumer<EntityManager> work) {
        TestDatabase.inTransaction(entities, entityManager -> {
            work.accept(entityManager);
            return entityManager;
        });
    }

    /** Has the database look at what lies in these tables, as it does by itself from time to time. */
    public void analyze(String... tables) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute(
                        vendor == TestDatabase.DERBY
                                ? "call SYSCS_UTIL.SYSCS_UPDATE_STATISTICS('APP', '" + table.toUpperCase(Locale.ROOT)
                                        + "', null)"
                                : "analyze " + table);
            }
        }
    }

    /** Each query that this asks goes straight to its rows through an index. */
    public void assertIndexed(Consumer<EntityManager> query) throws SQLException {
        for (String plan : plans(query)) {
            if (vendor == TestDatabase.DERBY) {
                assertThat(plan)
                        .contains("Index Scan ResultSet for GTL_")
                        .doesNotContain("Table Scan ResultSet")
                        .doesNotContainPattern("start position:\\s+None");
            } else {
                assertThat(plan).contains("Index Cond: ").doesNotContain("Seq Scan");
            }
        }
    }

    /** Each query that this asks follows an index from one of its ends, and sorts nothing. */
    public void assertInOrder(Consumer<EntityManager> query) throws SQLException {
        for (String plan : plans(query)) {
            assertThat(plan)
                    .contains(vendor == TestDatabase.DERBY ? "Index Scan ResultSet for GTL_" : "Index ")
                    .doesNotContain("Table Scan ResultSet", "Sort ResultSet", "Seq Scan", "Sort Key");
        }
    }

    private List<String> plans(Consumer<EntityManager> query) throws SQLException {
        log.clear();
        inTransaction(query);
        List<StatementLog.Execution> selects = log.executions("select");
        assertThat(selects).isNotEmpty();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var plans = new ArrayList<String>();
            for (StatementLog.Execution select : selects) {
                plans.add(
                        vendor == TestDatabase.DERBY
                                ? derbyPlan(connection, select)
                                : postgresqlPlan(connection, select));
            }
            connection.rollback();
            return plans;
        }
    }

    private static String postgresqlPlan(Connection connection, StatementLog.Execution select) throws SQLException {
        return text(connection, "explain " + select.sql(), select.parameters());
    }

    private static String derbyPlan(Connection connection, StatementLog.Execution select) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("call SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(1)");
        }
        text(connection, select.sql(), select.parameters());
        return text(connection, "values SYSCS_UTIL.SYSCS_GET_RUNTIMESTATISTICS()", Map.of());
    }

    /** The first column of all rows. */
    private static String text(Connection connection, String sql, Map<Integer, Object> parameters) throws SQLException {
        var text = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (var parameter : parameters.entrySet()) {
                statement.setObject(parameter.getKey(), parameter.getValue());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        entities.close();
    }
}
