package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.workgate.task.AttributeChanges.Change;

class TaskHistoryEntryTest {

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");
    private static final Instant STATED = NOW.minusSeconds(5);

    private final Task task = Tasks.bare(7, NOW);

    private TaskEvent event(Origin origin, AttributeChanges changes) {
        return new TaskEvent.TaskUpdated(new TaskEvent.Occurrence(
                task, origin, NOW, new TaskEvent.Submission(null, null), changes, Explanation.NONE));
    }

    @Test
    void it_tells_who_did_what_when_and_by_which_way() {
        var origin =
                new Origin("crm", "why", STATED, Channel.MESSAGE, "admin", new Origin.Request("mq", "m1", "c1", false));
        var changes = new AttributeChanges(List.of(new Change("priority", null, "5")), List.of());

        var entry = new TaskHistoryEntry(event(origin, changes));

        assertThat(entry.event()).isEqualTo("TaskUpdated");
        assertThat(entry.at()).isEqualTo(NOW);
        assertThat(entry.effectiveAt()).isEqualTo(STATED);
        assertThat(entry.statusAfter()).isEqualTo(TaskStatus.NEW);
        assertThat(entry.actor()).isEqualTo("crm");
        assertThat(entry.reason()).isEqualTo("why");
        assertThat(entry.channel()).isEqualTo(Channel.MESSAGE);
        assertThat(entry.principal()).isEqualTo("admin");
        assertThat(entry.messageId()).isEqualTo("m1");
        assertThat(entry.changes()).isEqualTo(changes);
    }

    @Test
    void what_nobody_said_it_does_not_tell() {
        var entry = new TaskHistoryEntry(event(Tasks.NOBODY, AttributeChanges.NONE));

        assertThat(entry.messageId()).isNull();
        assertThat(entry.principal()).isNull();
        assertThat(entry.changes()).isEqualTo(AttributeChanges.NONE);
    }

    // A32: what was given in vain is told, also where nothing changed
    @Test
    void what_was_ignored_is_something_to_tell() {
        var ignored = new AttributeChanges(List.of(), List.of("channel"));

        assertThat(new TaskHistoryEntry(event(Tasks.NOBODY, ignored)).changes()).isEqualTo(ignored);
    }
}
