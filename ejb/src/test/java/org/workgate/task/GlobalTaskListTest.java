package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.Logged;
import org.workgate.platform.StatementLog;
import org.workgate.platform.TestDatabase;

class GlobalTaskListTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");
    private static final Task.CapturedBy UNCHECKED =
            new Task.CapturedBy("mq", "demo", "backoffice", false, true, false, false, false);
    private static final Task.CapturedBy CHECKED =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);
    private static final Origin ORIGIN = new Origin(
            "MQ Capture Point", null, null, Channel.MESSAGE, null, new Origin.Request("mq", "message-1", null, false));

    private final StatementLog log = new StatementLog();
    private EntityManagerFactory entities;

    void on(TestDatabase vendor) throws Exception {
        entities = TestDatabase.entities(log.watching(vendor.migrated()));
    }

    @AfterEach
    void close() {
        entities.close();
    }

    @Nested
    class Add {

        @ParameterizedTest
        @Tag("R24")
        @Tag("R47")
        @Tag("R48")
        @EnumSource
        void broker_ids_begin_at_1_and_leave_nothing_out(TestDatabase vendor) throws Exception {
            on(vendor);

            List<Integer> ids = inTransaction(tasks -> IntStream.rangeClosed(1, GlobalTaskList.ID_BLOCK + 1)
                    .mapToObj(i ->
                            tasks.add(UNCHECKED, create("C" + i), ORIGIN, NOW).brokerId())
                    .toList());

            assertThat(ids)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, GlobalTaskList.ID_BLOCK + 1)
                            .boxed()
                            .toList());
            List<?> stored = TestDatabase.inTransaction(entities, entityManager -> entityManager
                    .createNativeQuery("select id from gtl_task order by id")
                    .getResultList());
            assertThat(List.<Object>copyOf(stored)).isEqualTo(ids);
        }

        @ParameterizedTest
        @Tag("A47")
        @EnumSource
        void broker_ids_that_are_running_out_are_warned_of_once_a_block(TestDatabase vendor) throws Exception {
            on(vendor);
            for (String command : List.of(
                    "drop sequence gtl_task_seq restrict",
                    "create sequence gtl_task_seq as integer start with 1932735400 increment by 200 no cycle")) {
                TestDatabase.inTransaction(entities, entityManager -> entityManager
                        .createNativeQuery(command)
                        .executeUpdate());
            }
            try (var logged = new Logged(GlobalTaskList.class)) {
                inTransaction(tasks -> IntStream.range(0, 2 * GlobalTaskList.ID_BLOCK)
                        .mapToObj(i -> tasks.add(UNCHECKED, create("C" + i), ORIGIN, NOW))
                        .toList());

                assertThat(logged.messages())
                        .hasSize(2)
                        .allMatch(message -> message.startsWith("WARNING BrokerIds are running out"));
            }
        }

        @ParameterizedTest
        @Tag("A46")
        @EnumSource
        void a_generated_capture_id_that_is_taken_costs_another_broker_id(TestDatabase vendor) throws Exception {
            // Once against a task of an earlier transaction and once against one of the same
            on(vendor);
            inTransaction(tasks -> tasks.add(CHECKED, create("3"), ORIGIN, NOW));

            List<String> generated = inTransaction(tasks -> {
                tasks.add(CHECKED, create("5"), ORIGIN, NOW);
                return List.of(
                        tasks.add(CHECKED, create(null), ORIGIN, NOW).captureId(),
                        tasks.add(UNCHECKED, create(null), ORIGIN, NOW).captureId());
            });

            assertThat(generated).containsExactly("4", "6");
            List<Integer> stored = TestDatabase.inTransaction(entities, entityManager -> entityManager
                    .createQuery("select t.brokerId from Task t order by t.brokerId", Integer.class)
                    .getResultList());
            assertThat(stored).containsExactly(1, 2, 4, 6);
        }

        @ParameterizedTest
        @Tag("A45")
        @EnumSource
        void under_the_check_a_capture_id_is_taken_only_once_whoever_is_first(TestDatabase vendor) throws Exception {
            on(vendor);
            inTransaction(tasks -> tasks.add(CHECKED, create("C1"), ORIGIN, NOW));

            assertThatThrownBy(() -> inTransaction(tasks -> tasks.add(CHECKED, create("C1"), ORIGIN, NOW)))
                    .isInstanceOf(PersistenceException.class)
                    .hasMessageContainingAll("gtl_task");
        }

        @ParameterizedTest
        @Tag("A44")
        @Tag("A45")
        @EnumSource
        void a_finished_task_gives_way_where_it_does_not_count(TestDatabase vendor) throws Exception {
            // Finished while it counted, finished when it no longer did, and both in one transaction
            on(vendor);
            var open = new Task.CapturedBy("mq", "demo", "backoffice", true, false, false, false, false);
            var complete = new TaskCommand.Complete(new TaskAddress(null, "C1"));
            inTransaction(
                    tasks -> tasks.add(CHECKED, create("C1"), ORIGIN, NOW).carryOut(complete, CHECKED, ORIGIN, NOW));
            inTransaction(tasks -> tasks.add(open, create("C1"), ORIGIN, NOW).carryOut(complete, open, ORIGIN, NOW));
            inTransaction(tasks -> {
                tasks.add(open, create("C1"), ORIGIN, NOW).carryOut(complete, open, ORIGIN, NOW);
                return tasks.add(open, create("C1"), ORIGIN, NOW);
            });

            List<TaskStatus> stored = TestDatabase.inTransaction(entities, entityManager -> entityManager
                    .createQuery("select t.status from Task t order by t.brokerId", TaskStatus.class)
                    .getResultList());
            assertThat(stored)
                    .containsExactly(TaskStatus.COMPLETED, TaskStatus.COMPLETED, TaskStatus.COMPLETED, TaskStatus.NEW);
            assertThatThrownBy(() -> inTransaction(tasks -> tasks.add(open, create("C1"), ORIGIN, NOW)))
                    .isInstanceOf(PersistenceException.class);
        }

        @ParameterizedTest
        @Tag("A88")
        @EnumSource
        void a_change_of_a_task_is_written(TestDatabase vendor) throws Exception {
            on(vendor);
            int id = inTransaction(
                    tasks -> tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW).brokerId());
            var update = new TaskCommand.Update(
                    new TaskAddress(id, null),
                    new AttributeValues(
                            Map.of(TaskAttribute.PRIORITY, 9, TaskAttribute.CUSTOMER_ID, "C9"), Map.of("a", "1")),
                    List.of("channel"));

            inTransaction(tasks -> {
                TaskEvent event = tasks.lock(id).orElseThrow().carryOut(update, UNCHECKED, ORIGIN, NOW);
                tasks.remember(event);
                return event;
            });

            Task found = inTransaction(tasks -> tasks.find(id).orElseThrow());
            assertThat(TaskAttribute.PRIORITY.of(found)).isEqualTo(9);
            assertThat(TaskAttribute.CUSTOMER_ID.of(found)).isEqualTo("C9");
            assertThat(found.customAttributes().asMap()).isEqualTo(Map.of("a", "1"));
            assertThat(inTransaction(tasks -> tasks.history(id)).get(0).changes())
                    .isEqualTo(new AttributeChanges(
                            List.of(
                                    new AttributeChanges.Change("priority", null, "9"),
                                    new AttributeChanges.Change("Ext/customerID", null, "C9"),
                                    new AttributeChanges.Change("Data/a", null, "1")),
                            List.of("channel")));
        }

        @ParameterizedTest
        @Tag("R68")
        @Tag("A45")
        @EnumSource
        void without_the_check_a_capture_id_is_taken_any_number_of_times(TestDatabase vendor) throws Exception {
            on(vendor);
            inTransaction(tasks -> tasks.add(CHECKED, create("C1"), ORIGIN, NOW));
            inTransaction(tasks -> tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW));
            inTransaction(tasks -> tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW));

            int meant =
                    inTransaction(tasks -> tasks.lock("mq", "C1").orElseThrow().brokerId());
            assertThat(meant).isEqualTo(3);
        }

        @ParameterizedTest
        @EnumSource
        void a_transaction_leaves_one_batch_per_table(TestDatabase vendor) throws Exception {
            on(vendor);
            inTransaction(tasks -> tasks.add(CHECKED, create("warm-up"), ORIGIN, NOW));
            log.clear();

            inTransaction(tasks -> {
                List<String> ids = IntStream.range(0, 50).mapToObj(i -> "C" + i).toList();
                tasks.prepare("mq", ids, List.of());
                for (String id : ids) {
                    assertThat(tasks.lock("mq", id)).isEmpty();
                    tasks.remember(new TaskEvent.TaskCreated(
                            Tasks.occurrence(tasks.add(CHECKED, create(id), ORIGIN, NOW), ORIGIN, NOW)));
                }
                assertThat(log.executions("insert")).isEmpty();
                return null;
            });

            assertThat(log.executions("insert"))
                    .extracting(StatementLog.Execution::rows)
                    .containsExactly(50, 50);
            assertThat(log.executions())
                    .filteredOn(execution -> !execution.is("insert"))
                    .extracting(StatementLog.Execution::sql)
                    .filteredOn(sql -> !sql.toUpperCase(Locale.ROOT).contains("GTL_TASK_HISTORY_SEQ"))
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("where");
        }
    }

    @Nested
    class Find {

        @ParameterizedTest
        @Tag("A77")
        @EnumSource
        void a_task_comes_back_as_it_was_added(TestDatabase vendor) throws Exception {
            on(vendor);
            var custom = new LinkedHashMap<String, String>();
            custom.put("zeta", "1");
            custom.put("Alpha", "\"quoted\" \\ \uD83D\uDE00 ü");
            custom.put("mid", "");
            for (int i = 0; i < 500; i++) {
                custom.put("attribute" + (997 * i) % 500, "v".repeat(CustomAttributes.MAX_LENGTH));
            }
            String longest = "\uD83D\uDE00".repeat(64);
            var values = new AttributeValues(
                    Map.of(
                            TaskAttribute.PRIORITY,
                            -2147483647,
                            TaskAttribute.CUSTOMER_ID,
                            longest,
                            TaskAttribute.DUE,
                            NOW),
                    custom);
            int id = inTransaction(
                    tasks -> tasks.add(UNCHECKED, new TaskCommand.Create(longest, values, true), ORIGIN, NOW)
                            .brokerId());

            Task found = inTransaction(tasks -> tasks.find(id).orElseThrow());

            assertThat(found.captureId()).isEqualTo(longest);
            assertThat(found.status()).isEqualTo(TaskStatus.NEW_HELD);
            assertThat(found.createdDateTime()).isEqualTo(NOW);
            assertThat(TaskAttribute.PRIORITY.of(found)).isEqualTo(-2147483647);
            assertThat(TaskAttribute.CUSTOMER_ID.of(found)).isEqualTo(longest);
            assertThat(TaskAttribute.DUE.of(found)).isEqualTo(NOW);
            assertThat(TaskAttribute.EXPIRATION.of(found)).isNull();
            assertThat(List.copyOf(found.customAttributes().asMap().entrySet()))
                    .isEqualTo(List.copyOf(custom.entrySet()));
        }

        @ParameterizedTest
        @Tag("A41")
        @EnumSource
        void tasks_of_the_same_transaction_are_found_before_they_are_written(TestDatabase vendor) throws Exception {
            on(vendor);

            inTransaction(tasks -> {
                Task first = tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW);
                Task second = tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW);
                Task generated = tasks.add(UNCHECKED, create(null), ORIGIN, NOW);
                tasks.prepare("mq", List.of("C1", "C2"), List.of());

                assertThat(tasks.lock("mq", "C1")).containsSame(second);
                assertThat(tasks.find(first.brokerId())).containsSame(first);
                assertThat(tasks.lock("mq", generated.captureId())).containsSame(generated);
                assertThat(tasks.lock("other", "C1")).isEmpty();
                assertThat(tasks.lock("mq", "c1")).isEmpty();
                assertThat(log.executions("insert")).isEmpty();
                return null;
            });
        }

        @ParameterizedTest
        @Tag("A82")
        @EnumSource
        void tasks_that_were_looked_up_together_are_found_each_by_its_own_id(TestDatabase vendor) throws Exception {
            on(vendor);
            List<String> ids = IntStream.range(0, 300).mapToObj(i -> "C" + i).toList();
            inTransaction(tasks -> {
                ids.forEach(id -> tasks.add(CHECKED, create(id), ORIGIN, NOW));
                tasks.add(CHECKED, create("c7"), ORIGIN, NOW);
                return tasks.add(
                        new Task.CapturedBy("other", "demo", "backoffice", true, true, false, false, false),
                        create("C300"),
                        ORIGIN,
                        NOW);
            });

            inTransaction(tasks -> {
                tasks.prepare(
                        "mq", Stream.concat(ids.stream(), Stream.of("C300")).toList(), List.of());
                log.clear();
                assertThat(ids).allSatisfy(id -> assertThat(
                                tasks.lock("mq", id).orElseThrow().captureId())
                        .isEqualTo(id));
                assertThat(tasks.lock("mq", "C300")).isEmpty();
                assertThat(log.executions()).isEmpty();
                return null;
            });
        }

        // By the order of a language in which neither accents nor case count
        @Test
        @Tag("A82")
        void tasks_whose_ids_the_database_takes_for_equal_are_told_apart() throws Exception {
            on(TestDatabase.POSTGRESQL);
            for (String command : List.of(
                    "create collation alike (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                    "alter table gtl_task alter column capture_id type varchar(64) collate alike")) {
                TestDatabase.inTransaction(entities, entityManager -> entityManager
                        .createNativeQuery(command)
                        .executeUpdate());
            }
            List<String> ids = List.of("SR-é", "sr-É", "sr-e");
            inTransaction(tasks -> ids.stream()
                    .map(id -> tasks.add(UNCHECKED, create(id), ORIGIN, NOW))
                    .toList());

            for (String id : ids) {
                String found = inTransaction(
                        tasks -> tasks.lock("mq", id).orElseThrow().captureId());
                assertThat(found).isEqualTo(id);
            }
            Optional<Task> none = inTransaction(tasks -> tasks.lock("mq", "SR-E"));
            assertThat(none).isEmpty();
        }

        @ParameterizedTest
        @Tag("A43")
        @EnumSource
        void of_several_tasks_the_newest_that_is_not_final_is_meant_else_the_newest(TestDatabase vendor)
                throws Exception {
            on(vendor);
            List<Integer> ids = inTransaction(tasks -> IntStream.range(0, 3)
                    .mapToObj(
                            i -> tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW).brokerId())
                    .toList());

            assertThat(meant()).isEqualTo(ids.get(2));
            complete(ids.get(2));
            assertThat(meant()).isEqualTo(ids.get(1));
            complete(ids.get(0));
            complete(ids.get(1));
            assertThat(meant()).isEqualTo(ids.get(2));
        }

        private int meant() {
            return inTransaction(tasks -> tasks.lock("mq", "C1").orElseThrow().brokerId());
        }

        private void complete(int brokerId) {
            TestDatabase.inTransaction(entities, entityManager -> entityManager
                    .createNativeQuery("update gtl_task set status = 'COMPLETED' where id = " + brokerId)
                    .executeUpdate());
        }

        // Its answer may have to carry it
        @ParameterizedTest
        @Tag("A39")
        @Tag("A87")
        @EnumSource
        void an_operation_waits_with_the_whole_correlation_id_of_its_request(TestDatabase vendor) throws Exception {
            on(vendor);
            var request = new Origin.Request("mq", "message-2", "\uD83D\uDE00".repeat(50_000), true);
            var origin = new Origin("crm", null, null, Channel.MESSAGE, null, request);
            int id = inTransaction(tasks -> {
                Task task = tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW);
                var hold = new TaskCommand.Hold(new TaskAddress(task.brokerId(), null));
                tasks.keep(new PendingOperation(task, hold, origin, NOW));
                tasks.keep(new PendingOperation(task, hold, ORIGIN, NOW));
                return task.brokerId();
            });

            List<PendingOperation> waiting = inTransaction(tasks -> tasks.pending(id));
            assertThat(waiting)
                    .extracting(operation -> operation.origin().request())
                    .containsExactly(request, ORIGIN.request());
        }

        @ParameterizedTest
        @Tag("A52")
        @EnumSource
        void times_are_the_same_whatever_the_zone_of_the_server(TestDatabase vendor) throws Exception {
            // In New York the first is an hour that does not exist, the others are one hour that comes twice
            on(vendor);
            List<Instant> times = List.of(
                    Instant.parse("2026-03-08T02:30:00.000001Z"),
                    Instant.parse("2026-11-01T01:30:00Z"),
                    Instant.parse("2026-11-01T05:30:00Z"),
                    Instant.parse("2026-11-01T06:30:00Z"),
                    Instant.parse("1901-12-13T20:45:51.999999Z"));

            List<Integer> ids = inZone(
                    "America/New_York",
                    () -> inTransaction(tasks -> times.stream()
                            .map(time -> tasks.add(UNCHECKED, create(null), ORIGIN, time)
                                    .brokerId())
                            .toList()));

            for (String zone : List.of("America/New_York", "UTC", "Asia/Kolkata")) {
                List<Instant> found = inZone(
                        zone,
                        () -> inTransaction(tasks -> ids.stream()
                                .map(id -> tasks.find(id).orElseThrow().createdDateTime())
                                .toList()));
                assertThat(found).as(zone).isEqualTo(times);
            }
        }

        private <T> T inZone(String zone, Supplier<T> work) {
            TimeZone before = TimeZone.getDefault();
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            try {
                return work.get();
            } finally {
                TimeZone.setDefault(before);
            }
        }
    }

    @Nested
    class Due {

        @ParameterizedTest
        @Tag("R101")
        @EnumSource
        void tasks_that_are_due_are_found_oldest_first(TestDatabase vendor) throws Exception {
            on(vendor);
            List<Integer> ids = inTransaction(tasks -> Stream.of(30, 10, 50, 20)
                    .map(second -> tasks.add(UNCHECKED, create(null), ORIGIN, NOW.plusSeconds(second))
                            .brokerId())
                    .toList());

            assertThat(due(NOW.plusSeconds(30), 100)).containsExactly(ids.get(1), ids.get(3), ids.get(0));
            assertThat(due(NOW.plusSeconds(30), 2)).containsExactly(ids.get(1), ids.get(3));
        }

        @ParameterizedTest
        @EnumSource
        void a_task_that_is_postponed_is_due_later(TestDatabase vendor) throws Exception {
            on(vendor);
            int id = inTransaction(
                    tasks -> tasks.add(UNCHECKED, create(null), ORIGIN, NOW).brokerId());

            inTransaction(tasks -> {
                tasks.postpone(id, NOW.plusSeconds(60));
                tasks.postpone(id + 1, NOW);
                return null;
            });

            assertThat(due(NOW.plusSeconds(59), 100)).isEmpty();
            assertThat(due(NOW.plusSeconds(60), 100)).containsExactly(id);
        }

        private List<Integer> due(Instant now, int most) {
            return inTransaction(tasks -> tasks.due(now, most));
        }

        /** Whoever has a lower one never waits for somebody who has a higher one and waits for the lower. */
        @Test
        void several_tasks_are_locked_in_the_order_of_their_broker_ids() throws Exception {
            var database = TestDatabase.POSTGRESQL.migrated();
            entities = TestDatabase.entities(database);
            inTransaction(tasks -> IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> tasks.add(UNCHECKED, create("C" + i), ORIGIN, NOW))
                    .toList());
            try (Connection holder = database.getConnection();
                    Connection other = database.getConnection()) {
                // On the disk the first one is now the last.
                run(other, "update gtl_task set version = version + 1 where id = 1");
                holder.setAutoCommit(false);
                run(holder, "select from gtl_task where id = 2 for update");

                var locking = CompletableFuture.runAsync(() -> inTransaction(tasks -> {
                    tasks.prepare("mq", List.of("C3", "C2"), List.of(1));
                    return null;
                }));
                await().until(() -> count(other, "select count(*) from pg_locks where not granted") > 0);

                assertThatThrownBy(() -> run(other, "select from gtl_task where id = 1 for update nowait"))
                        .hasMessageContaining("could not obtain lock");
                run(other, "select from gtl_task where id = 3 for update nowait");
                holder.rollback();
                locking.join();
            }
        }

        /** Who waits for the fourth has the first three, and not the fifth. */
        @Test
        void several_tasks_are_locked_in_the_order_of_their_broker_ids_by_derby_too() throws Exception {
            var database = TestDatabase.DERBY.migrated();
            entities = TestDatabase.entities(database);
            inTransaction(tasks -> IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> tasks.add(UNCHECKED, create("C" + i), ORIGIN, NOW))
                    .toList());
            try (Connection holder = database.getConnection();
                    Connection other = database.getConnection()) {
                holder.setAutoCommit(false);
                run(holder, "update gtl_task set version = version + 1 where id = 4");

                var locking = CompletableFuture.runAsync(() -> inTransaction(tasks -> {
                    tasks.prepare("mq", List.of("C5", "C2"), List.of(4, 3, 1));
                    return null;
                }));
                String rows =
                        "select count(*) from syscs_diag.lock_table l where l.tablename = 'GTL_TASK' and l.type = 'ROW'";
                await().until(() -> count(other, rows + " and l.state = 'WAIT'") > 0);

                assertThat(count(
                                other,
                                rows + " and l.state = 'GRANT' and l.xid in (select w.xid from syscs_diag.lock_table w"
                                        + " where w.state = 'WAIT')"))
                        .isEqualTo(3);
                holder.rollback();
                locking.join();
            }
        }

        private static void run(Connection connection, String statement) throws SQLException {
            try (Statement run = connection.createStatement()) {
                run.execute(statement);
            }
        }

        private static int count(Connection connection, String query) throws SQLException {
            try (Statement run = connection.createStatement();
                    ResultSet result = run.executeQuery(query)) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    @Nested
    class ToDistribute {

        @ParameterizedTest
        @Tag("R99")
        @Tag("R100")
        @Tag("A64")
        @EnumSource
        void the_highest_priority_is_the_best_and_none_the_last_then_the_earliest_due_date_creation_and_id(
                TestDatabase vendor) throws Exception {
            on(vendor);
            List<Integer> inOrder = inTransaction(tasks -> {
                int third = add(tasks, 5, 3, 9);
                int first = add(tasks, 5, 3, 8);
                int second = add(tasks, 5, 3, 8);
                int last = add(tasks, null, 1, 1);
                int lowest = add(tasks, -2_147_483_647, 1, 1);
                int neverDue = add(tasks, 5, null, 1);
                int laterDue = add(tasks, 5, 4, 1);
                int best = add(tasks, 9, null, 9);
                return List.of(best, first, second, third, laterDue, neverDue, lowest, last);
            });
            queue("next_distribution_point_id = 'desk'");

            assertThat(best("desk", 100)).isEqualTo(inOrder);
            assertThat(best("desk", 3)).isEqualTo(inOrder.subList(0, 3));
            assertThat(best("other", 100)).isEmpty();
        }

        @ParameterizedTest
        @Tag("R94")
        @EnumSource
        void a_task_that_is_not_active_yet_is_not_among_them(TestDatabase vendor) throws Exception {
            on(vendor);
            int brokerId = inTransaction(tasks -> add(tasks, 5, null, 0));

            queue("next_distribution_point_id = 'desk', activation_date_time = created_date_time + 1000000");

            assertThat(best("desk", 100)).isEmpty();
            queue("activation_date_time = created_date_time");
            assertThat(best("desk", 100)).containsExactly(brokerId);
        }

        private int add(GlobalTaskList tasks, Integer priority, Integer due, int created) {
            var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            values.put(TaskAttribute.PRIORITY, priority);
            values.put(TaskAttribute.DUE, due == null ? null : NOW.plusSeconds(due));
            return tasks.add(
                            UNCHECKED,
                            new TaskCommand.Create(null, new AttributeValues(values, Map.of()), false),
                            ORIGIN,
                            NOW.plusSeconds(created))
                    .brokerId();
        }

        private void queue(String more) {
            TestDatabase.inTransaction(entities, entityManager -> entityManager
                    .createNativeQuery("update gtl_task set status = 'QUEUED', " + more)
                    .executeUpdate());
        }

        private List<Integer> best(String distributionPointId, int most) {
            return inTransaction(tasks -> tasks.toDistribute(distributionPointId, NOW, most));
        }
    }

    @Nested
    class AtDistributionPoints {

        @ParameterizedTest
        @EnumSource
        void a_task_is_found_by_the_id_under_which_it_was_handed_out(TestDatabase vendor) throws Exception {
            on(vendor);
            int first = handedOut("D1");
            int second = handedOut("D2");

            assertThat(submitted("D2")).containsExactly(second);
            assertThat(submitted("D2", "D3", "D1")).containsExactly(first, second);
            Optional<Task> found = inTransaction(tasks -> tasks.lockSubmitted("D1"));
            assertThat(found).map(Task::brokerId).contains(first);
            Optional<Task> missing = inTransaction(tasks -> tasks.lockSubmitted("D3"));
            assertThat(missing).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void what_somebody_works_on_or_has_put_aside_is_assigned(TestDatabase vendor) throws Exception {
            on(vendor);
            report(handedOut("D1"), new DistributionReport.Assigned("ann"));
            report(handedOut("D2"), new DistributionReport.MovedToQueue("ann's", "AgentWorkbin", "ann"));
            report(handedOut("D3"), new DistributionReport.MovedToQueue("orders", "InteractionQueue", null));
            handedOut("D4");
            queued("desk");

            int unassigned = inTransaction(tasks -> tasks.unassigned("desk"));
            int elsewhere = inTransaction(tasks -> tasks.unassigned("other"));

            assertThat(unassigned).isEqualTo(2);
            assertThat(elsewhere).isZero();
        }

        @ParameterizedTest
        @EnumSource
        void a_task_goes_astray_where_its_distribution_point_is_gone_or_it_has_none_and_its_solution_has(
                TestDatabase vendor) throws Exception {
            on(vendor);
            queued("desk");
            int gone = queued("gone");
            int nowhere = queued(null);
            inTransaction(tasks -> tasks.add(UNCHECKED, create(null), ORIGIN, NOW));

            assertThat(stray("backoffice", 10)).containsExactly(gone, nowhere);
            assertThat(stray("backoffice", 1)).containsExactly(gone);
            assertThat(stray("another", 10)).containsExactly(gone);
        }

        @ParameterizedTest
        @EnumSource
        void an_operation_waits_until_its_turn_and_is_found_where_nobody_has_its_task(TestDatabase vendor)
                throws Exception {
            on(vendor);
            int id = handedOut("D1");
            var hold = new TaskCommand.Hold(new TaskAddress(id, null));
            inTransaction(tasks -> {
                tasks.keep(new PendingOperation(tasks.lock(id).orElseThrow(), hold, ORIGIN, NOW));
                return tasks;
            });

            assertThat(pendingElsewhere("desk")).isEmpty();
            assertThat(pendingElsewhere("other")).containsExactly(id);
            assertThat(pendingElsewhere()).containsExactly(id);

            List<PendingOperation> left = inTransaction(tasks -> {
                PendingOperation operation = tasks.pending(id).get(0);
                assertThat(operation.change()).isEqualTo(hold);
                assertThat(operation.askedAt()).isEqualTo(NOW);
                tasks.remove(operation);
                return tasks.pending(id);
            });
            assertThat(left).isEmpty();
            assertThat(pendingElsewhere()).isEmpty();
        }

        private int queued(@Nullable String distributionPointId) {
            return inTransaction(tasks -> {
                Task task = tasks.add(UNCHECKED, create(null), ORIGIN, NOW);
                Tasks.accept(
                        task,
                        new Ruling.Classified(new Ruling.Values(Map.of(), distributionPointId), Explanation.NONE),
                        NOW);
                Tasks.accept(task, new Ruling.Prioritized(Ruling.Values.NONE, Explanation.NONE), NOW);
                return task.brokerId();
            });
        }

        private int handedOut(String distributionId) {
            int id = queued("desk");
            inTransaction(tasks -> tasks.lock(id).orElseThrow().distribute(distributionId, "desk", NOW));
            return id;
        }

        private void report(int brokerId, DistributionReport report) {
            inTransaction(tasks -> tasks.lock(brokerId).orElseThrow().accept(report, UNCHECKED, ORIGIN, NOW));
        }

        private List<Integer> submitted(String... distributionIds) {
            return inTransaction(tasks -> tasks.lockSubmitted(List.of(distributionIds)).stream()
                    .map(Task::brokerId)
                    .toList());
        }

        private List<Integer> stray(String solutionId, int most) {
            return inTransaction(tasks -> tasks.stray(List.of("desk", "other"), List.of(solutionId), most));
        }

        private List<Integer> pendingElsewhere(String... distributionPointIds) {
            return inTransaction(tasks -> tasks.pendingElsewhere(List.of(distributionPointIds), 10));
        }
    }

    @Nested
    class History {

        @ParameterizedTest
        @Tag("R32")
        @Tag("A40")
        @EnumSource
        void a_task_remembers_what_happened_to_it_oldest_first(TestDatabase vendor) throws Exception {
            on(vendor);
            var later = new Origin("A. Clerk", "by phone", NOW.minusSeconds(60), Channel.CONSOLE, "clerk", null);

            int id = inTransaction(tasks -> {
                Task task = tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW);
                tasks.remember(new TaskEvent.TaskCreated(Tasks.occurrence(task, ORIGIN, NOW)));
                tasks.remember(new TaskEvent.TaskCreated(
                        Tasks.occurrence(tasks.add(UNCHECKED, create("C2"), ORIGIN, NOW), ORIGIN, NOW)));
                tasks.remember(new TaskEvent.TaskCreated(Tasks.occurrence(task, later, NOW.plusSeconds(1))));
                return task.brokerId();
            });

            List<TaskHistoryEntry> history = inTransaction(tasks -> tasks.history(id));
            assertThat(history).extracting(TaskHistoryEntry::actor).containsExactly("MQ Capture Point", "A. Clerk");
            TaskHistoryEntry first = history.get(0);
            assertThat(first.event()).isEqualTo("TaskCreated");
            assertThat(first.at()).isEqualTo(NOW);
            assertThat(first.effectiveAt()).isNull();
            assertThat(first.statusAfter()).isEqualTo(TaskStatus.NEW);
            assertThat(first.channel()).isEqualTo(Channel.MESSAGE);
            assertThat(first.messageId()).isEqualTo("message-1");
            Optional<String> createdBy = inTransaction(tasks -> tasks.messageOfCreation(id));
            assertThat(createdBy).contains("message-1");
            TaskHistoryEntry second = history.get(1);
            assertThat(second.reason()).isEqualTo("by phone");
            assertThat(second.effectiveAt()).isEqualTo(NOW.minusSeconds(60));
            assertThat(second.principal()).isEqualTo("clerk");
            assertThat(second.messageId()).isNull();
        }

        @ParameterizedTest
        @Tag("A88")
        @EnumSource
        void what_services_do_shares_the_line_of_what_they_follow_upon(TestDatabase vendor) throws Exception {
            on(vendor);
            var because = new Explanation(List.of(
                    new Explanation.Row("classification, global", "Table", 3, 2, "Orders", List.of("process ORDERS")),
                    new Explanation.Row("classification, process ORDERS", "Other", 1, 0, null, List.of())));
            Ruling classified =
                    new Ruling.Classified(new Ruling.Values(Map.of(TaskAttribute.PROCESS_ID, "ORDERS"), null), because);
            Ruling failed = new Ruling.Unprioritized("It is wrong", Explanation.NONE);

            int id = inTransaction(tasks -> {
                Task task = tasks.add(UNCHECKED, create("C1"), ORIGIN, NOW);
                tasks.remember(new TaskEvent.TaskCreated(Tasks.occurrence(task, ORIGIN, NOW)));
                tasks.remember(Tasks.accept(task, classified, NOW));
                return task.brokerId();
            });
            inTransaction(tasks -> {
                tasks.remember(Tasks.accept(tasks.lock(id).orElseThrow(), failed, NOW.plusSeconds(1)));
                return id;
            });

            List<TaskHistoryEntry> history = inTransaction(tasks -> tasks.history(id));
            assertThat(history)
                    .extracting(TaskHistoryEntry::event, TaskHistoryEntry::statusAfter)
                    .containsExactly(
                            tuple("TaskCreated", TaskStatus.NEW), tuple("TaskErrorHeld", TaskStatus.ERROR_HELD));
            assertThat(history.get(0).steps())
                    .isEqualTo(new HistorySteps(List.of(new HistorySteps.Step(
                            "TaskClassified",
                            TaskStatus.CAPTURED,
                            "Classification Service",
                            null,
                            new AttributeChanges(
                                    List.of(new AttributeChanges.Change("processId", null, "ORDERS")), List.of()),
                            because))));
            assertThat(history.get(1).steps()).isEqualTo(HistorySteps.NONE);
            assertThat(history.get(1).actor()).isEqualTo("Prioritization Service");
            assertThat(history.get(1).reason()).isEqualTo("Prioritization failed");
        }
    }

    private static TaskCommand.Create create(@Nullable String captureId) {
        return new TaskCommand.Create(captureId, AttributeValues.NONE, false);
    }

    private <T> T inTransaction(Function<GlobalTaskList, T> work) {
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(new GlobalTaskList(entityManager)));
    }
}
