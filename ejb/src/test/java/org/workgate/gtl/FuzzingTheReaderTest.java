package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.Tasks;

/**
 * Hands the reader what Jazzer finds out about it, beginning with the samples. Is run by the execution {@code fuzz} of the
 * build and not with the other tests, whose JVM Jazzer would change.
 */
class FuzzingTheReaderTest {

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");

    private static final GtlReader READER = new GtlReader(Messages.RULES);

    private static final GtlReader PICKY_READER = new GtlReader(new ReadingRules(
            ZoneId.of("Europe/Berlin"),
            2000,
            8,
            50,
            new ReadingRules.Leniency(false, true, true, true, EnumSet.allOf(TaskAttribute.class))));

    private static final GtlWriter WRITER = new GtlWriter(new WritingRules(ZoneId.of("UTC"), true));

    // Of R34, A41 and A76 as much as an hour of chance can prove
    @DictionaryEntries({
        "<GTLMessages>",
        "</GTLMessages>",
        "<CreateTask>",
        "</CreateTask>",
        "<UpdateTask>",
        "</UpdateTask>",
        "<Ping/>",
        "<Ext>",
        "</Ext>",
        "<Data>",
        "</Data>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&#x10FFFF;",
        "&#0;",
        "&lt;",
        " xsi:nil='true'",
        "<?xml version='1.0' encoding='UTF-16'?>",
        "2024-03-31T02:30:00.000001+01:00"
    })
    @FuzzTest(maxDuration = "1m")
    void whatever_comes_gets_an_answer_that_can_be_written(byte[] message) {
        assertAnswerable(READER.read(message));
        assertAnswerable(PICKY_READER.read(message));
        assertAnswerable(READER.read(new String(message, StandardCharsets.UTF_16LE)));
    }

    private static void assertAnswerable(List<GtlRequest> requests) {
        assertThat(requests).isNotEmpty();
        for (GtlRequest request : requests) {
            if (request instanceof GtlRequest.Unreadable unreadable) {
                assertThat(unreadable.refusal().parameters()).hasSize(2).noneMatch(String::isBlank);
                assertThat(READER.read(PublishedSchema.valid(WRITER.error(unreadable.refusal()))))
                        .containsExactly(new GtlRequest.ForeignError());
            } else if (request instanceof GtlRequest.TaskAction action
                    && action.command() instanceof TaskCommand.Create create) {
                assertReadableAgain(create);
            }
        }
    }

    /** What a message gave to a task is told again, and read again as the same. */
    private static void assertReadableAgain(TaskCommand.Create create) {
        String told = PublishedSchema.valid(told(create));
        GtlRequest again = READER.read(
                        told.replace("<TaskInfo>", "<CreateTask>").replace("</TaskInfo>", "</CreateTask>"))
                .get(0);

        assertThat(again).isInstanceOf(GtlRequest.TaskAction.class);
        var readAgain = (TaskCommand.Create) ((GtlRequest.TaskAction) again).command();
        assertThat(told(new TaskCommand.Create(readAgain.captureId(), readAgain.values(), create.hold())))
                .isEqualTo(told);
    }

    private static String told(TaskCommand.Create create) {
        Task task = Tasks.created(7, create, NOW);
        return WRITER.taskInfo(task, Tasks.NOBODY, NOW);
    }
}
