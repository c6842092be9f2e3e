package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.task.AttributeChanges.Change;

class ChangingTasksTest {

    private static final TaskAddress ADDRESS = new TaskAddress(7, null);
    private static final Instant CREATED = Instant.parse("2024-03-04T09:00:00.500Z");
    private static final Instant NOW = CREATED.plusSeconds(3600);
    private static final Task.CapturedBy BY =
            new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);

    private static Task in(TaskStatus status) {
        Task task = Tasks.bare(7, CREATED);
        Tasks.set(task, "status", status);
        return task;
    }

    private static Origin at(Instant stated) {
        return new Origin("crm", "why", stated, Channel.MESSAGE, null, null);
    }

    private static TaskEvent carryOut(Task task, TaskCommand.Change change) {
        return task.carryOut(change, BY, Tasks.NOBODY, NOW);
    }

    private static TaskCommand.Update update(Map<TaskAttribute, Object> attributes, Map<String, String> custom) {
        return new TaskCommand.Update(ADDRESS, new AttributeValues(attributes, custom), List.of());
    }

    private static TaskCommand.Update updateOf(TaskAttribute attribute, Object value) {
        return update(Collections.singletonMap(attribute, value), Map.of());
    }

    @Nested
    class Refuse {

        static Stream<TaskCommand.Change> changes() {
            return Stream.of(
                    new TaskCommand.Hold(ADDRESS),
                    new TaskCommand.Resume(ADDRESS),
                    new TaskCommand.Restart(ADDRESS, false),
                    new TaskCommand.Cancel(ADDRESS),
                    new TaskCommand.Complete(ADDRESS));
        }

        @ParameterizedTest
        @Tag("R76")
        @Tag("A38")
        @MethodSource("changes")
        void a_refusal_has_the_ids_and_the_status_as_parameters(TaskCommand.Change change) {
            Task task = in(TaskStatus.COMPLETED);

            Refusal refusal = task.refusal(change, BY).orElseThrow();

            assertThat(refusal.code().name()).startsWith("CANNOT_");
            assertThat(refusal.parameters()).containsExactly("7", "7", "Completed");
            assertThat(refusal.message()).contains("Task 7", "its status is Completed");
            assertThatIllegalStateException().isThrownBy(() -> carryOut(task, change));
            assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
        }

        @Test
        @Tag("A22")
        void an_assigned_task_is_canceled_only_where_the_setting_says_so() {
            var allowing = new Task.CapturedBy("mq", "demo", "backoffice", true, true, true, false, false);
            var cancel = new TaskCommand.Cancel(ADDRESS);

            assertThat(in(TaskStatus.ASSIGNED).refusal(cancel, BY))
                    .get()
                    .extracting(Refusal::code, Refusal::parameters)
                    .containsExactly(ErrorCode.CANNOT_CANCEL_COMPLETED_TASK, List.of("7", "7", "Assigned"));
            assertThat(in(TaskStatus.ASSIGNED).refusal(cancel, allowing)).isEmpty();
        }

        @Test
        @Tag("A22")
        void a_status_may_accept_what_some_setting_allows() {
            var cancel = new TaskCommand.Cancel(ADDRESS);

            assertThat(TaskStatus.ASSIGNED.mayAccept(cancel)).isTrue();
            assertThat(TaskStatus.QUEUED.mayAccept(cancel)).isTrue();
            assertThat(TaskStatus.COMPLETED.mayAccept(cancel)).isFalse();
        }

        @Test
        @Tag("R66")
        @Tag("R67")
        @Tag("R76")
        void a_refusal_names_what_was_asked_for() {
            assertThat(Refusal.taskNotFound("BrokerId", "9"))
                    .isEqualTo(new Refusal(
                            ErrorCode.TASK_NOT_FOUND, "There is no task with BrokerId 9", List.of("BrokerId", "9")));
            assertThat(Refusal.alreadyCaptured(Tasks.full(8, "SR-1", Map.of(), CREATED)))
                    .extracting(Refusal::code, Refusal::parameters)
                    .containsExactly(ErrorCode.TASK_ALREADY_CAPTURED, List.of("SR-1", "8"));
        }

        @Test
        @Tag("A44")
        void a_finished_task_counts_where_the_setting_says_so() {
            var unfinishedOnly = new Task.CapturedBy("mq", "demo", "backoffice", true, false, false, false, false);

            assertThat(BY.counts(in(TaskStatus.COMPLETED))).isTrue();
            assertThat(unfinishedOnly.counts(in(TaskStatus.COMPLETED))).isFalse();
            assertThat(unfinishedOnly.counts(in(TaskStatus.QUEUED))).isTrue();
        }

        @ParameterizedTest
        @Tag("R133")
        @EnumSource
        void no_status_refuses_an_update(TaskStatus status) {
            assertThat(in(status).refusal(updateOf(TaskAttribute.PRIORITY, 1), BY))
                    .isEqualTo(Optional.empty());
        }
    }

    @Test
    @Tag("R38")
    @Tag("R82")
    void a_task_belongs_to_the_capture_point_and_the_solution_that_captured_it() {
        Task task = in(TaskStatus.NEW);

        assertThat(task.capturePointId()).isEqualTo("mq");
        assertThat(task.solutionId()).isEqualTo("backoffice");
    }

    @Nested
    class Move {

        @Test
        @Tag("R90")
        @Tag("A55")
        void what_is_held_is_held_since_the_action_was_triggered() {
            Task task = in(TaskStatus.NEW);
            Instant stated = CREATED.plusSeconds(60);

            TaskEvent event = task.carryOut(new TaskCommand.Hold(ADDRESS), BY, at(stated), NOW);

            assertThat(event).isInstanceOf(TaskEvent.TaskHeld.class);
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(TaskAttribute.HELD.of(task)).isEqualTo(stated);
        }

        @Test
        @Tag("R31")
        void what_says_no_time_of_its_own_happens_when_it_is_processed() {
            Task held = in(TaskStatus.NEW);
            Task completed = in(TaskStatus.NEW);

            held.carryOut(new TaskCommand.Hold(ADDRESS), BY, at(null), NOW);
            completed.carryOut(new TaskCommand.Complete(ADDRESS), BY, at(null), NOW);

            assertThat(TaskAttribute.HELD.of(held)).isEqualTo(NOW);
            assertThat(TaskAttribute.COMPLETED.of(completed)).isEqualTo(NOW);
        }

        static Stream<Instant> impossible() {
            return Stream.of(NOW.plusSeconds(1), CREATED.minusSeconds(1));
        }

        @ParameterizedTest
        @Tag("A55")
        @MethodSource("impossible")
        void a_time_before_the_creation_or_in_the_future_is_no_time_of_the_action(Instant stated) {
            Task task = in(TaskStatus.NEW);

            task.carryOut(new TaskCommand.Complete(ADDRESS), BY, at(stated), NOW);

            assertThat(TaskAttribute.COMPLETED.of(task)).isEqualTo(NOW);
        }

        // Whole seconds
        @Test
        @Tag("A55")
        void a_time_in_the_second_of_the_creation_is_not_before_it() {
            Task task = in(TaskStatus.NEW);
            Instant stated = Instant.parse("2024-03-04T09:00:00Z");

            task.carryOut(new TaskCommand.Complete(ADDRESS), BY, at(stated), NOW);

            assertThat(TaskAttribute.COMPLETED.of(task)).isEqualTo(stated);
        }

        @Test
        @Tag("A86")
        void a_restart_forgets_what_rules_decided_and_keeps_what_was_given() {
            Task given = Tasks.full(7, "SR-1", Map.of("region", "EMEA"), CREATED);
            Task ruled = Tasks.full(8, "SR-2", Map.of("region", "EMEA"), CREATED);
            Tasks.set(ruled, "processGiven", false);

            carryOut(given, new TaskCommand.Restart(ADDRESS, false));
            carryOut(ruled, new TaskCommand.Restart(ADDRESS, false));

            assertThat(TaskAttribute.PROCESS_ID.of(given)).isEqualTo("the processId");
            assertThat(TaskAttribute.CONTRACT_ID.of(given)).isEqualTo("the contractId");
            assertThat(TaskAttribute.PROCESS_ID.of(ruled)).isNull();
            assertThat(TaskAttribute.CONTRACT_ID.of(ruled)).isNull();
            for (Task task : List.of(given, ruled)) {
                assertThat(task.status()).isEqualTo(TaskStatus.NEW);
                assertThat(TaskAttribute.REPRIORITIZE.of(task)).isNull();
                assertThat(TaskAttribute.PRIORITY.of(task)).isEqualTo(7);
                assertThat(TaskAttribute.ACTIVATION.of(task)).isEqualTo(CREATED);
                assertThat(task.createdDateTime()).isEqualTo(CREATED);
                assertThat(task.customAttributes().asMap()).isEqualTo(Map.of("region", "EMEA"));
            }
        }

        @Test
        @Tag("A24")
        void a_restart_may_wait_for_a_resume() {
            Task task = in(TaskStatus.QUEUED);

            assertThat(carryOut(task, new TaskCommand.Restart(ADDRESS, true)))
                    .isInstanceOf(TaskEvent.TaskRestarted.class);
            assertThat(task.status()).isEqualTo(TaskStatus.NEW_HELD);
        }

        @Test
        @Tag("R159")
        void what_leaves_an_error_for_a_new_attempt_forgets_it_and_what_ends_there_keeps_it() {
            for (TaskCommand.Change again :
                    List.of(new TaskCommand.Resume(ADDRESS), new TaskCommand.Restart(ADDRESS, false))) {
                Task task = stopped();
                carryOut(task, again);
                assertThat(task.customAttributes().asMap()).isEqualTo(Map.of("region", "EMEA"));
            }
            for (TaskCommand.Change end : List.of(new TaskCommand.Cancel(ADDRESS), new TaskCommand.Complete(ADDRESS))) {
                Task task = stopped();
                carryOut(task, end);
                assertThat(task.customAttributes().get("Error")).isEqualTo("No process");
            }
        }

        private static Task stopped() {
            Task task = in(TaskStatus.ERROR_HELD);
            Tasks.set(task, "customAttributes", CustomAttributes.of(Map.of("region", "EMEA", "error", "No process")));
            return task;
        }

        @ParameterizedTest
        @EnumSource(names = {"REPORTED_RETURNED", "REPORTED_RESTARTED"})
        void what_leaves_the_distribution_system_forgets_the_submission(LifecycleEvent event) {
            Task task = Tasks.full(7, "SR-1", Map.of(), CREATED);
            Tasks.set(task, "status", TaskStatus.ASSIGNED);

            task.move(event, NOW);

            assertThat(task.distributionId()).isNull();
            assertThat(task.distributionPointId()).isNull();
            for (TaskAttribute gone : List.of(
                    TaskAttribute.ASSIGNED,
                    TaskAttribute.ASSIGNED_TO_USER,
                    TaskAttribute.QUEUE,
                    TaskAttribute.QUEUE_TYPE,
                    TaskAttribute.QUEUE_TARGET)) {
                assertThat(gone.of(task)).as(gone.wireName()).isNull();
            }
            assertThat(TaskAttribute.DISTRIBUTED.of(task)).isEqualTo(CREATED);
        }

        @Test
        @Tag("R93")
        void a_completed_task_keeps_its_submission() {
            Task task = Tasks.full(7, "SR-1", Map.of(), CREATED);
            Tasks.set(task, "status", TaskStatus.ASSIGNED);

            task.move(LifecycleEvent.REPORTED_COMPLETED, NOW);

            assertThat(task.distributionId()).isEqualTo("the DistributionId");
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task)).isEqualTo("the assignedToUser");
            assertThat(TaskAttribute.COMPLETED.of(task)).isEqualTo(NOW);
        }
    }

    @Nested
    class Update {

        @Test
        @Tag("R128")
        @Tag("A50")
        void what_is_not_given_stays_and_what_is_given_as_null_is_cleared() {
            Task task = Tasks.full(7, "SR-1", Map.of("region", "EMEA", "old", "1"), CREATED);
            var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            values.put(TaskAttribute.CATEGORY, null);
            values.put(TaskAttribute.CUSTOMER_ID, "C9");

            TaskEvent event = carryOut(task, update(values, Collections.singletonMap("OLD", null)));

            assertThat(event).isInstanceOf(TaskEvent.TaskUpdated.class);
            assertThat(TaskAttribute.CATEGORY.of(task)).isNull();
            assertThat(TaskAttribute.CUSTOMER_ID.of(task)).isEqualTo("C9");
            assertThat(TaskAttribute.PRODUCT_TYPE.of(task)).isEqualTo("the productType");
            assertThat(task.customAttributes().asMap()).isEqualTo(Map.of("region", "EMEA"));
            assertThat(task.status()).isEqualTo(TaskStatus.NEW_HELD);
        }

        @Test
        void what_is_given_counts_in_the_order_of_the_queue() {
            Task task = in(TaskStatus.QUEUED);

            carryOut(task, update(Map.of(TaskAttribute.PRIORITY, 9, TaskAttribute.DUE, NOW), Map.of()));
            assertThat(task.rank()).isEqualTo(new Task.Rank(9, NOW, CREATED, 7));

            carryOut(task, updateOf(TaskAttribute.PRIORITY, null));
            assertThat(task.rank().priority()).isEqualTo(Integer.MIN_VALUE);
        }

        static Stream<TaskAttribute> updatable() {
            return Arrays.stream(TaskAttribute.values())
                    .filter(attribute -> attribute.isUpdatable() || attribute.isUpdatableBySetting());
        }

        @ParameterizedTest
        @Tag("R129")
        @Tag("R130")
        @MethodSource("updatable")
        void what_is_given_is_what_the_task_has_then(TaskAttribute attribute) {
            Task task = in(TaskStatus.QUEUED);
            Object value =
                    switch (attribute.type()) {
                        case TEXT -> "given";
                        case INTEGER -> -42;
                        case DATE_TIME -> NOW;
                    };

            carryOut(task, updateOf(attribute, value));

            for (TaskAttribute each : (Iterable<TaskAttribute>) updatable()::iterator) {
                assertThat(each.of(task)).as(each.wireName()).isEqualTo(each == attribute ? value : null);
            }
        }

        @Test
        @Tag("A86")
        void a_process_that_was_given_survives_a_restart_until_it_is_cleared() {
            Task task = in(TaskStatus.QUEUED);
            carryOut(task, updateOf(TaskAttribute.PROCESS_ID, "given"));
            carryOut(task, new TaskCommand.Restart(ADDRESS, false));
            assertThat(TaskAttribute.PROCESS_ID.of(task)).isEqualTo("given");

            carryOut(task, updateOf(TaskAttribute.PROCESS_ID, null));
            Tasks.set(task, "processId", "ruled");
            carryOut(task, new TaskCommand.Restart(ADDRESS, false));

            assertThat(TaskAttribute.PROCESS_ID.of(task)).isNull();
        }

        @Test
        @Tag("A88")
        void its_event_tells_each_difference_and_what_was_ignored() {
            Task task = Tasks.full(7, "SR-1", Map.of("region", "EMEA"), CREATED);
            var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            values.put(TaskAttribute.PRIORITY, 9);
            values.put(TaskAttribute.BUSINESS_VALUE, 7);
            values.put(TaskAttribute.DUE, null);
            var custom = new LinkedHashMap<String, String>();
            custom.put("REGION", "APAC");
            custom.put("color", "red");

            TaskEvent event = carryOut(
                    task, new TaskCommand.Update(ADDRESS, new AttributeValues(values, custom), List.of("channel")));

            assertThat(event.occurrence().changes())
                    .isEqualTo(new AttributeChanges(
                            List.of(
                                    new Change("dueDateTime", "2024-03-04T09:00:00.500Z", null),
                                    new Change("priority", "7", "9"),
                                    new Change("Data/region", "EMEA", "APAC"),
                                    new Change("Data/color", null, "red")),
                            List.of("channel")));
        }

        @Test
        void one_that_changes_nothing_is_an_event_all_the_same() {
            Task task = in(TaskStatus.QUEUED);

            assertThat(carryOut(task, update(Map.of(), Map.of())))
                    .isInstanceOfSatisfying(
                            TaskEvent.TaskUpdated.class,
                            event -> assertThat(event.occurrence().changes()).isEqualTo(AttributeChanges.NONE));
        }

        // Channel and process by a setting (A32), the rest never
        @ParameterizedTest
        @Tag("R129")
        @EnumSource
        void an_attribute_that_nobody_gives_is_not_updated(TaskAttribute attribute) {
            boolean possible = attribute.isUpdatable() || attribute.isUpdatableBySetting();

            assertThat(Arrays.asList("processId", "channel", "reprioritizeDateTime")
                            .contains(attribute.wireName()))
                    .isEqualTo(attribute.isUpdatableBySetting());
            if (possible) {
                assertThat(carryOut(Tasks.full(7, "x", Map.of(), CREATED), updateOf(attribute, null)))
                        .isInstanceOf(TaskEvent.TaskUpdated.class);
            } else {
                assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> updateOf(attribute, null))
                        .withMessage(attribute.path() + " is not changed by an update");
            }
        }
    }

    @Nested
    class Check {

        @Test
        @Tag("R19")
        @Tag("A54")
        @Tag("A76")
        void a_value_that_no_message_could_carry_is_refused_by_name() {
            assertRefused("Ext/customerID has 65 characters", TaskAttribute.CUSTOMER_ID, "x".repeat(65));
            assertRefused("category has the character U+0007 at position 2", TaskAttribute.CATEGORY, "a\u0007");
            assertRefused("category has the character U+D800 at position 1", TaskAttribute.CATEGORY, "\ud800");
            assertRefused("category has the character U+FFFE at position 1", TaskAttribute.CATEGORY, "\ufffe");
            assertRefused("category has the character U+FFFF at position 1", TaskAttribute.CATEGORY, "\uffff");
            assertRefused("category has the character U+001F at position 1", TaskAttribute.CATEGORY, "\u001f");
            assertRefused(
                    "category has the character U+0007 at position 2", TaskAttribute.CATEGORY, "\uD83D\uDE00\u0007");
            assertThat(new AttributeValues(
                            Map.of(TaskAttribute.CATEGORY, "\t\n\r \ud7ff\ue000\ufffd\uD800\uDC00"), Map.of()))
                    .isNotNull();
            assertRefused("category must be a TEXT", TaskAttribute.CATEGORY, 5);
            assertRefused("priority must lie between -2147483647", TaskAttribute.PRIORITY, Integer.MIN_VALUE);
            assertRefused("dueDateTime must lie between the years", TaskAttribute.DUE, Instant.MAX);
            assertRefused("dueDateTime must lie between the years", TaskAttribute.DUE, Instant.MIN);
            assertThat(new AttributeValues(Map.of(TaskAttribute.CUSTOMER_ID, "\uD83D\uDE00".repeat(64)), Map.of()))
                    .isNotNull();
        }

        private static void assertRefused(String message, TaskAttribute attribute, Object value) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new AttributeValues(Map.of(attribute, value), Map.of()))
                    .withMessageContaining(message)
                    .satisfies(refused -> assertThat(refused.attribute()).isEqualTo(attribute.path()));
        }

        @Test
        @Tag("R60")
        @Tag("A9")
        void a_custom_attribute_is_refused_by_name_too() {
            for (Map.Entry<String, String> wrong : Map.of(
                            "a b",
                            "x",
                            "",
                            "x",
                            "x".repeat(256),
                            "x",
                            "name",
                            "x".repeat(256),
                            "a:b",
                            "x",
                            "c",
                            "\uffff")
                    .entrySet()) {
                assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> new AttributeValues(Map.of(), Map.of(wrong.getKey(), wrong.getValue())))
                        .withMessageContaining("Data/" + wrong.getKey());
            }
        }

        @Test
        @Tag("R27")
        @Tag("R29")
        void an_actor_and_a_reason_are_refused_by_name_too() {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> Tasks.origin("x", "y".repeat(256)))
                    .withMessage("Reason has 256 characters, but at most 255 are allowed");
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> Tasks.origin("\u0000", null))
                    .withMessageContaining("Actor has the character U+0000");
        }
    }
}
