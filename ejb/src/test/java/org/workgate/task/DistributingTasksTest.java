package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.workgate.task.AttributeChanges.Change;
import org.workgate.task.DistributionReport.Removed.Meaning;

/** How a task goes to a distribution point, what it takes over from there, and how it comes back. */
class DistributingTasksTest {

    private static final Instant CREATED = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Task.CapturedBy BY =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, true, false, false);
    private static final Origin AGENT = new Origin("ann", null, null, Channel.DISTRIBUTION, "router", null);

    private static Task queued(Integer priority, Instant activation) {
        var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        values.put(TaskAttribute.ACTIVATION, activation);
        Task task =
                Tasks.created(7, new TaskCommand.Create("C7", new AttributeValues(values, Map.of()), false), CREATED);
        Tasks.accept(
                task,
                new Ruling.Classified(
                        new Ruling.Values(Map.of(TaskAttribute.PROCESS_ID, "ORDERS"), "desk"), Explanation.NONE),
                CREATED);
        var decided = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        decided.put(TaskAttribute.PRIORITY, priority);
        Tasks.accept(task, new Ruling.Prioritized(new Ruling.Values(decided, null), Explanation.NONE), CREATED);
        return task;
    }

    private static Task distributed() {
        Task task = queued(5, null);
        task.distribute("D1", "desk", NOW);
        return task;
    }

    private static Task assigned() {
        Task task = distributed();
        report(task, new DistributionReport.Assigned("ann"));
        return task;
    }

    private static Optional<TaskEvent> report(Task task, DistributionReport report) {
        return task.accept(report, BY, AGENT, LATER);
    }

    private static TaskEvent change(Task task, TaskCommand.Change command) {
        assertThat(task.refusal(command, BY)).isEmpty();
        return task.carryOut(command, BY, Tasks.NOBODY, LATER);
    }

    private static DistributionReport.Updated updated(TaskAttribute attribute, Object value) {
        var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        values.put(attribute, value);
        return new DistributionReport.Updated(new AttributeValues(values, Map.of()), List.of());
    }

    private static void assertHasNoSubmission(Task task) {
        assertThat(task.distributionId()).isNull();
        assertThat(task.distributionPointId()).isNull();
        for (TaskAttribute attribute : EnumSet.of(
                TaskAttribute.ASSIGNED,
                TaskAttribute.ASSIGNED_TO_USER,
                TaskAttribute.QUEUE,
                TaskAttribute.QUEUE_TYPE,
                TaskAttribute.QUEUE_TARGET)) {
            assertThat(attribute.of(task)).as(attribute.wireName()).isNull();
        }
        assertThat(TaskAttribute.DISTRIBUTED.of(task)).isEqualTo(NOW);
    }

    @Nested
    class HandingOut {

        @Test
        @Tag("R138")
        @Tag("R190")
        @Tag("R91")
        void a_task_is_handed_out_under_an_id_of_its_own() {
            Task task = queued(5, null);

            TaskEvent event = task.distribute("D1", "desk", NOW);

            assertThat(task.status()).isEqualTo(TaskStatus.DISTRIBUTED);
            assertThat(task.distributionId()).isEqualTo("D1");
            assertThat(task.distributionPointId()).isEqualTo("desk");
            assertThat(TaskAttribute.DISTRIBUTED.of(task)).isEqualTo(NOW);
            assertThat(event).isInstanceOf(TaskEvent.TaskDistributed.class);
            assertThat(event.occurrence().submission()).isEqualTo(new TaskEvent.Submission("D1", "desk"));
            assertThat(event.origin().actor()).isEqualTo("Distribution Service");
        }

        @ParameterizedTest
        @EnumSource(mode = Mode.EXCLUDE, names = "QUEUED")
        void only_a_queued_task_is_handed_out(TaskStatus status) {
            Task task = queued(5, null);
            Tasks.set(task, "status", status);

            assertThat(task.isToBeDistributed("desk", NOW)).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> task.distribute("D1", "desk", NOW));

            assertThat(task.distributionId()).isNull();
        }

        @Test
        @Tag("R94")
        @Tag("R95")
        void before_its_activation_a_task_is_not_handed_out() {
            assertThat(queued(5, null).isToBeDistributed("desk", CREATED)).isTrue();
            assertThat(queued(5, NOW).isToBeDistributed("desk", NOW.minusNanos(1000)))
                    .isFalse();
            assertThat(queued(5, NOW).isToBeDistributed("desk", NOW)).isTrue();
            assertThat(queued(5, null).isToBeDistributed("other", NOW)).isFalse();
        }

        @Test
        void a_task_goes_elsewhere_when_it_is_told_so() {
            Task task = queued(5, null);

            task.goesTo("other");

            assertThat(task.isToBeDistributed("desk", NOW)).isFalse();
            assertThat(task.isToBeDistributed("other", NOW)).isTrue();
        }

        @Test
        void a_distribution_system_has_it_until_the_work_is_done() {
            Task task = queued(5, null);
            assertThat(task.isSubmitted()).isFalse();

            task.distribute("D1", "desk", NOW);
            assertThat(task.isSubmitted()).isTrue();
            report(task, new DistributionReport.Assigned("ann"));
            assertThat(task.isSubmitted()).isTrue();

            report(task, new DistributionReport.Completed(AttributeValues.NONE, List.of()));
            assertThat(task.isSubmitted()).isFalse();
        }
    }

    @Nested
    class LyingAtTheDesk {

        @Test
        void a_task_is_open_to_all_until_one_of_them_has_it() {
            Task task = distributed();
            assertThat(task.isOpenTo("ann")).isTrue();
            assertThat(task.isAssignedTo("ann")).isFalse();
            assertThat(task.isAssigned()).isFalse();

            report(task, new DistributionReport.Assigned("ann"));
            assertThat(task.isAssigned()).isTrue();
            assertThat(task.isOpenTo("ann")).isFalse();
            assertThat(task.isOpenTo("bob")).isFalse();
            assertThat(task.isAssignedTo("ann")).isTrue();
            assertThat(task.isAssignedTo("bob")).isFalse();
        }

        @Test
        void what_is_in_a_workbin_is_open_to_its_owner_alone_until_it_is_given_back() {
            Task task = assigned();

            report(task, new DistributionReport.MovedToQueue("Workbin", "AgentWorkbin", "ann"));
            assertThat(task.isOpenTo("ann")).isTrue();
            assertThat(task.isOpenTo("bob")).isFalse();

            report(task, new DistributionReport.MovedToQueue("Desk", "InteractionQueue", "ann"));
            assertThat(task.isOpenTo("bob")).isTrue();

            report(task, new DistributionReport.MovedToQueue("Orders", "AgentGroupWorkbin", "ann"));
            assertThat(task.isOpenTo("ann")).isFalse();
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.EXCLUDE,
                names = {"DISTRIBUTED", "ASSIGNED"})
        void a_task_of_any_other_status_is_nobodys(TaskStatus status) {
            Task task = assigned();
            Tasks.set(task, "status", status);

            assertThat(task.isOpenTo("ann")).isFalse();
            assertThat(task.isAssignedTo("ann")).isFalse();
        }
    }

    @Nested
    class TakingOver {

        @Test
        @Tag("R106")
        @Tag("R139")
        @Tag("R107")
        void a_move_into_a_queue_is_taken_over() {
            Task task = distributed();

            TaskEvent event = report(task, new DistributionReport.MovedToQueue("orders", "InteractionQueue", null))
                    .orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.DISTRIBUTED);
            assertThat(event).isInstanceOf(TaskEvent.TaskDistributedQueue.class);
            assertThat(event.occurrence().changes().changed())
                    .containsExactly(
                            new Change("Queue", null, "orders"), new Change("QueueType", null, "InteractionQueue"));
        }

        @Test
        @Tag("R108")
        @Tag("A61")
        void who_parks_a_task_in_a_workbin_gives_it_up() {
            Task task = assigned();

            report(task, new DistributionReport.MovedToQueue("ann's", "AgentWorkbin", "ann"));

            assertThat(task.status()).isEqualTo(TaskStatus.DISTRIBUTED);
            assertThat(TaskAttribute.ASSIGNED.of(task)).isNull();
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task)).isNull();
            assertThat(TaskAttribute.QUEUE_TARGET.of(task)).isEqualTo("ann");
        }

        @Test
        @Tag("R141")
        @Tag("R191")
        @Tag("R92")
        void an_assignment_is_taken_over_and_so_is_a_transfer() {
            Task task = distributed();

            TaskEvent event =
                    report(task, new DistributionReport.Assigned("ann")).orElseThrow();
            assertThat(task.status()).isEqualTo(TaskStatus.ASSIGNED);
            assertThat(event).isInstanceOf(TaskEvent.TaskAssigned.class);
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task)).isEqualTo("ann");
            assertThat(TaskAttribute.ASSIGNED.of(task)).isEqualTo(LATER);

            assertThat(report(task, new DistributionReport.Assigned("bob")))
                    .get()
                    .isInstanceOf(TaskEvent.TaskAssigned.class);
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task)).isEqualTo("bob");
        }

        @ParameterizedTest
        @Tag("R135")
        @Tag("R122")
        @EnumSource(
                names = {
                    "CHANNEL",
                    "CATEGORY",
                    "DUE",
                    "PRIORITY",
                    "BUSINESS_VALUE",
                    "CUSTOMER_ID",
                    "CUSTOMER_SEGMENT",
                    "PRODUCT_TYPE",
                    "PRODUCT_SUBTYPE",
                    "RESULT_CODE"
                })
        void a_change_of_these_attributes_is_taken_over(TaskAttribute attribute) {
            Task task = distributed();
            Object value =
                    switch (attribute.type()) {
                        case TEXT -> "changed";
                        case INTEGER -> 99;
                        case DATE_TIME -> LATER;
                    };

            TaskEvent event = report(task, updated(attribute, value)).orElseThrow();

            assertThat(event).isInstanceOf(TaskEvent.TaskUpdated.class);
            assertThat(attribute.of(task)).isEqualTo(value);
        }

        @ParameterizedTest
        @Tag("R123")
        @EnumSource(
                names = {
                    "TENANT_ID",
                    "SOLUTION_ID",
                    "CONTRACT_ID",
                    "PROCESS_ID",
                    "CREATED",
                    "SOURCE_FIRST_CREATED",
                    "SOURCE_CREATED",
                    "SOURCE_DUE",
                    "SOURCE_PROCESS_TYPE",
                    "SOURCE_PROCESS_SUBTYPE",
                    "SOURCE_TENANT"
                })
        void a_change_of_these_attributes_is_not_taken_over(TaskAttribute attribute) {
            Object value = attribute.type() == AttributeType.TEXT ? "changed" : LATER;

            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> updated(attribute, value));
        }

        @Test
        void what_is_not_taken_over_is_noted_and_alone_tells_nobody() {
            Task task = distributed();

            TaskEvent event = report(
                            task,
                            new DistributionReport.Updated(
                                    new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Claim"), Map.of()),
                                    List.of("tenantId")))
                    .orElseThrow();
            assertThat(event.occurrence().changes().ignored()).containsExactly("tenantId");

            assertThat(report(task, new DistributionReport.Updated(AttributeValues.NONE, List.of("tenantId"))))
                    .isEmpty();
        }

        @Test
        void what_is_as_it_was_tells_nobody_and_gives_no_priority() {
            Task task = distributed();
            assertThat(report(task, updated(TaskAttribute.PRIORITY, 5))).isEmpty();
            assertThat(task.givenPriority()).isNull();

            report(task, new DistributionReport.Assigned("ann"));
            assertThat(report(task, new DistributionReport.Assigned("ann"))).isEmpty();

            report(task, updated(TaskAttribute.PRIORITY, 6));
            assertThat(task.givenPriority()).isEqualTo(6);
        }

        @Test
        void custom_attributes_are_taken_over_as_well() {
            Task task = distributed();

            report(
                    task,
                    new DistributionReport.Updated(new AttributeValues(Map.of(), Map.of("Letter", "L1")), List.of()));

            assertThat(task.customAttributes().asMap()).containsExactly(Map.entry("Letter", "L1"));
        }

        @Test
        void what_an_agent_gives_counts_in_the_order_of_the_queue() {
            Task task = distributed();

            report(task, updated(TaskAttribute.PRIORITY, 9));
            report(task, updated(TaskAttribute.DUE, LATER));

            assertThat(task.rank()).isEqualTo(new Task.Rank(9, LATER, CREATED, 7));
        }

        @Test
        @Tag("R105")
        @Tag("R146")
        @Tag("A60")
        void a_completion_brings_its_result_and_keeps_the_submission() {
            Task task = assigned();

            TaskEvent event = report(
                            task,
                            new DistributionReport.Completed(
                                    new AttributeValues(Map.of(TaskAttribute.RESULT_CODE, "PAID"), Map.of()),
                                    List.of()))
                    .orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(event).isInstanceOf(TaskEvent.TaskCompleted.class);
            assertThat(TaskAttribute.RESULT_CODE.of(task)).isEqualTo("PAID");
            assertThat(TaskAttribute.COMPLETED.of(task)).isEqualTo(LATER);
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task)).isEqualTo("ann");
            assertThat(task.distributionId()).isEqualTo("D1");
        }

        @Test
        @Tag("R143")
        @Tag("A60")
        @Tag("A61")
        void a_returned_task_is_queued_and_its_notification_names_the_submission_that_ends() {
            Task task = assigned();

            TaskEvent event = report(task, new DistributionReport.Returned()).orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(event).isInstanceOf(TaskEvent.TaskReturned.class);
            assertThat(event.occurrence().submission()).isEqualTo(new TaskEvent.Submission("D1", "desk"));
            assertHasNoSubmission(task);
            assertThat(task.isToBeDistributed("desk", LATER)).isTrue();
        }

        @Test
        void a_task_that_is_removed_there_is_queued_again_where_that_means_a_return() {
            Task task = assigned();

            TaskEvent event =
                    report(task, new DistributionReport.Removed(Meaning.RETURN)).orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(event).isInstanceOf(TaskEvent.TaskReturned.class);
            assertThat(event.origin()).isEqualTo(AGENT);
            assertHasNoSubmission(task);
        }

        @Test
        void a_task_that_is_removed_there_is_completed_where_that_means_so() {
            Task task = assigned();

            TaskEvent event = report(task, new DistributionReport.Removed(Meaning.COMPLETE))
                    .orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(event).isInstanceOf(TaskEvent.TaskCompleted.class);
            assertThat(task.distributionId()).isEqualTo("D1");
        }

        @Test
        void a_task_that_is_removed_there_is_held_with_the_reason_where_somebody_has_to_look() {
            String error = "The distribution system removed the task without saying whether the work is done";

            Task unsaid = assigned();
            TaskEvent event = report(unsaid, new DistributionReport.Removed(Meaning.ERROR_HOLD))
                    .orElseThrow();
            assertThat(unsaid.status()).isEqualTo(TaskStatus.ERROR_HELD);
            assertThat(unsaid.customAttributes().asMap()).containsExactly(Map.entry("Error", error));
            assertThat(event).isInstanceOfSatisfying(TaskEvent.TaskErrorHeld.class, held -> assertThat(held.error())
                    .isEqualTo(error));
            assertThat(event.origin().reason()).isEqualTo("Distribution failed");
            assertThat(event.origin().actor()).isEqualTo("ann");
            assertHasNoSubmission(unsaid);

            Task said = assigned();
            said.accept(
                    new DistributionReport.Removed(Meaning.ERROR_HOLD),
                    BY,
                    AGENT.because("Strategy stopped it"),
                    LATER);
            assertThat(said.customAttributes().asMap())
                    .containsExactly(Map.entry("Error", error + ": Strategy stopped it"));
        }

        @Test
        @Tag("R173")
        void a_task_that_is_restarted_there_begins_anew() {
            Task task = assigned();

            TaskEvent event = report(task, new DistributionReport.Restarted()).orElseThrow();

            assertThat(task.status()).isEqualTo(TaskStatus.NEW);
            assertThat(task.processId()).isNull();
            assertThat(event).isInstanceOf(TaskEvent.TaskRestarted.class);
            assertHasNoSubmission(task);
        }

        @Test
        void a_report_of_another_submission_is_stale() {
            Task task = distributed();

            assertThat(task.isStale("D1", "desk")).isFalse();
            assertThat(task.isStale("D2", "desk")).isTrue();
            assertThat(task.isStale("D1", "other")).isTrue();
            report(task, new DistributionReport.Completed(AttributeValues.NONE, List.of()));
            assertThat(task.isStale("D1", "desk")).isTrue();
        }

        @Test
        @Tag("A13")
        void a_queue_is_of_one_of_five_kinds() {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new DistributionReport.MovedToQueue("orders", "Heap", null))
                    .withMessageContaining("PlaceGroupWorkbin");
        }
    }

    @Nested
    class Revoking {

        @Test
        void only_what_a_distribution_system_has_is_revoked_and_only_before_it_leaves() {
            var hold = new TaskCommand.Hold(new TaskAddress(7, null));
            var update = new TaskCommand.Update(
                    new TaskAddress(7, null),
                    new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Claim"), Map.of()),
                    List.of());

            assertThat(distributed().isRevokedFirst(hold, BY)).isTrue();
            assertThat(distributed().isRevokedFirst(update, BY)).isFalse();
            assertThat(queued(5, null).isRevokedFirst(hold, BY)).isFalse();
        }

        @Test
        @Tag("R151")
        @Tag("R162")
        @Tag("A59")
        void a_held_task_is_revoked_and_queued_again_by_a_resume() {
            Task task = distributed();

            TaskEvent event = change(task, new TaskCommand.Hold(new TaskAddress(7, null)));

            assertThat(task.status()).isEqualTo(TaskStatus.HELD);
            assertThat(event.occurrence().submission()).isEqualTo(new TaskEvent.Submission("D1", "desk"));
            assertHasNoSubmission(task);
            change(task, new TaskCommand.Resume(new TaskAddress(7, null)));
            assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(task.isToBeDistributed("desk", LATER)).isTrue();
        }

        @Test
        @Tag("R171")
        @Tag("R178")
        @Tag("A25")
        void restarted_and_canceled_tasks_are_revoked() {
            for (TaskCommand.Change command : Arrays.<TaskCommand.Change>asList(
                    new TaskCommand.Restart(new TaskAddress(7, null), false),
                    new TaskCommand.Cancel(new TaskAddress(7, null)))) {
                Task task = distributed();

                TaskEvent event = change(task, command);

                assertThat(event.occurrence().submission()).isEqualTo(new TaskEvent.Submission("D1", "desk"));
                assertHasNoSubmission(task);
            }
        }

        @Test
        @Tag("A62")
        void a_task_that_an_agent_works_on_can_be_completed_and_by_a_setting_canceled() {
            Task completed = assigned();
            change(completed, new TaskCommand.Complete(new TaskAddress(7, null)));
            assertThat(completed.status()).isEqualTo(TaskStatus.COMPLETED);

            Task canceled = assigned();
            change(canceled, new TaskCommand.Cancel(new TaskAddress(7, null)));
            assertThat(canceled.status()).isEqualTo(TaskStatus.CANCELED);
            assertHasNoSubmission(canceled);
        }
    }
}
