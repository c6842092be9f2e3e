package org.workgate.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.QueryPlans;
import org.workgate.platform.TestDatabase;
import org.workgate.task.TaskStatus;

class DeskListingTest {

    private static final List<String> DESK = List.of("desk", "desk2");
    private static final int MANY = 2_000;

    /** A task that is due in the order of its ID. */
    private static void insert(
            Connection connection, int id, TaskStatus status, String point, int priority, String agent, String workbin)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into gtl_task (id, version, capture_point_id, capture_id,"
                        + " capture_guard, tenant_id, solution_id, process_given, status, created_date_time,"
                        + " distribution_point_id, order_priority, order_due, assigned_to_user, assigned_date_time,"
                        + " queue_type, queue_target)"
                        + " values (?, 3, 'mq', 'C', ?, 'demo', 'backoffice', false, ?, 0, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setInt(2, id);
            insert.setString(3, status.name());
            insert.setString(4, point);
            insert.setInt(5, priority);
            insert.setLong(6, id);
            insert.setString(7, agent);
            insert.setObject(8, agent == null ? null : (long) id, Types.BIGINT);
            insert.setString(9, workbin == null ? null : workbin.isEmpty() ? "InteractionQueue" : "AgentWorkbin");
            insert.setString(10, workbin);
            insert.executeUpdate();
        }
    }

    private static void waiting(Connection connection, int id, String point, int priority) throws SQLException {
        insert(connection, id, TaskStatus.DISTRIBUTED, point, priority, null, null);
    }

    private static void list(DataSource database, Consumer<DeskListing> use) {
        try (EntityManagerFactory entities = TestDatabase.entities(database);
                EntityManager entityManager = entities.createEntityManager()) {
            use.accept(new DeskListing(entityManager));
        }
    }

    private static List<Integer> ids(List<TaskDetails> tasks) {
        return tasks.stream().map(TaskDetails::brokerId).toList();
    }

    @ParameterizedTest
    @EnumSource
    void the_best_of_all_distribution_points_of_the_desk_come_first(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            waiting(connection, 1, "desk", 5);
            waiting(connection, 2, "desk2", 9);
            waiting(connection, 3, "desk", 9);
            waiting(connection, 4, "elsewhere", 99);
            insert(connection, 5, TaskStatus.DISTRIBUTED, "desk", 7, null, "");
            insert(connection, 6, TaskStatus.DISTRIBUTED, "desk", 8, null, "ann");
            insert(connection, 7, TaskStatus.ASSIGNED, "desk", 9, "ann", null);
            insert(connection, 8, TaskStatus.COMPLETED, "desk", 9, "ann", null);
        }
        list(database, listing -> {
            assertThat(listing.waiting(DESK, 10)).containsExactly(2, 3, 5, 1);
            assertThat(listing.waiting(DESK, 1)).containsExactly(2);
            assertThat(listing.waiting(List.of(), 10)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_sees_what_is_the_agents_own_and_what_waits_for_all(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        try (Connection connection = database.getConnection()) {
            waiting(connection, 1, "desk", 5);
            waiting(connection, 2, "desk", 6);
            insert(connection, 3, TaskStatus.ASSIGNED, "desk", 1, "ann", "ann");
            insert(connection, 4, TaskStatus.ASSIGNED, "desk2", 1, "ann", null);
            insert(connection, 5, TaskStatus.ASSIGNED, "desk", 1, "bob", null);
            insert(connection, 6, TaskStatus.DISTRIBUTED, "desk", 1, null, "ann");
            insert(connection, 7, TaskStatus.DISTRIBUTED, "desk", 2, null, "ann");
            insert(connection, 8, TaskStatus.DISTRIBUTED, "desk", 1, null, "bob");
            insert(connection, 9, TaskStatus.ASSIGNED, "elsewhere", 1, "ann", null);
        }
        list(database, listing -> {
            DeskTasks tasks = listing.tasks("ann", DESK, 1);

            assertThat(ids(tasks.assigned())).containsExactly(4, 3);
            assertThat(ids(tasks.parked())).containsExactly(7, 6);
            assertThat(ids(tasks.waiting())).containsExactly(2);
            assertThat(tasks.waitingCount()).isEqualTo(2);
            assertThat(listing.tasks("ann", List.of(), 1)).isEqualTo(new DeskTasks(List.of(), List.of(), List.of(), 0));
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_desk_is_looked_at_through_an_index(TestDatabase vendor) throws Exception {
        try (var plans = new QueryPlans(vendor)) {
            try (Connection connection = plans.database().getConnection()) {
                for (int id = 1; id <= MANY; id++) {
                    waiting(connection, id, id % 100 == 0 ? "desk" : "elsewhere", id % 7);
                }
            }
            plans.analyze("gtl_task");

            plans.assertIndexed(entityManager -> new DeskListing(entityManager).tasks("ann", List.of("desk"), 25));
            plans.assertIndexed(entityManager -> new DeskListing(entityManager).waiting(List.of("desk"), 1));
        }
    }
}
