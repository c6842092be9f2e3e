package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** When the services have something to do about a task, and what is not their business. */
class BeingDueTest {

    private static final Instant CREATED = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(60);
    private static final Instant NEXT = NOW.plusSeconds(300);
    private static final Duration A_MOMENT = Duration.ofNanos(1000);
    private static final TaskAddress ADDRESS = new TaskAddress(7, null);

    private static final Ruling CLASSIFIED = new Ruling.Classified(
            new Ruling.Values(Map.of(TaskAttribute.PROCESS_ID, "ORDERS"), null), Explanation.NONE);

    private static Ruling prioritized(Instant next) {
        var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        values.put(TaskAttribute.PRIORITY, 5);
        values.put(TaskAttribute.REPRIORITIZE, next);
        return new Ruling.Prioritized(new Ruling.Values(values, null), Explanation.NONE);
    }

    private static Ruling notBegun(Instant begins) {
        return new Ruling.Inactive(
                new Ruling.Values(Map.of(TaskAttribute.PROCESS_ID, "FUTURE"), null),
                begins,
                "Process FUTURE is inactive until 2999-01-01",
                Explanation.NONE);
    }

    /** A task that is in the queue, and whose next prioritization is at this time. */
    private static Task queued(Instant activation, Instant next) {
        Task task = created(TaskAttribute.ACTIVATION, activation);
        Tasks.accept(task, CLASSIFIED, NOW);
        Tasks.accept(task, prioritized(next), NOW);
        return task;
    }

    private static Task created(TaskAttribute attribute, Instant value) {
        var values = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        values.put(attribute, value);
        return Tasks.created(7, new TaskCommand.Create("C7", new AttributeValues(values, Map.of()), false), CREATED);
    }

    private static void assertDueFrom(Instant time, Task task) {
        assertThat(task.isDue(time.minus(A_MOMENT))).isFalse();
        assertThat(task.isDue(time)).isTrue();
    }

    private static void assertNeverDue(Task task) {
        assertThat(task.isDue(Instant.MAX)).isFalse();
    }

    @Test
    void a_new_task_is_due_at_once() {
        assertDueFrom(CREATED, Tasks.bare(7, CREATED));
    }

    @Test
    @Tag("R101")
    void a_queued_task_is_due_when_it_is_to_be_prioritized_anew() {
        Task task = queued(null, NEXT);

        assertDueFrom(NEXT, task);
        assertThat(task.isToBeReprioritized(NEXT.minus(A_MOMENT))).isFalse();
        assertThat(task.isToBeReprioritized(NEXT)).isTrue();
    }

    @Test
    @Tag("R102")
    void without_such_a_time_it_is_never_due() {
        Task task = queued(null, null);

        assertNeverDue(task);
        assertThat(task.isToBeReprioritized(Instant.MAX)).isFalse();
    }

    @Test
    @Tag("R94")
    void before_its_activation_it_is_not_due() {
        Instant activation = NEXT.plusSeconds(1);

        Task task = queued(activation, NEXT);

        assertDueFrom(activation, task);
        assertThat(task.isToBeReprioritized(NEXT)).isFalse();
        assertThat(task.isToBeReprioritized(activation)).isTrue();
    }

    @Test
    @Tag("R94")
    @Tag("A33")
    void where_prioritization_waits_for_the_activation_it_is_due_then() {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, true, false);
        Task task = created(TaskAttribute.ACTIVATION, NEXT);

        task.accept(CLASSIFIED, by, NOW);

        assertThat(task.isToBePrioritized(by, NOW)).isFalse();
        assertDueFrom(NEXT, task);
        assertThat(task.isToBePrioritized(by, NEXT)).isTrue();
    }

    @Test
    @Tag("R149")
    void a_held_task_is_not_due_until_it_is_resumed() {
        Task task = queued(null, NEXT);

        change(task, new TaskCommand.Hold(ADDRESS));
        assertNeverDue(task);

        change(task, new TaskCommand.Resume(ADDRESS));
        assertDueFrom(NEXT, task);
    }

    @ParameterizedTest
    @Tag("A65")
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"QUEUED", "DISTRIBUTED"})
    void only_queued_and_distributed_tasks_are_prioritized_anew(TaskStatus status) {
        Task task = queued(null, NEXT);

        Tasks.set(task, "status", status);

        assertThat(task.isToBeReprioritized(NEXT)).isFalse();
    }

    @Test
    @Tag("A65")
    void a_distributed_task_is_prioritized_anew_where_it_is() {
        Task task = queued(null, NEXT);
        Tasks.set(task, "status", TaskStatus.DISTRIBUTED);
        assertThat(task.isToBeReprioritized(NEXT)).isTrue();

        TaskEvent event = Tasks.accept(task, prioritized(null), NEXT);

        assertThat(task.status()).isEqualTo(TaskStatus.DISTRIBUTED);
        assertThat(event).isInstanceOf(TaskEvent.TaskPrioritized.class);
    }

    @Test
    void a_task_that_is_handed_out_is_due_when_it_is_to_be_prioritized_anew() {
        Task task = distributed(NEXT);

        assertDueFrom(NEXT, task);
    }

    @Test
    void a_report_has_nobody_look_earlier_unless_the_task_moves_by_it() {
        Task task = distributed(NEXT);
        Instant later = NEXT.plusSeconds(60);
        task.postpone(later);

        report(task, new DistributionReport.MovedToQueue("Orders", "InteractionQueue", null));
        assertDueFrom(later, task);

        report(task, new DistributionReport.Returned());
        assertDueFrom(NEXT, task);
    }

    /** A task that was put off before it was handed out. */
    private static Task distributed(Instant next) {
        Task task = queued(null, next);
        task.goesTo("desk");
        task.postpone(next.plusSeconds(300));
        task.distribute("D1", "desk", NOW);
        return task;
    }

    private static void report(Task task, DistributionReport report) {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, true);
        assertThat(task.accept(report, by, Tasks.NOBODY, NOW)).isPresent();
    }

    @Test
    void a_resumed_task_is_prioritized_anew_only_where_that_was_to_come_and_nothing_stands_in_the_way() {
        assertThat(queued(null, NEXT).isToBeReprioritizedAfterHold(NOW)).isTrue();
        assertThat(queued(null, null).isToBeReprioritizedAfterHold(NOW)).isFalse();
        assertThat(queued(NEXT, NEXT).isToBeReprioritizedAfterHold(NOW)).isFalse();
        assertThat(distributed(NEXT).isToBeReprioritizedAfterHold(NOW)).isFalse();
    }

    @Test
    void an_error_leaves_a_distributed_task_where_it_is_and_is_looked_at_again_later() {
        Task task = queued(null, NEXT);
        Tasks.set(task, "status", TaskStatus.DISTRIBUTED);

        TaskEvent event = Tasks.accept(task, new Ruling.Unprioritized("row 3 is wrong", Explanation.NONE), NEXT);

        assertThat(task.status()).isEqualTo(TaskStatus.DISTRIBUTED);
        assertThat(task.customAttributes().isEmpty()).isTrue();
        assertThat(event).isInstanceOf(TaskEvent.Silent.class).isInstanceOf(TaskEvent.PrioritizationFailed.class);
        assertThat(event.origin().reason()).isEqualTo("row 3 is wrong");
        assertDueFrom(NEXT.plus(Ruling.LOOK_AGAIN), task);

        change(
                task,
                new TaskCommand.Update(
                        ADDRESS, new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Order"), Map.of()), List.of()));
        assertDueFrom(NEXT.plus(Ruling.LOOK_AGAIN), task);
    }

    @Test
    @Tag("A36")
    void a_task_may_wait_for_its_process_to_begin() {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, true);
        Task task = Tasks.bare(7, CREATED);

        TaskEvent event = task.accept(notBegun(NEXT), by, NOW);

        assertThat(task.status()).isEqualTo(TaskStatus.NEW);
        assertThat(task.processId()).isNull();
        assertThat(event).isInstanceOf(TaskEvent.ProcessAwaited.class).isInstanceOf(TaskEvent.Silent.class);
        assertThat(event.origin().reason()).isEqualTo("Process FUTURE is inactive until 2999-01-01");
        assertDueFrom(NEXT, task);
        assertThat(task.isToBeClassified(NEXT.minus(A_MOMENT))).isFalse();
        assertThat(task.isToBeClassified(NEXT)).isTrue();
    }

    @Test
    @Tag("A36")
    void what_waits_for_long_is_looked_at_again_since_the_structure_may_have_changed() {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, true);
        Task task = Tasks.bare(7, CREATED);

        task.accept(notBegun(NOW.plus(Duration.ofDays(3))), by, NOW);

        assertDueFrom(NOW.plus(Ruling.LOOK_AGAIN), task);
    }

    @Test
    @Tag("A36")
    void a_process_that_has_not_begun_rejects_where_nothing_else_is_set() {
        Task task = Tasks.bare(7, CREATED);

        TaskEvent event = Tasks.accept(task, notBegun(NEXT), NOW);

        assertThat(event).isInstanceOf(TaskEvent.TaskRejected.class);
        assertThat(task.processId()).isEqualTo("FUTURE");
        assertNeverDue(task);
    }

    @Test
    @Tag("A64")
    void an_update_has_nobody_look_earlier_for_a_process_and_a_restart_has() {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, true);
        Task task = Tasks.bare(7, CREATED);
        task.accept(notBegun(NEXT), by, NOW);

        change(
                task,
                new TaskCommand.Update(
                        ADDRESS, new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Order"), Map.of()), List.of()));
        assertDueFrom(NEXT, task);

        change(task, new TaskCommand.Restart(ADDRESS, false));
        assertThat(task.isDue(NOW)).isTrue();
    }

    @Test
    void an_update_of_its_times_moves_when_it_is_due() {
        Task task = queued(null, NEXT);

        change(
                task,
                new TaskCommand.Update(
                        ADDRESS,
                        new AttributeValues(Map.of(TaskAttribute.ACTIVATION, NEXT.plusSeconds(5)), Map.of()),
                        List.of()));

        assertDueFrom(NEXT.plusSeconds(5), task);
    }

    @Test
    void a_task_that_has_ended_is_never_due() {
        for (TaskCommand.Change end : List.of(new TaskCommand.Cancel(ADDRESS), new TaskCommand.Complete(ADDRESS))) {
            Task task = queued(null, NEXT);

            change(task, end);

            assertNeverDue(task);
        }
    }

    private static void change(Task task, TaskCommand.Change command) {
        var by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, true);
        assertThat(task.refusal(command, by)).isEmpty();
        task.carryOut(command, by, Tasks.NOBODY, NOW);
    }
}
