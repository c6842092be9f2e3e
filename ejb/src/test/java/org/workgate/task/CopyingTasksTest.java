package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;

class CopyingTasksTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Task.CapturedBy BY =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);

    private EntityManagerFactory entities;
    private int number;

    private void open(TestDatabase vendor) throws SQLException {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private int add(Map<TaskAttribute, Object> values) {
        return TestDatabase.inTransaction(entities, entityManager -> new GlobalTaskList(entityManager)
                .add(BY, new TaskCommand.Create(null, new AttributeValues(values, Map.of()), false), Tasks.NOBODY, NOW)
                .brokerId());
    }

    private static void prioritize(Task task, int priority) {
        Tasks.accept(task, new Ruling.Classified(Ruling.Values.NONE, Explanation.NONE), NOW);
        Tasks.accept(
                task,
                new Ruling.Prioritized(
                        new Ruling.Values(Map.of(TaskAttribute.PRIORITY, priority), "desk"), Explanation.NONE),
                NOW);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_tried_with_a_copy_reaches_no_database_even_if_the_task_is_about_to_be_written(TestDatabase vendor)
            throws SQLException {
        open(vendor);
        int brokerId = add(Map.of(TaskAttribute.CATEGORY, "Order"));

        TestDatabase.inTransaction(entities, entityManager -> {
            Task task = new GlobalTaskList(entityManager).lock(brokerId).orElseThrow();
            Task copy = task.copy();

            prioritize(copy, 70);

            assertThat(copy.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(copy.rank().priority()).isEqualTo(70);
            assertThat(copy.brokerId()).isEqualTo(brokerId);
            assertThat(TaskAttribute.CATEGORY.of(copy)).isEqualTo("Order");
            assertThat(task.status()).isEqualTo(TaskStatus.NEW);
            assertThat(TaskAttribute.PRIORITY.of(task)).isNull();
            return null;
        });

        TestDatabase.inTransaction(entities, entityManager -> {
            Task task = new GlobalTaskList(entityManager).find(brokerId).orElseThrow();
            assertThat(task.status()).isEqualTo(TaskStatus.NEW);
            assertThat(task.version()).isEqualTo(1);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void tasks_rank_as_they_are_handed_out(TestDatabase vendor) throws SQLException {
        open(vendor);
        IntStream.of(30, 50, 50, 10, 50, -5).forEach(priority -> {
            // Those of the same priority are due the earlier, the later they came.
            int brokerId = add(priority == 10 ? Map.of() : Map.of(TaskAttribute.DUE, NOW.minusSeconds(++number)));
            TestDatabase.inTransaction(entities, entityManager -> {
                prioritize(new GlobalTaskList(entityManager).lock(brokerId).orElseThrow(), priority);
                return null;
            });
        });
        add(Map.of());

        TestDatabase.inTransaction(entities, entityManager -> {
            var tasks = new GlobalTaskList(entityManager);
            List<Integer> handedOut = tasks.toDistribute("desk", NOW, 10);

            List<Task> all = tasks.stretch(List.of(TaskStatus.values()), 100, 100);

            assertThat(all.stream()
                            .filter(task -> task.isToBeDistributed(NOW))
                            .map(Task::rank)
                            .sorted()
                            .map(Task.Rank::brokerId))
                    .isEqualTo(handedOut)
                    .hasSize(6);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_stretch_has_the_tasks_of_some_statuses_from_one_on_the_newest_first(TestDatabase vendor)
            throws SQLException {
        open(vendor);
        List<Integer> ids =
                IntStream.range(0, 6).map(i -> add(Map.of())).boxed().toList();
        TestDatabase.inTransaction(entities, entityManager -> {
            var tasks = new GlobalTaskList(entityManager);
            prioritize(tasks.lock(ids.get(2)).orElseThrow(), 1);
            return null;
        });

        TestDatabase.inTransaction(entities, entityManager -> {
            var tasks = new GlobalTaskList(entityManager);
            var statuses = List.of(TaskStatus.NEW, TaskStatus.HELD);
            assertThat(tasks.extent(statuses)).isEqualTo(new GlobalTaskList.Extent(5, ids.get(5)));
            assertThat(tasks.extent(List.of(TaskStatus.CANCELED))).isEqualTo(new GlobalTaskList.Extent(0, 0));
            assertThat(tasks.stretch(statuses, ids.get(4), 2))
                    .extracting(Task::brokerId)
                    .containsExactly(ids.get(4), ids.get(3));
            assertThat(tasks.stretch(statuses, ids.get(3) - 1, 5))
                    .extracting(Task::brokerId)
                    .containsExactly(ids.get(1), ids.get(0));
            return Objects.requireNonNull(entityManager);
        });
    }
}
