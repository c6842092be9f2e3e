package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a task leaves the list for the archive. */
class BeingArchivedTest {

    private static final Instant CREATED = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant ENDED = CREATED.plusSeconds(60);
    private static final Instant EXPIRATION = CREATED.plusSeconds(3600);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration A_MOMENT = Duration.ofNanos(1000);
    private static final TaskAddress ADDRESS = new TaskAddress(7, null);

    private final Task.CapturedBy by = new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false);

    private static Task created(Instant expiration) {
        Map<TaskAttribute, Object> values =
                expiration == null ? Map.of() : Map.of(TaskAttribute.EXPIRATION, expiration);
        return Tasks.created(7, new TaskCommand.Create("C7", new AttributeValues(values, Map.of()), false), CREATED);
    }

    private Task ended(Instant expiration) {
        Task task = created(expiration);
        change(task, new TaskCommand.Complete(ADDRESS));
        return task;
    }

    private void change(Task task, TaskCommand.Change command) {
        assertThat(task.refusal(command, by)).isEmpty();
        task.carryOut(command, by, Tasks.NOBODY, ENDED);
    }

    private void expire(Task task, Instant expiration) {
        change(
                task,
                new TaskCommand.Update(
                        ADDRESS,
                        new AttributeValues(Map.of(TaskAttribute.EXPIRATION, expiration), Map.of()),
                        List.of()));
    }

    @Test
    @Tag("R97")
    @Tag("R203")
    void a_final_task_is_archived_when_it_expires_however_long_others_are_kept() {
        Task task = ended(EXPIRATION);

        for (Duration retention : new Duration[] {null, MONTH}) {
            assertThat(task.isToBeArchived(retention, EXPIRATION.minus(A_MOMENT)))
                    .isFalse();
            assertThat(task.isToBeArchived(retention, EXPIRATION)).isTrue();
        }
    }

    @Test
    void a_retention_that_is_over_does_not_archive_what_has_yet_to_expire() {
        Task task = ended(CREATED.plus(Duration.ofDays(365)));

        assertThat(task.isToBeArchived(MONTH, ENDED.plus(MONTH))).isFalse();
    }

    @Test
    @Tag("R203")
    void without_expiration_it_is_archived_when_it_has_been_final_for_as_long_as_its_retention() {
        Task task = ended(null);

        assertThat(task.isToBeArchived(MONTH, ENDED.plus(MONTH).minus(A_MOMENT)))
                .isFalse();
        assertThat(task.isToBeArchived(MONTH, ENDED.plus(MONTH))).isTrue();
    }

    @Test
    @Tag("A34")
    void without_expiration_and_retention_it_is_never_archived() {
        assertThat(ended(null).isToBeArchived(null, Instant.MAX)).isFalse();
    }

    @ParameterizedTest
    @Tag("R98")
    @EnumSource
    void only_a_task_that_is_canceled_completed_or_rejected_is_archived(TaskStatus status) {
        Task task = ended(EXPIRATION);

        Tasks.set(task, "status", status);

        assertThat(task.isToBeArchived(MONTH, EXPIRATION.plus(MONTH)))
                .isEqualTo(List.of(TaskStatus.CANCELED, TaskStatus.COMPLETED, TaskStatus.REJECTED)
                        .contains(status));
    }

    @Test
    @Tag("A34")
    void a_task_that_has_expired_is_archived_once_it_is_final() {
        Task task = created(CREATED.minusSeconds(1));
        assertThat(task.isToBeArchived(MONTH, ENDED)).isFalse();

        change(task, new TaskCommand.Cancel(ADDRESS));

        assertThat(task.isToBeArchived(null, ENDED)).isTrue();
    }

    @Test
    @Tag("A63")
    void an_update_of_a_final_task_may_have_it_expire_and_does_not_make_it_final_anew() {
        Task task = ended(null);

        expire(task, CREATED);

        assertThat(task.isToBeArchived(null, ENDED)).isTrue();
        assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task.endedAt).isEqualTo(ENDED);
    }

    @Test
    void a_task_that_is_not_final_has_not_ended() {
        Task task = created(null);
        assertThat(task.endedAt).isNull();

        change(task, new TaskCommand.Hold(ADDRESS));

        assertThat(task.endedAt).isNull();
    }
}
