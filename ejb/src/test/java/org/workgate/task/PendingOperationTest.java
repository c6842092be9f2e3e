package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingOperationTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final TaskAddress ADDRESS = new TaskAddress(7, null);

    private final Task task = Tasks.bare(7, NOW);

    private PendingOperation waiting(TaskCommand.Change change, Origin origin) {
        return new PendingOperation(task, change, origin, NOW);
    }

    static Stream<TaskCommand.Change> changes() {
        return Stream.of(
                new TaskCommand.Hold(ADDRESS),
                new TaskCommand.Resume(ADDRESS),
                new TaskCommand.Restart(ADDRESS, false),
                new TaskCommand.Restart(ADDRESS, true),
                new TaskCommand.Cancel(ADDRESS),
                new TaskCommand.Complete(ADDRESS),
                new TaskCommand.Update(
                        ADDRESS,
                        new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Claim"), Map.of("Letter", "L1")),
                        List.of("processId")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_waits_is_what_was_asked_for(TaskCommand.Change change) {
        PendingOperation operation = waiting(change, Tasks.NOBODY);

        assertThat(operation.change()).isEqualTo(change);
        assertThat(operation.brokerId()).isEqualTo(7);
        assertThat(operation.askedAt()).isEqualTo(NOW);
    }

    @Test
    void it_knows_who_asked_for_it_when_why_and_by_which_message() {
        var message = new Origin(
                "crm", "why", NOW.minusSeconds(9), Channel.MESSAGE, null, new Origin.Request("mq", "m1", "c1", true));
        var console = new Origin("ann", null, null, Channel.CONSOLE, "clerk", null);

        assertThat(waiting(new TaskCommand.Hold(ADDRESS), message).origin()).isEqualTo(message);
        assertThat(waiting(new TaskCommand.Hold(ADDRESS), console).origin()).isEqualTo(console);
    }

    @Test
    void people_call_it_as_messages_do() {
        assertThat(waiting(new TaskCommand.Hold(ADDRESS), Tasks.NOBODY).title()).isEqualTo("HoldTask");
    }

    @Test
    void a_task_is_taken_from_an_agent_only_where_one_worked_on_it() {
        PendingOperation operation = waiting(new TaskCommand.Hold(ADDRESS), Tasks.NOBODY);
        assertThat(operation.revokesFromAgent()).isFalse();

        operation.revokes(TaskStatus.DISTRIBUTED);
        assertThat(operation.revokesFromAgent()).isFalse();

        operation.revokes(TaskStatus.ASSIGNED);
        assertThat(operation.revokesFromAgent()).isTrue();
    }
}
