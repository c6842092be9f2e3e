package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.workgate.task.AttributeChanges.Change;

class AcceptingRulingsTest {

    private static final Instant CREATED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(60);
    private static final Explanation BECAUSE = new Explanation(
            List.of(new Explanation.Row("classification, global", "Table", 3, 2, "Orders", List.of("process ORDERS"))));

    private static final Ruling CLASSIFIED = new Ruling.Classified(
            new Ruling.Values(
                    Map.of(
                            TaskAttribute.PROCESS_ID,
                            "ORDERS",
                            TaskAttribute.CONTRACT_ID,
                            "SALES",
                            TaskAttribute.BUSINESS_CALENDAR_ID,
                            "OFFICE"),
                    "desk"),
            BECAUSE);

    private static Ruling prioritized(int priority) {
        return new Ruling.Prioritized(
                new Ruling.Values(
                        Map.of(TaskAttribute.PRIORITY, priority, TaskAttribute.REPRIORITIZE, NOW.plusSeconds(300)),
                        null),
                Explanation.NONE);
    }

    private final Task task = Tasks.bare(7, CREATED);

    private static Task in(TaskStatus status) {
        Task task = Tasks.bare(7, CREATED);
        Tasks.set(task, "status", status);
        return task;
    }

    @Test
    @Tag("R188")
    @Tag("R84")
    void a_classified_task_is_captured_and_has_its_process() {
        TaskEvent event = Tasks.accept(task, CLASSIFIED, NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.CAPTURED);
        assertThat(task.processId()).isEqualTo("ORDERS");
        assertThat(task.contractId()).isEqualTo("SALES");
        assertThat(task.businessCalendarId()).isEqualTo("OFFICE");
        assertThat(task.isProcessGiven()).isFalse();
        assertThat(event).isInstanceOf(TaskEvent.TaskClassified.class).isInstanceOf(TaskEvent.Silent.class);
        assertThat(event.occurrence().because()).isEqualTo(BECAUSE);
        assertThat(event.occurrence().changes().changed())
                .contains(new Change("processId", null, "ORDERS"), new Change("contractId", null, "SALES"));
    }

    @Test
    void a_service_acts_under_its_name() {
        Origin origin = Tasks.accept(task, CLASSIFIED, NOW).origin();

        assertThat(origin.actor()).isEqualTo("Classification Service");
        assertThat(origin.channel()).isEqualTo(Channel.SERVICE);
        assertThat(origin.request()).isNull();
        assertThat(Tasks.accept(task, prioritized(5), NOW).origin().actor()).isEqualTo("Prioritization Service");
    }

    @Test
    @Tag("R189")
    void a_prioritized_task_is_queued_and_stays_so() {
        Tasks.accept(task, CLASSIFIED, NOW);
        Tasks.accept(task, prioritized(5), NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task.reprioritizeDateTime()).isEqualTo(NOW.plusSeconds(300));
        assertThat(task.givenPriority()).isNull();

        TaskEvent again = Tasks.accept(task, prioritized(6), NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(again.occurrence().changes().changed()).containsExactly(new Change("priority", "5", "6"));
    }

    @Test
    void rules_decide_the_due_date_and_the_business_value_and_the_queue_goes_by_them() {
        Tasks.accept(
                task,
                new Ruling.Classified(
                        new Ruling.Values(
                                Map.of(TaskAttribute.DUE, NOW.plusSeconds(900), TaskAttribute.BUSINESS_VALUE, 3), null),
                        BECAUSE),
                NOW);

        assertThat(TaskAttribute.DUE.of(task)).isEqualTo(NOW.plusSeconds(900));
        assertThat(TaskAttribute.BUSINESS_VALUE.of(task)).isEqualTo(3);
        assertThat(task.rank().due()).isEqualTo(NOW.plusSeconds(900));
    }

    @Test
    @Tag("R182")
    @Tag("R196")
    void a_task_of_an_inactive_process_is_rejected_and_told_why() {
        TaskEvent event = Tasks.accept(
                task, new Ruling.Inactive(Ruling.Values.NONE, null, "Process LEGACY has ended", BECAUSE), NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.REJECTED);
        assertThat(event).isInstanceOf(TaskEvent.TaskRejected.class);
        assertThat(event.origin().reason()).isEqualTo("Process LEGACY has ended");
    }

    @Test
    @Tag("R158")
    @Tag("A35")
    void an_error_holds_the_task_and_is_kept_in_full() {
        String error = "e".repeat(300);

        TaskEvent event = Tasks.accept(task, new Ruling.Unclassified(Ruling.Values.NONE, error, BECAUSE), NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.ERROR_HELD);
        assertThat(task.customAttributes().asMap()).containsExactly(Map.entry("Error", error));
        assertThat(event.origin().reason()).isEqualTo("Classification failed");
        assertThat(event).isInstanceOfSatisfying(TaskEvent.TaskErrorHeld.class, held -> assertThat(held.error())
                .isEqualTo(error));
    }

    // Half a character, which rules can cut off a text
    @Test
    @Tag("R157")
    @Tag("A76")
    void an_error_that_no_message_could_carry_is_told_without_what_it_could_not() {
        String wrong = "It gives \uD83D and \u0000, not \uD83D\uDE00";
        String told = "It gives \uFFFD and \uFFFD, not \uD83D\uDE00";
        Task distributed = in(TaskStatus.DISTRIBUTED);

        TaskEvent held = Tasks.accept(task, new Ruling.Unclassified(Ruling.Values.NONE, wrong, BECAUSE), NOW);
        TaskEvent stayed = Tasks.accept(distributed, new Ruling.Unprioritized(wrong, BECAUSE), NOW);

        assertThat(task.customAttributes().asMap()).containsExactly(Map.entry("Error", told));
        assertThat(((TaskEvent.TaskErrorHeld) held).error()).isEqualTo(told);
        assertThat(stayed.origin().reason()).isEqualTo(told);
    }

    @Test
    @Tag("R194")
    void an_error_of_prioritization_holds_a_captured_and_a_queued_task() {
        for (TaskStatus status : List.of(TaskStatus.CAPTURED, TaskStatus.QUEUED)) {
            Task held = in(status);

            TaskEvent event = Tasks.accept(held, new Ruling.Unprioritized("wrong", BECAUSE), NOW);

            assertThat(held.status()).isEqualTo(TaskStatus.ERROR_HELD);
            assertThat(event.origin().reason()).isEqualTo("Prioritization failed");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NEW")
    void only_a_new_task_is_classified(TaskStatus status) {
        Task other = in(status);

        assertThatIllegalStateException().isThrownBy(() -> Tasks.accept(other, CLASSIFIED, NOW));

        assertThat(other.status()).isEqualTo(status);
        assertThat(other.processId()).isNull();
    }

    @Test
    void rules_decide_no_other_attribute() {
        var values = new EnumMap<TaskAttribute, Object>(Map.of(TaskAttribute.CUSTOMER_ID, "C-1"));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Tasks.accept(task, new Ruling.Classified(new Ruling.Values(values, null), BECAUSE), NOW))
                .withMessageContaining("customerID");
    }

    @Test
    @Tag("A88")
    void the_line_of_history_shows_the_steps_that_services_did_after_it() {
        var entry = new TaskHistoryEntry(new TaskEvent.TaskCreated(Tasks.occurrence(task, Tasks.NOBODY, NOW)));

        entry.add(Tasks.accept(task, CLASSIFIED, NOW));
        entry.add(Tasks.accept(task, prioritized(5), NOW));

        assertThat(entry.statusAfter()).isEqualTo(TaskStatus.NEW);
        assertThat(entry.steps().steps())
                .extracting(HistorySteps.Step::event, HistorySteps.Step::statusAfter)
                .containsExactly(
                        tuple("TaskClassified", TaskStatus.CAPTURED), tuple("TaskPrioritized", TaskStatus.QUEUED));
        assertThat(entry.steps().steps().get(0).because()).isEqualTo(BECAUSE);
    }
}
