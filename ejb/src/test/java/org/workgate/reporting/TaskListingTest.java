package org.workgate.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.QueryPlans;
import org.workgate.platform.TestDatabase;
import org.workgate.task.HistoryRecord;
import org.workgate.task.Task;
import org.workgate.task.TaskArchive;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

class TaskListingTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private static void insert(Connection connection, int id, String captureId, TaskStatus status, Integer priority)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into gtl_task (id, version, capture_point_id, capture_id,"
                        + " capture_guard, tenant_id, solution_id, process_given, status, created_date_time, priority,"
                        + " customer_id, custom_attributes)"
                        + " values (?, 3, 'mq', ?, ?, 'demo', 'backoffice', false, ?, ?, ?, 'C-1', ?)")) {
            insert.setInt(1, id);
            insert.setString(2, captureId);
            insert.setInt(3, id);
            insert.setString(4, status.name());
            insert.setLong(5, CREATED.getEpochSecond() * 1_000_000 + id);
            insert.setObject(6, priority, java.sql.Types.INTEGER);
            insert.setString(7, "{\"LetterCode\":\"K-17\"}");
            insert.executeUpdate();
        }
    }

    private static void list(DataSource database, Consumer<TaskListing> use) {
        try (EntityManagerFactory entities = TestDatabase.entities(database);
                EntityManager entityManager = entities.createEntityManager()) {
            use.accept(new TaskListing(entityManager));
        }
    }

    private static TaskQuery all() {
        return new TaskQuery(TaskFilter.ALL, TaskColumn.BROKER_ID, true, 0, 10);
    }

    private static TaskQuery sorted(TaskColumn column, boolean descending, int first, int size) {
        return new TaskQuery(TaskFilter.ALL, column, descending, first, size);
    }

    private static TaskQuery search(String text) {
        return new TaskQuery(TaskFilter.of(Set.of(), text), TaskColumn.BROKER_ID, false, 0, 100);
    }

    private static List<Integer> ids(List<TaskRow> rows) {
        return rows.stream().map(TaskRow::brokerId).toList();
    }

    @ParameterizedTest
    @EnumSource
    void tasks_come_page_by_page_in_the_order_asked_for_and_those_without_a_value_last(TestDatabase vendor)
            throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "a", TaskStatus.QUEUED, 5);
            insert(connection, 2, "b", TaskStatus.QUEUED, null);
            insert(connection, 3, "c", TaskStatus.QUEUED, 9);
            insert(connection, 4, "d", TaskStatus.QUEUED, 5);
        }
        list(database, listing -> {
            assertThat(ids(listing.rows(all()))).containsExactly(4, 3, 2, 1);
            assertThat(ids(listing.rows(sorted(TaskColumn.PRIORITY, true, 0, 10))))
                    .containsExactly(3, 1, 4, 2);
            assertThat(ids(listing.rows(sorted(TaskColumn.PRIORITY, false, 0, 10))))
                    .containsExactly(1, 4, 3, 2);
            assertThat(ids(listing.rows(sorted(TaskColumn.PRIORITY, true, 1, 2))))
                    .containsExactly(1, 4);
            assertThat(ids(listing.rows(sorted(TaskColumn.PRIORITY, true, 10, 2))))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_history_comes_in_parts_from_its_beginning_or_from_its_end_wherever_its_task_is(TestDatabase vendor)
            throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // 9 is of another server, which draws its numbers from another block; 5 and 7 are of one moment.
            Map<Integer, Integer> times = Map.of(9, 4, 5, 7);
            for (int id = 1; id <= 10; id++) {
                statement.execute("insert into " + (id % 2 == 0 ? "gtl_archived_history" : "gtl_task_history")
                        + " (id, broker_id, event, happened_at, status_after, actor, channel) values (" + id + ", "
                        + (id % 2 == 0 ? 7 : 8) + ", 'TaskHeld', " + times.getOrDefault(id, id)
                        + ", 'HELD', 'x', 'HTTP')");
            }
        }
        list(database, listing -> {
            assertHistory(listing.history(8, 0, 5), false, 1, 3, 9, 5, 7);
            assertHistory(listing.history(8, 0, 4), true, 1, 3, 9, 5);
            assertHistory(listing.history(8, 5, 4), false, 7);
            assertHistory(listing.history(8, 4, 4), false);
            assertHistory(listing.history(7, 4, 2), true, 6, 8);
            assertHistory(listing.latest(8, Long.MAX_VALUE, 2), true, 5, 7);
            assertHistory(listing.latest(8, 9, 2), false, 1, 3);
            assertHistory(listing.latest(7, 6, 1), true, 4);
            assertHistory(listing.latest(6, Long.MAX_VALUE, 1), false);
        });
    }

    private static void assertHistory(HistoryPage page, boolean more, long... ids) {
        assertThat(page.entries())
                .extracting(HistoryRecord::id)
                .containsExactlyElementsOf(LongStream.of(ids).boxed().toList());
        assertThat(page.more()).isEqualTo(more);
    }

    @ParameterizedTest
    @EnumSource
    void every_column_can_be_the_order(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "b", TaskStatus.NEW, 5);
            insert(connection, 2, "a", TaskStatus.COMPLETED, 6);
        }
        list(database, listing -> {
            for (TaskColumn column : TaskColumn.values()) {
                assertThat(ids(listing.rows(sorted(column, false, 0, 10))))
                        .as(column.wireName())
                        .containsExactlyInAnyOrder(1, 2);
            }
            assertThat(ids(listing.rows(sorted(TaskColumn.CAPTURE_ID, false, 0, 10))))
                    .containsExactly(2, 1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_search_finds_by_the_beginning_of_the_capture_id_or_by_the_broker_id(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "42-a", TaskStatus.QUEUED, null);
            insert(connection, 42, "other", TaskStatus.QUEUED, null);
            insert(connection, 43, "x%y", TaskStatus.QUEUED, null);
            insert(connection, 44, "xzy", TaskStatus.QUEUED, null);
            insert(connection, 45, "x!_", TaskStatus.QUEUED, null);
        }
        list(database, listing -> {
            assertThat(ids(listing.rows(search(" 42 ")))).containsExactly(1, 42);
            assertThat(ids(listing.rows(search("x%")))).containsExactly(43);
            assertThat(ids(listing.rows(search("x!_")))).containsExactly(45);
            assertThat(ids(listing.rows(search("x")))).containsExactly(43, 44, 45);
            assertThat(ids(listing.rows(search("2")))).isEmpty();
            assertThat(listing.count(search("x"))).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_list_can_be_narrowed_to_statuses(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            int id = 0;
            for (TaskStatus status : TaskStatus.values()) {
                insert(connection, ++id, status.wireName(), status, null);
            }
        }
        list(database, listing -> {
            var held = new TaskQuery(TaskFilter.of(TaskStatus.ALL_HELD, ""), TaskColumn.STATUS, false, 0, 10);

            assertThat(listing.rows(held))
                    .extracting(TaskRow::status)
                    .containsExactlyInAnyOrderElementsOf(TaskStatus.ALL_HELD);
            assertThat(listing.count(held)).isEqualTo(3);
            assertThat(listing.count(all())).isEqualTo(TaskStatus.values().length);
        });
    }

    @ParameterizedTest
    @EnumSource
    void counting_stops_above_the_number_that_is_shown(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        List<Integer> order = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= TaskListing.MAX_COUNT + 5; id++) {
                order.add(id);
            }
            Collections.shuffle(order, new Random(1));
            for (int id : order) {
                insert(connection, id, "c" + id, TaskStatus.QUEUED, id % 7);
            }
            connection.commit();
        }
        list(database, listing -> {
            assertThat(listing.count(all())).isEqualTo(TaskListing.MAX_COUNT + 1);
            assertThat(ids(listing.rows(sorted(TaskColumn.BROKER_ID, true, TaskListing.MAX_COUNT, 10))))
                    .containsExactly(5, 4, 3, 2, 1);
        });
    }

    @Test
    void no_more_than_what_is_counted_can_be_paged_through() {
        assertThatThrownBy(() -> sorted(TaskColumn.BROKER_ID, true, TaskListing.MAX_COUNT + 1, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sorted(TaskColumn.BROKER_ID, true, 0, TaskListing.MAX_SIZE + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @Tag("A43")
    @EnumSource
    void the_details_have_every_attribute_by_its_name_on_the_wire(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "same", TaskStatus.HELD, 5);
            insert(connection, 2, "same", TaskStatus.NEW, null);
        }
        list(database, listing -> {
            TaskDetails details = listing.details(1).orElseThrow();

            assertThat(details.core())
                    .hasSize(23)
                    .containsEntry("status", "Held")
                    .containsEntry("priority", 5)
                    .containsEntry("createdDateTime", CREATED.plusNanos(1_000))
                    .containsEntry("processId", null);
            assertThat(details.core().keySet()).startsWith("tenantId", "solutionId", "contractId");
            assertThat(details.ext()).hasSize(11).containsEntry("customerID", "C-1");
            assertThat(details.custom()).containsEntry("LetterCode", "K-17");
            assertThat(details.version()).isEqualTo(3);
            assertThat(listing.alike(details)).isEqualTo(2);
            assertThat(listing.details(3)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_expired_task_that_is_not_final_is_told(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "open", TaskStatus.QUEUED, null);
            insert(connection, 2, "final", TaskStatus.COMPLETED, null);
            insert(connection, 3, "without expiration", TaskStatus.QUEUED, null);
            try (PreparedStatement update = connection.prepareStatement("update gtl_task set expiration_date_time = ?,"
                    + " ended_at = case when status = 'COMPLETED' then created_date_time end where id <> 3")) {
                update.setLong(1, CREATED.getEpochSecond() * 1_000_000);
                update.executeUpdate();
            }
        }
        list(database, listing -> {
            Instant later = CREATED.plusSeconds(1);
            assertThat(listing.details(1).orElseThrow().isExpiredStillOpen(later))
                    .isTrue();
            assertThat(listing.details(1).orElseThrow().isExpiredStillOpen(CREATED))
                    .isFalse();
            assertThat(listing.details(2).orElseThrow().isExpiredStillOpen(later))
                    .isFalse();
            assertThat(listing.details(3).orElseThrow().isExpiredStillOpen(later))
                    .isFalse();
            assertThat(ids(listing.rows(query(TaskFilter.ALL.expiredStillOpen(later)))))
                    .containsExactly(1);
            assertThat(listing.count(query(TaskFilter.ALL.expiredStillOpen(CREATED))))
                    .isZero();
        });
    }

    private static TaskQuery query(TaskFilter filter) {
        return new TaskQuery(filter, TaskColumn.BROKER_ID, true, 0, 10);
    }

    @ParameterizedTest
    @Tag("R206")
    @EnumSource
    void the_archive_is_searched_as_the_list_is(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "archived", TaskStatus.COMPLETED, 5);
            insert(connection, 2, "archived", TaskStatus.CANCELED, 6);
            insert(connection, 3, "archived", TaskStatus.QUEUED, 7);
        }
        archive(database, 1, 2);
        list(database, listing -> {
            assertThat(ids(listing.rows(all()))).containsExactly(3);
            assertThat(ids(listing.rows(query(TaskFilter.ALL.inArchive())))).containsExactly(2, 1);
            assertThat(listing.count(query(
                            TaskFilter.of(Set.of(TaskStatus.CANCELED), "arch").inArchive())))
                    .isEqualTo(1);
            var custom = new TaskFilter(true, null, Set.of(), "", Map.of(), Map.of(), Map.of("LetterCode", "K-17"));
            assertThat(listing.page(custom, TaskColumn.PRIORITY, true, null, 1).tasks())
                    .extracting(TaskDetails::brokerId)
                    .containsExactly(2);

            TaskDetails archived = listing.details(1).orElseThrow();
            assertThat(archived.isArchived()).isTrue();
            assertThat(archived.archivedAt()).isEqualTo(CREATED);
            assertThat(archived.core()).containsEntry("priority", 5);
            assertThat(listing.alike(archived)).isEqualTo(2);
            assertThat(listing.rows(List.of(1, 3)))
                    .extracting(TaskRow::brokerId)
                    .containsExactly(3);
            assertThat(listing.details(3).orElseThrow().isArchived()).isFalse();
        });
    }

    private static void archive(DataSource database, Integer... brokerIds) {
        try (EntityManagerFactory entities = TestDatabase.entities(database)) {
            TestDatabase.inTransaction(entities, entityManager -> {
                new TaskArchive(entityManager)
                        .take(
                                Stream.of(brokerIds)
                                        .map(id -> entityManager.find(Task.class, id))
                                        .toList(),
                                CREATED);
                return entityManager;
            });
        }
    }

    /** Also where tasks have the same value, or none. */
    @ParameterizedTest
    @EnumSource
    void pages_in_the_order_of_any_column_have_every_task_once(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            TaskStatus[] statuses = TaskStatus.values();
            for (int id = 1; id <= 40; id++) {
                Integer priority = id % 4 == 0 ? null : Integer.valueOf(id % 3);
                insert(connection, id, "c" + id % 7, statuses[id % statuses.length], priority);
            }
        }
        list(database, listing -> {
            for (TaskColumn column : TaskColumn.values()) {
                for (boolean descending : List.of(true, false)) {
                    List<Integer> whole = ids(listing.rows(sorted(column, descending, 0, 100)));
                    List<Integer> paged = new ArrayList<>();
                    TaskCursor place = null;
                    do {
                        TaskPage page = listing.page(TaskFilter.ALL, column, descending, place, 7);
                        page.tasks().forEach(task -> paged.add(task.brokerId()));
                        place = page.next();
                        if (place != null) {
                            assertThat(TaskCursor.parse(column, place.text())).contains(place);
                        }
                    } while (place != null);

                    assertThat(whole).hasSize(40);
                    assertThat(paged).as(column + " " + descending).isEqualTo(whole);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_task_that_comes_while_somebody_pages_moves_nothing(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 10, "a", TaskStatus.NEW, null);
            insert(connection, 20, "b", TaskStatus.NEW, null);
            insert(connection, 30, "c", TaskStatus.NEW, null);
        }
        list(database, listing -> {
            TaskPage first = listing.page(TaskFilter.ALL, TaskColumn.BROKER_ID, true, null, 2);
            try (Connection connection = database.getConnection()) {
                insert(connection, 40, "d", TaskStatus.NEW, null);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            TaskPage second = listing.page(TaskFilter.ALL, TaskColumn.BROKER_ID, true, first.next(), 2);

            assertThat(first.tasks()).extracting(TaskDetails::brokerId).containsExactly(30, 20);
            assertThat(second.tasks()).extracting(TaskDetails::brokerId).containsExactly(10);
            assertThat(second.next()).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void any_attribute_can_be_a_condition(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            insert(connection, 1, "a", TaskStatus.NEW, 5);
            insert(connection, 2, "b", TaskStatus.HELD, 6);
        }
        list(database, listing -> {
            for (TaskAttribute attribute : TaskAttribute.values()) {
                Object value =
                        switch (attribute.type()) {
                            case TEXT -> "no such text";
                            case INTEGER -> -1;
                            case DATE_TIME -> Instant.EPOCH;
                        };
                if (attribute != TaskAttribute.STATUS) {
                    assertThat(found(listing, Map.of(attribute, value), Map.of()))
                            .as(attribute.path())
                            .isEmpty();
                }
            }
            assertThat(found(listing, Map.of(TaskAttribute.PRIORITY, 6), Map.of()))
                    .containsExactly(2);
            assertThat(found(listing, Map.of(TaskAttribute.CUSTOMER_ID, "C-1", TaskAttribute.PRIORITY, 5), Map.of()))
                    .containsExactly(1);
            assertThat(found(listing, Map.of(), Map.of("lettercode", "K-17"))).containsExactly(2, 1);
            assertThat(found(listing, Map.of(), Map.of("LetterCode", "K-18"))).isEmpty();
            assertThat(found(listing, Map.of(), Map.of("LetterCode", "K-17", "other", "x")))
                    .isEmpty();
        });
    }

    private static List<Integer> found(
            TaskListing listing, Map<TaskAttribute, Object> attributes, Map<String, String> custom) {
        return listing
                .page(
                        new TaskFilter(false, null, Set.of(), "", Map.of(), attributes, custom),
                        TaskColumn.BROKER_ID,
                        true,
                        null,
                        100)
                .tasks()
                .stream()
                .map(TaskDetails::brokerId)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_search_that_is_long_in_finding_comes_back_in_between(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= TaskListing.MAX_COUNT + 5; id++) {
                insert(connection, id, "c" + id, TaskStatus.QUEUED, null);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update gtl_task set custom_attributes = null where id > 3")) {
                update.executeUpdate();
            }
            connection.commit();
        }
        list(database, listing -> {
            var filter = new TaskFilter(false, null, Set.of(), "", Map.of(), Map.of(), Map.of("LetterCode", "K-17"));

            TaskPage first = listing.page(filter, TaskColumn.BROKER_ID, true, null, 2);
            TaskPage second = listing.page(filter, TaskColumn.BROKER_ID, true, first.next(), 2);
            TaskPage third = listing.page(filter, TaskColumn.BROKER_ID, true, second.next(), 2);

            assertThat(first.tasks()).isEmpty();
            assertThat(second.tasks()).extracting(TaskDetails::brokerId).containsExactly(3, 2);
            assertThat(third.tasks()).extracting(TaskDetails::brokerId).containsExactly(1);
            assertThat(third.next()).isNull();
        });
    }

    @Test
    void what_means_no_place_is_refused() {
        assertThat(TaskCursor.parse(TaskColumn.PRIORITY, "7~high")).isEmpty();
        assertThat(TaskCursor.parse(TaskColumn.DUE, "7~tomorrow")).isEmpty();
        assertThat(TaskCursor.parse(TaskColumn.STATUS, "7~Open")).isEmpty();
        assertThat(TaskCursor.parse(TaskColumn.CATEGORY, "seven")).isEmpty();
        assertThat(TaskCursor.parse(TaskColumn.CATEGORY, "7~a~b")).contains(new TaskCursor(7, "a~b"));
    }

    /** On Derby, whose readers otherwise wait for writers; the isolation is the one of jdbc/workgate-reading. */
    @Test
    @Timeout(30)
    void a_list_does_not_wait_for_a_task_that_is_being_written() throws Exception {
        DataSource database = TestDatabase.DERBY.migrated();
        try (Connection writer = database.getConnection()) {
            insert(writer, 1, "committed", TaskStatus.QUEUED, null);
            writer.setAutoCommit(false);
            insert(writer, 2, "not committed", TaskStatus.QUEUED, null);
            try (PreparedStatement update = writer.prepareStatement("update gtl_task set status = 'HELD'")) {
                update.executeUpdate();
            }
            list(readingUncommitted((EmbeddedDataSource) database), listing -> {
                assertThat(ids(listing.rows(all()))).containsExactly(2, 1);
                assertThat(listing.count(all())).isEqualTo(2);
                assertThat(listing.details(1)).isPresent();
            });
            writer.rollback();
        }
    }

    private static DataSource readingUncommitted(EmbeddedDataSource database) {
        var reading = new EmbeddedDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
                return connection;
            }
        };
        reading.setDatabaseName(database.getDatabaseName());
        return reading;
    }

    @ParameterizedTest
    @EnumSource
    void the_orders_that_are_opened_most_follow_an_index(TestDatabase vendor) throws Exception {
        try (var plans = new QueryPlans(vendor)) {
            TaskStatus[] statuses = TaskStatus.values();
            try (Connection connection = plans.database().getConnection()) {
                for (int i = 1; i <= 4_000; i++) {
                    insert(connection, i, "C" + i, statuses[i % statuses.length], i % 100);
                }
            }
            plans.analyze("gtl_task");
            TaskFilter queued = TaskFilter.of(Set.of(TaskStatus.QUEUED), "");

            plans.assertInOrder(entityManager -> new TaskListing(entityManager).rows(all()));
            plans.assertInOrder(entityManager ->
                    new TaskListing(entityManager).page(TaskFilter.ALL, TaskColumn.BROKER_ID, true, null, 20));
            plans.assertIndexed(entityManager -> new TaskListing(entityManager)
                    .page(TaskFilter.ALL, TaskColumn.BROKER_ID, true, new TaskCursor(3_000, 3_000), 20));
            plans.assertIndexed(entityManager ->
                    new TaskListing(entityManager).rows(new TaskQuery(queued, TaskColumn.PRIORITY, true, 0, 20)));
            plans.assertInOrder(entityManager -> new TaskListing(entityManager)
                    .rows(new TaskQuery(TaskFilter.ALL, TaskColumn.CREATED, false, 0, 20)));
            plans.assertIndexed(entityManager -> new TaskListing(entityManager).rows(search("C777")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_has_expired_and_is_open_and_what_is_rare_in_the_archive_are_found_through_an_index(TestDatabase vendor)
            throws Exception {
        try (var plans = new QueryPlans(vendor)) {
            try (Connection connection = plans.database().getConnection();
                    Statement statement = connection.createStatement()) {
                for (int i = 1; i <= 4_000; i++) {
                    boolean rare = i % 1_000 == 0;
                    insert(connection, i, "C" + i, rare ? TaskStatus.REJECTED : TaskStatus.COMPLETED, i % 100);
                }
                statement.execute("insert into gtl_archived_task select t.id, t.* from gtl_task t");
                statement.execute("update gtl_task set expiration_date_time = id, ended_at = id");
                statement.execute("update gtl_task set status = 'QUEUED', ended_at = null where mod(id, 500) = 0");
            }
            plans.analyze("gtl_task", "gtl_archived_task");
            TaskQuery open = query(TaskFilter.ALL.expiredStillOpen(CREATED));
            TaskQuery rejected =
                    query(TaskFilter.of(Set.of(TaskStatus.REJECTED), "").inArchive());

            // Derby reads an index of all tasks for that, as far as they have expired.
            if (vendor == TestDatabase.POSTGRESQL) {
                plans.assertIndexed(entityManager ->
                        assertThat(new TaskListing(entityManager).rows(open)).hasSize(8));
                plans.assertIndexed(entityManager -> new TaskListing(entityManager).count(open));
            }
            plans.assertIndexed(entityManager ->
                    assertThat(new TaskListing(entityManager).rows(rejected)).hasSize(4));
            plans.assertIndexed(entityManager -> new TaskListing(entityManager).count(rejected));
        }
    }
}
