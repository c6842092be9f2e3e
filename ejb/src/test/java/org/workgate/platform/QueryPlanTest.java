package org.workgate.platform;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.workgate.access.AuditListing;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleService;
import org.workgate.rules.RulesInForce;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Task;
import org.workgate.task.TaskArchive;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;
import org.workgate.task.TaskStatus;
import org.workgate.task.Tasks;

/** Reads how the databases carry out what the product asks them, with enough rows that a scan would show. */
class QueryPlanTest {

    private static final int TASKS = 2_000;
    private static final int PROCESSES = 100;
    private static final List<String> CAPTURE_POINTS = List.of("mq", "other");

    @Nested
    class OnDerby extends Lookups {
        OnDerby() {
            super(TestDatabase.DERBY);
        }

        @Test
        void a_writer_locks_the_counter_of_its_capture_point_and_looks_at_no_other() throws SQLException {
            plans.assertIndexed(entityManager -> new MessageJournal(entityManager)
                    .write(Lookups.heading("mq", Direction.OUT, "mq-more", "mq-in-1"), 0, null));
        }
    }

    @Nested
    class OnPostgresql extends Lookups {
        OnPostgresql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @SuppressWarnings("ClassCanBeStatic") // JUnit runs inner classes only
    private abstract static class Lookups {

        private final TestDatabase vendor;
        QueryPlans plans;

        Lookups(TestDatabase vendor) {
            this.vendor = vendor;
        }

        @BeforeAll
        void fill() throws SQLException {
            plans = new QueryPlans(vendor);
            for (String capturePoint : CAPTURE_POINTS) {
                plans.inTransaction(entityManager -> fill(entityManager, capturePoint));
            }
            plans.inTransaction(Lookups::queueHalf);
            plans.inTransaction(Lookups::endATenth);
            plans.inTransaction(Lookups::fillRules);
            plans.inTransaction(Lookups::fillArchive);
            plans.inTransaction(Lookups::fillAuditTrail);
            plans.analyze("gtl_archived_task", "gtl_archived_history", "gtl_audit");
            plans.analyze("gtl_task", "gtl_task_history", "gtl_message", "gtl_journal_counter", "gtl_rule_table");
        }

        private static void fill(EntityManager entityManager, String capturePoint) {
            var now = Instant.parse("2026-11-22T10:15:30Z");
            var by = new Task.CapturedBy(capturePoint, "demo", "backoffice", true, true, false, false, false);
            var tasks = new GlobalTaskList(entityManager);
            var journal = new MessageJournal(entityManager);
            journal.open(capturePoint);
            entityManager.flush();
            for (int i = 0; i < TASKS; i++) {
                String in = capturePoint + "-in-" + i;
                Task task =
                        tasks.add(by, new TaskCommand.Create("C" + i, AttributeValues.NONE, false), Tasks.NOBODY, now);
                var origin = new Origin(
                        "test", null, null, Channel.MESSAGE, null, new Origin.Request(capturePoint, in, null, false));
                tasks.remember(new TaskEvent.TaskCreated(Tasks.occurrence(task, origin, now)));
                journal.write(heading(capturePoint, Direction.IN, in, null), 100, new byte[100]);
                journal.write(heading(capturePoint, Direction.OUT, capturePoint + "-out-" + i, in), 100, new byte[100]);
            }
        }

        private static void queueHalf(EntityManager entityManager) {
            entityManager
                    .createNativeQuery("update gtl_task set status = 'QUEUED', next_distribution_point_id = 'desk',"
                            + " order_priority = mod(id * 31, 100) where mod(id, 2) = 0")
                    .executeUpdate();
        }

        /** With copies of what is in the list. */
        private static void fillArchive(EntityManager entityManager) {
            entityManager
                    .createNativeQuery("insert into gtl_archived_task select t.id, t.* from gtl_task t")
                    .executeUpdate();
            entityManager
                    .createNativeQuery("insert into gtl_archived_history select h.* from gtl_task_history h")
                    .executeUpdate();
        }

        private static void fillAuditTrail(EntityManager entityManager) {
            entityManager
                    .createNativeQuery("insert into gtl_audit (id, recorded_at, event, principal)"
                            + " select id, id, 'SIGNED_IN', 'x' from gtl_task")
                    .executeUpdate();
        }

        /** Every other one of them expires. */
        private static void endATenth(EntityManager entityManager) {
            entityManager
                    .createNativeQuery("update gtl_task set status = 'COMPLETED', ended_at = id,"
                            + " expiration_date_time = case when mod(id, 20) = 0 then id end where mod(id, 10) = 0")
                    .executeUpdate();
        }

        private static void fillRules(EntityManager entityManager) {
            var book = new RuleBook(entityManager);
            String rules = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='x'>"
                    + "<decision name='x'><decisionTable><output name='businessValue'/></decisionTable></decision>"
                    + "</definitions>";
            for (int process = 0; process < PROCESSES; process++) {
                for (int version = 0; version < 10; version++) {
                    book.save(
                            place(process), version, rules, "admin", Instant.EPOCH.plusSeconds(version), Instant.EPOCH);
                }
            }
        }

        private static RulePlace place(int process) {
            return new RulePlace(RuleService.PRIORITIZATION, RulePlace.Level.PROCESS, "P" + process);
        }

        private static JournalEntry.Heading heading(
                String capturePoint, Direction direction, String messageId, String answers) {
            return new JournalEntry.Heading(
                    capturePoint, direction, messageId, answers, answers, "CreateTask", null, null, Instant.EPOCH);
        }

        @AfterAll
        void close() {
            plans.close();
        }

        @Test
        void a_task_is_found_by_its_broker_id_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).find(1_234));
        }

        @Test
        @Tag("A45")
        void a_task_is_found_by_its_capture_id_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).lock("mq", "C777"));
        }

        @Test
        void tasks_that_are_due_are_found_through_an_index() throws SQLException {
            plans.assertInOrder(entityManager -> new GlobalTaskList(entityManager).due(Instant.EPOCH, 100));
        }

        @Test
        @Tag("R203")
        void tasks_that_have_expired_are_found_in_the_order_of_an_index() throws SQLException {
            plans.assertInOrder(entityManager -> new GlobalTaskList(entityManager).expired(Instant.EPOCH, 100));
        }

        @Test
        void final_tasks_that_never_expire_are_found_through_an_index_and_in_its_order() throws SQLException {
            var place = new GlobalTaskList.Ended(10, Instant.EPOCH.plusMillis(2), "backoffice", null);

            plans.assertInOrder(
                    entityManager -> new GlobalTaskList(entityManager).ended(place, Instant.EPOCH.plusSeconds(1), 10));
            plans.assertIndexed(
                    entityManager -> new GlobalTaskList(entityManager).ended(place, Instant.EPOCH.plusMillis(3), 100));
        }

        @Test
        void what_has_been_in_the_archive_for_long_is_found_in_the_order_of_an_index() throws SQLException {
            plans.assertInOrder(entityManager -> new TaskArchive(entityManager).archivedBy(Instant.EPOCH, 100));
        }

        @Test
        void an_archived_task_and_its_history_are_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new TaskArchive(entityManager).find(1_234));
            plans.assertIndexed(entityManager -> new TaskArchive(entityManager).history(1_234));
        }

        @Test
        void the_best_tasks_for_a_distribution_point_are_found_in_the_order_of_an_index() throws SQLException {
            plans.assertInOrder(
                    entityManager -> new GlobalTaskList(entityManager).toDistribute("desk", Instant.EPOCH, 100));
        }

        @Test
        void a_stretch_of_the_backlog_is_found_in_the_order_of_an_index() throws SQLException {
            plans.assertInOrder(entityManager -> new GlobalTaskList(entityManager)
                    .stretch(List.of(TaskStatus.QUEUED, TaskStatus.DISTRIBUTED), 3_900, 200));
        }

        @Test
        void what_a_distribution_point_has_is_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).unassigned("desk"));
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).lockSubmitted("D1"));
        }

        @Test
        void the_tasks_of_many_capture_ids_are_found_through_an_index() throws SQLException {
            List<String> ids =
                    IntStream.rangeClosed(1, 10).mapToObj(i -> "C" + i * 7).toList();
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).prepare("mq", ids, List.of()));
        }

        @Test
        void the_audit_trail_is_read_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new AuditListing(entityManager).from(Instant.EPOCH, 100));
            plans.assertIndexed(entityManager -> new AuditListing(entityManager).after(1_234, 100));
        }

        @Test
        void the_history_of_a_task_is_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new GlobalTaskList(entityManager).history(1_234));
        }

        @Test
        void a_received_message_is_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new MessageJournal(entityManager).received("mq-in-777"));
        }

        @Test
        void the_answers_to_a_message_are_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new MessageJournal(entityManager).answers("mq-in-777"));
        }

        @Test
        void a_page_of_what_was_sent_is_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new MessageJournal(entityManager).sent("mq", 1_000, 20));
        }

        @Test
        void the_first_page_of_what_was_sent_is_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new MessageJournal(entityManager).sent("mq", 0, 20));
        }

        @Test
        void the_rules_in_force_at_a_place_are_found_through_an_index() throws SQLException {
            plans.assertIndexed(
                    entityManager -> new RulesInForce(new RuleBook(entityManager), Clock.systemUTC()).at(place(7)));
        }

        @Test
        void the_versions_of_a_place_are_found_through_an_index() throws SQLException {
            plans.assertIndexed(entityManager -> new RuleBook(entityManager).versions(place(7)));
        }
    }
}
