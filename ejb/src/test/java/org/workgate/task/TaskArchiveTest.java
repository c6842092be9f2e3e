package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;
import org.workgate.task.GlobalTaskList.Ended;

class TaskArchiveTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Task.CapturedBy BY =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);

    private EntityManagerFactory entities;

    void on(TestDatabase vendor) throws Exception {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private void inTransaction(BiConsumer<GlobalTaskList, TaskArchive> work) {
        TestDatabase.inTransaction(entities, entityManager -> {
            work.accept(new GlobalTaskList(entityManager), new TaskArchive(entityManager));
            return entityManager;
        });
    }

    /** Tasks {@code C1}, {@code C2} and so on, each of which ends a second after the one before, with two lines of history. */
    private void create(int count, Instant expiration) {
        inTransaction((tasks, archive) -> IntStream.rangeClosed(1, count).forEach(i -> {
            var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            values.put(TaskAttribute.EXPIRATION, expiration);
            Task task = tasks.add(
                    BY,
                    new TaskCommand.Create("C" + i, new AttributeValues(values, Map.of("Letter", "L" + i)), false),
                    Tasks.NOBODY,
                    NOW);
            tasks.remember(new TaskEvent.TaskCreated(Tasks.occurrence(task, Tasks.NOBODY, NOW)));
            inAnotherLine(tasks, task, NOW.plusSeconds(i));
        }));
    }

    private static void inAnotherLine(GlobalTaskList tasks, Task task, Instant now) {
        tasks.remember(
                task.carryOut(new TaskCommand.Complete(new TaskAddress(task.brokerId(), null)), BY, Tasks.NOBODY, now));
    }

    private void archive(Integer... brokerIds) {
        inTransaction((tasks, archive) -> {
            List<Integer> ids = List.of(brokerIds);
            tasks.lockAll(ids);
            archive.take(ids.stream().map(id -> tasks.lock(id).orElseThrow()).toList(), LATER);
        });
    }

    private long count(String table) {
        return TestDatabase.inTransaction(entities, entityManager -> number(entityManager, table));
    }

    private static long number(EntityManager entityManager, String table) {
        return ((Number) entityManager
                        .createNativeQuery("select count(*) from " + table)
                        .getSingleResult())
                .longValue();
    }

    @ParameterizedTest
    @Tag("R203")
    @EnumSource
    void what_is_archived_leaves_the_list_with_its_history_as_it_is(TestDatabase vendor) throws Exception {
        on(vendor);
        create(3, NOW);

        archive(1, 3);

        inTransaction((tasks, archive) -> {
            assertThat(tasks.find(1)).isEmpty();
            assertThat(tasks.history(1)).isEmpty();
            assertThat(tasks.find(2)).isPresent();
            assertThat(tasks.history(2)).hasSize(2);

            assertThat(archive.find(2)).isEmpty();
            ArchivedTask archived = archive.find(3).orElseThrow();
            assertThat(archived.archivedAt()).isEqualTo(LATER);
            assertThat(archived.captureId()).isEqualTo("C3");
            assertThat(archived.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(TaskAttribute.COMPLETED.of(archived)).isEqualTo(NOW.plusSeconds(3));
            assertThat(archived.customAttributes().asMap()).containsExactly(Map.entry("Letter", "L3"));
            assertThat(archive.history(3))
                    .extracting(HistoryRecord::event)
                    .containsExactly("TaskCreated", "TaskCompleted");
        });
    }

    @ParameterizedTest
    @Tag("A44")
    @EnumSource
    void the_capture_id_of_an_archived_task_is_free_again(TestDatabase vendor) throws Exception {
        on(vendor);
        create(1, NOW);

        archive(1);

        inTransaction((tasks, archive) -> {
            assertThat(tasks.lock("mq", "C1")).isEmpty();
            tasks.add(BY, new TaskCommand.Create("C1", AttributeValues.NONE, false), Tasks.NOBODY, LATER);
        });
        archive(2);
        assertThat(count("gtl_archived_task where capture_id = 'C1'")).isEqualTo(2);
    }

    @ParameterizedTest
    @Tag("R97")
    @Tag("R98")
    @EnumSource
    void only_final_tasks_that_have_expired_are_found(TestDatabase vendor) throws Exception {
        on(vendor);
        create(3, NOW);
        inTransaction((tasks, archive) -> tasks.add(
                BY,
                new TaskCommand.Create(
                        "open", new AttributeValues(Map.of(TaskAttribute.EXPIRATION, NOW), Map.of()), false),
                Tasks.NOBODY,
                NOW));

        inTransaction((tasks, archive) -> {
            assertThat(tasks.expired(NOW.minusSeconds(1), 10)).isEmpty();
            assertThat(tasks.expired(NOW, 10)).containsExactly(1, 2, 3);
            assertThat(tasks.expired(NOW, 2)).containsExactly(1, 2);
            assertThat(tasks.ended(Ended.NONE, LATER, 10)).isEmpty();
        });
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_task_that_somebody_else_has_locked_is_passed_over_and_not_waited_for() throws Exception {
        on(TestDatabase.POSTGRESQL);
        create(3, NOW);

        inTransaction((tasks, archive) -> {
            assertThat(tasks.lock(2)).isPresent();
            inTransaction((others, sameArchive) -> assertThat(others.lockFree(List.of(3, 2, 1)))
                    .extracting(Task::brokerId)
                    .containsExactly(1, 3));
        });
    }

    @ParameterizedTest
    @EnumSource
    void those_that_never_expire_are_found_stretch_by_stretch_in_the_order_in_which_they_ended(TestDatabase vendor)
            throws Exception {
        on(vendor);
        create(5, null);
        TestDatabase.inTransaction(entities, entityManager -> entityManager
                .createNativeQuery("update gtl_task set process_id = 'ORDERS', ended_at = (select max(ended_at) from"
                        + " gtl_task) where id in (1, 4)")
                .executeUpdate());

        inTransaction((tasks, archive) -> {
            assertThat(tasks.expired(Instant.parse("9999-01-01T00:00:00Z"), 10)).isEmpty();
            assertThat(tasks.ended(Ended.NONE, NOW.plusSeconds(3), 10))
                    .containsExactly(
                            new Ended(2, NOW.plusSeconds(2), "backoffice", null),
                            new Ended(3, NOW.plusSeconds(3), "backoffice", null));

            List<Ended> first = tasks.ended(Ended.NONE, LATER, 3);
            assertThat(first).extracting(Ended::brokerId).containsExactly(2, 3, 1);
            assertThat(first.get(2).processId()).isEqualTo("ORDERS");
            assertThat(tasks.ended(first.get(2), LATER, 3))
                    .extracting(Ended::brokerId)
                    .containsExactly(4, 5);
        });
    }

    @ParameterizedTest
    @EnumSource
    void what_is_discarded_is_gone_with_its_history(TestDatabase vendor) throws Exception {
        on(vendor);
        create(3, NOW);
        archive(1, 2, 3);

        inTransaction((tasks, archive) -> {
            assertThat(archive.archivedBy(LATER.minusSeconds(1), 10)).isEmpty();
            assertThat(archive.archivedBy(LATER, 2)).containsExactly(1, 2);
            archive.discard(List.of(2, 1));
        });

        assertThat(count("gtl_archived_task")).isEqualTo(1);
        assertThat(count("gtl_archived_history where broker_id = 3")).isEqualTo(2);
        assertThat(count("gtl_archived_history")).isEqualTo(2);
    }
}
