package org.workgate.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;
import org.workgate.task.TaskStatus;

class TaskListingTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private static void insert(Connection connection, int id, String captureId, TaskStatus status, Integer priority)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into gtl_task (id, version, capture_point_id, capture_id,"
                        + " capture_guard, tenant_id, solution_id, process_given, status, created_date_time, priority,"
                        + " priority_given, customer_id, custom_attributes)"
                        + " values (?, 3, 'mq', ?, ?, 'demo', 'backoffice', false, ?, ?, ?, false, 'C-1', ?)")) {
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
        return new TaskQuery(Set.of(), "", TaskColumn.BROKER_ID, true, 0, 10);
    }

    private static TaskQuery sorted(TaskColumn column, boolean descending, int first, int size) {
        return new TaskQuery(Set.of(), "", column, descending, first, size);
    }

    private static TaskQuery search(String text) {
        return new TaskQuery(Set.of(), text, TaskColumn.BROKER_ID, false, 0, 100);
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
            var held = new TaskQuery(TaskStatus.ALL_HELD, "", TaskColumn.STATUS, false, 0, 10);

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
            assertThat(details.alike()).isEqualTo(2);
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
            try (PreparedStatement update =
                    connection.prepareStatement("update gtl_task set expiration_date_time = ? where id <> 3")) {
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
        });
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
}
