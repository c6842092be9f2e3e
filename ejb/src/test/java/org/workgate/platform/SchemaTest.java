package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void an_empty_database_gets_its_tables_once(TestDatabase vendor) throws Exception {
        DataSource database = vendor.empty();

        new Schema(database).migrate();
        new Schema(database).migrate();

        assertThat(migrations(database)).isEqualTo(Schema.VERSION);
        assertThat(count(database, "select count(*) from gtl_task")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void of_servers_that_start_at_once_one_migrates_and_the_others_wait(TestDatabase vendor) throws Exception {
        DataSource database = vendor.empty();
        database.getConnection().close();
        int servers = 3;
        var start = new CyclicBarrier(servers);
        Callable<Void> server = () -> {
            start.await();
            new Schema(database).migrate();
            return null;
        };

        ExecutorService pool = Executors.newFixedThreadPool(servers);
        try {
            for (Future<Void> started : pool.invokeAll(List.of(server, server, server))) {
                started.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(migrations(database)).isEqualTo(Schema.VERSION);
    }

    @ParameterizedTest
    @EnumSource
    void a_database_of_a_newer_version_is_refused(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        int newer = Schema.VERSION + 1;
        execute(database, "update \"gtl_schema_history\" set \"version\" = '" + newer + "' where \"version\" = '1'");

        assertThatThrownBy(new Schema(database)::migrate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "version " + newer + " by a newer Workgate; this one knows version " + Schema.VERSION)
                .hasMessageContaining("Install the newer Workgate again");
    }

    @Test
    void a_database_that_prepares_fewer_transactions_than_the_server_has_connections_is_refused() throws Exception {
        var postgresql = new Schema(TestDatabase.POSTGRESQL.empty());
        int needed = TestDatabase.MOST_PREPARED + 1;

        assertThatThrownBy(() -> postgresql.assertPrepares(needed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("PostgreSQL's max_prepared_transactions is " + TestDatabase.MOST_PREPARED
                        + "; it has to be at least " + needed + ", the setting database.pool.size");

        postgresql.assertPrepares(TestDatabase.MOST_PREPARED);
        new Schema(TestDatabase.DERBY.empty()).assertPrepares(needed);
    }

    @Test
    void a_database_of_another_kind_is_refused() {
        assertThatThrownBy(new Schema(of("H2"))::migrate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Apache Derby and on PostgreSQL, not on H2")
                .hasMessageContaining("jdbc/workgate-schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"derby", "postgresql"})
    void the_last_migration_is_the_version_that_is_needed(String folder) throws Exception {
        assertThat(versions(folder))
                .containsExactlyElementsOf(
                        Stream.iterate(1, v -> v + 1).limit(Schema.VERSION).toList());
    }

    @ParameterizedTest
    @EnumSource
    void tasks_of_an_earlier_version_are_due_when_their_services_have_something_to_do(TestDatabase vendor)
            throws Exception {
        DataSource database = before(9, vendor);
        task(database, 1, "NEW", null, null);
        task(database, 2, "QUEUED", 200, null);
        task(database, 3, "QUEUED", 200, 300);
        task(database, 4, "QUEUED", null, 300);
        task(database, 5, "HELD", 200, null);

        new Schema(database).migrate();

        assertThat(count(database, "select next_step_at from gtl_task where id = 1"))
                .isEqualTo(100);
        assertThat(count(database, "select next_step_at from gtl_task where id = 2"))
                .isEqualTo(200);
        assertThat(count(database, "select next_step_at from gtl_task where id = 3"))
                .isEqualTo(300);
        assertThat(count(database, "select count(*) from gtl_task where next_step_at is null"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void tasks_of_an_earlier_version_that_are_final_have_been_so_since_their_last_line(TestDatabase vendor)
            throws Exception {
        DataSource database = before(11, vendor);
        task(database, 1, "COMPLETED", null, null);
        execute(database, "update gtl_task set completed_date_time = 150");
        task(database, 2, "CANCELED", null, null);
        task(database, 3, "REJECTED", null, null);
        task(database, 4, "QUEUED", null, null);
        for (int id : new int[] {1, 2, 4}) {
            for (int at : List.of(200, 100)) {
                execute(
                        database,
                        "insert into gtl_task_history (id, broker_id, event, happened_at, status_after, actor, channel)"
                                + " values (" + (id * 1000 + at) + ", " + id + ", 'x', " + at
                                + ", 'NEW', 'x', 'SERVICE')");
            }
        }

        new Schema(database).migrate();

        assertThat(Stream.of(1, 2, 3, 4).map(id -> endedAt(database, id))).containsExactly(150, 200, 100, 0);
    }

    @ParameterizedTest
    @EnumSource
    void what_waits_in_an_earlier_version_keeps_its_correlation_id(TestDatabase vendor) throws Exception {
        DataSource database = before(14, vendor);
        execute(
                database,
                "insert into gtl_unsent (id, capture_point_id, message_type, correlation_id, body, cause, fault, failed_at)"
                        + " values (1, 'mq', 'Pong', 'ID:1', 'x', 'SCRIPT', 'x', 0)");
        execute(
                database,
                "insert into gtl_pending_operation (id, broker_id, operation, asked_at, actor, channel,"
                        + " request_correlation_id, request_wants_correlation)"
                        + " values (1, 7, 'HOLD', 0, 'x', 'MESSAGE', 'ID:2', true)");

        new Schema(database).migrate();

        assertThat(text(database, "select correlation_id from gtl_unsent")).isEqualTo("ID:1");
        assertThat(text(database, "select request_correlation_id from gtl_pending_operation"))
                .isEqualTo("ID:2");
    }

    @ParameterizedTest
    @EnumSource
    void who_had_every_role_in_an_earlier_version_has_them_at_every_point(TestDatabase vendor) throws Exception {
        DataSource database = before(15, vendor);
        user(database, "admin", "administrator agent auditor distributor integrator operator viewer");
        user(database, "viewer", "viewer");

        new Schema(database).migrate();

        assertThat(text(database, "select roles from gtl_user where name = 'admin'"))
                .isEqualTo("administrator agent auditor distributor:* integrator:* operator viewer");
        assertThat(text(database, "select roles from gtl_user where name = 'viewer'"))
                .isEqualTo("viewer");
    }

    private static void user(DataSource database, String name, String roles) throws SQLException {
        execute(
                database,
                "insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) values ('" + name
                        + "', 1, 'x', '" + roles + "', 0, 0)");
    }

    private static String text(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /** 0 for null. */
    private static int endedAt(DataSource database, int id) {
        try {
            return count(database, "select ended_at from gtl_task where id = " + id);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What is archived is copied as it is, so that a column which a later migration adds has to be added to both. */
    @ParameterizedTest
    @EnumSource
    void a_table_of_the_archive_has_the_columns_of_the_list_in_their_order(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();

        List<String> archived = columns(database, "gtl_archived_task");
        assertThat(archived.get(0)).startsWithIgnoringCase("archived_at ");
        assertThat(archived.subList(1, archived.size())).isEqualTo(columns(database, "gtl_task"));
        assertThat(columns(database, "gtl_archived_history")).isEqualTo(columns(database, "gtl_task_history"));
    }

    private static List<String> columns(DataSource database, String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            ResultSetMetaData columns = rows.getMetaData();
            var told = new ArrayList<String>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                told.add(columns.getColumnName(i) + " " + columns.getColumnTypeName(i) + " " + columns.getPrecision(i)
                        + " " + columns.isNullable(i));
            }
            return told;
        }
    }

    private static DataSource before(int version, TestDatabase vendor) throws SQLException {
        DataSource database = vendor.empty();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/workgate/platform/migration/"
                        + vendor.name().toLowerCase(Locale.ROOT))
                .table("gtl_schema_history")
                .target(Integer.toString(version - 1))
                .load()
                .migrate();
        return database;
    }

    private static void task(
            DataSource database, int id, String status, @Nullable Integer reprioritize, @Nullable Integer activation)
            throws SQLException {
        execute(
                database,
                "insert into gtl_task (id, version, capture_point_id, capture_id, capture_guard, tenant_id, solution_id,"
                        + " process_given, status, created_date_time, reprioritize_date_time, activation_date_time)"
                        + " values (" + id + ", 1, 'mq', 'C" + id + "', 0, 'demo', 'backoffice', false, '" + status
                        + "', 100, " + reprioritize + ", " + activation + ")");
    }

    @ParameterizedTest
    @EnumSource
    void submissions_with_one_key_collide_and_those_without_do_not(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        submit(database, "m1", null);
        submit(database, "m2", null);
        submit(database, "m3", "'key'");

        assertThatThrownBy(() -> submit(database, "m4", "'key'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("duplicate key value");
    }

    private static void submit(DataSource database, String messageId, @Nullable String key) throws SQLException {
        execute(
                database,
                "insert into gtl_submission (message_id, capture_point_id, principal, idempotency_key, submitted_at)"
                        + " values ('" + messageId + "', 'mq', 'admin', " + key + ", 0)");
    }

    private static List<Integer> versions(String folder) throws IOException, URISyntaxException {
        Path migrations =
                Path.of(Schema.class.getResource("migration/" + folder).toURI());
        try (Stream<Path> files = Files.list(migrations)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> Integer.valueOf(file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1")))
                    .sorted()
                    .toList();
        }
    }

    private static int migrations(DataSource database) throws SQLException {
        return count(database, "select count(*) from \"gtl_schema_history\" where \"version\" is not null");
    }

    private static int count(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(DataSource database, String command) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** A data source that leads to a database with this product name. */
    private static DataSource of(String product) {
        DatabaseMetaData metaData = answering(DatabaseMetaData.class, "getDatabaseProductName", product);
        Connection connection = answering(Connection.class, "getMetaData", metaData);
        return answering(DataSource.class, "getConnection", connection);
    }

    private static <T> T answering(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, args) -> called.getName().equals(method) ? answer : null));
    }
}
