package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.RULES;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;
import org.workgate.task.Tasks;

class RoundTripTest {

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");
    private static final String[] ALPHABET = {
        "a", "Z", "0", " ", "\n", "\t", "\r", "<", ">", "&", "\"", "'", "]]>", "-", "é", "Ж", "€", "😀", "\u0085",
        "\u2028", "\ud7ff", "\ue000", "\ufffd", "<!--", "&amp;", "</a>"
    };
    private static final String[] NAMES = {"region", "Region", "a-b", "é", "_1", "Ext", "Data", "priority", "Ж.9", "xml"
    };

    private final Random random = new Random(20240304);

    /** Neither empty nor with white space at its ends, which the reader trims. */
    private String text(int maxLength) {
        var text = new StringBuilder("x");
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        String cut = text.codePointCount(0, text.length()) < maxLength
                ? text.toString()
                : text.substring(0, text.offsetByCodePoints(0, maxLength - 1));
        return cut + "x";
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
    }

    private TaskCommand.Create command() {
        var attributes = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
        for (TaskAttribute attribute : TaskAttribute.values()) {
            if (attribute.isCreatable() && random.nextBoolean()) {
                attributes.put(
                        attribute,
                        switch (attribute.type()) {
                            case TEXT -> text(attribute.maxLength());
                            case INTEGER -> random.nextInt(-Integer.MAX_VALUE, Integer.MAX_VALUE);
                            case DATE_TIME -> time();
                        });
            }
        }
        var custom = new LinkedHashMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = NAMES[random.nextInt(NAMES.length)];
            if (custom.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                custom.put(name, text(255));
            }
        }
        return new TaskCommand.Create(text(64), new AttributeValues(attributes, custom), false);
    }

    // The format of TaskInfo contains that of CreateTask, so that a task which was told can be created again.
    @Test
    void a_task_that_was_written_is_read_back_with_every_value() {
        ZoneId[] zones = {ZoneId.of("UTC"), ZoneId.of("Asia/Kolkata"), ZoneId.of("-11:00")};
        for (int i = 0; i < 3_000; i++) {
            ZoneId zone = zones[i % zones.length];
            TaskCommand.Create command = command();
            Task task = Tasks.created(i + 1, command, NOW);
            String actor = text(255);
            String reason = text(255);

            String written = PublishedSchema.valid(new GtlWriter(new WritingRules(zone, random.nextBoolean()))
                    .taskInfo(task, Tasks.origin(actor, reason), NOW));
            String asked = written.replace("<TaskInfo>", "<CreateTask>").replace("</TaskInfo>", "</CreateTask>");
            List<GtlRequest> read = new GtlReader(new ReadingRules(zone, 1 << 20, 32, 1000)).read(asked);

            assertThat(read)
                    .as(asked)
                    .containsExactly(new GtlRequest.TaskAction("CreateTask", command, actor, reason, null));
            assertThat(((TaskCommand.Create) ((GtlRequest.TaskAction) read.get(0)).command())
                            .values()
                            .custom()
                            .keySet())
                    .containsExactlyElementsOf(command.values().custom().keySet());
        }
    }

    @Test
    @Tag("R34")
    void whatever_comes_the_reader_answers() {
        var reader = new GtlReader(RULES);
        var writer = new GtlWriter(new WritingRules(ZoneId.of("UTC"), true));
        int unreadable = 0;
        int readable = 0;
        var origin = new Origin("a", null, null, Channel.MESSAGE, null, null);
        for (int i = 0; i < 20_000; i++) {
            String message = mutated(valid());
            List<GtlRequest> requests = i % 2 == 0
                    ? reader.read(message)
                    : reader.read(message.getBytes(i % 4 == 1 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16));

            assertThat(requests).as(message).isNotEmpty();
            for (GtlRequest request : requests) {
                if (request instanceof GtlRequest.Unreadable refused) {
                    unreadable++;
                    assertThat(new GtlReader(RULES).read(writer.error(refused.refusal())))
                            .containsExactly(new GtlRequest.ForeignError());
                } else if (request instanceof GtlRequest.TaskAction action
                        && action.command() instanceof TaskCommand.Create create) {
                    readable++;
                    Task task = Tasks.created(1, create, NOW);
                    assertThat(reader.read(writer.taskInfo(task, Tasks.origin("a", action.reason()), NOW))
                                    .get(0))
                            .matches(told ->
                                    ((GtlRequest.Unreadable) told).type().equals("TaskInfo"));
                    assertThat(writer.write(new TaskEvent.TaskCreated(Tasks.occurrence(task, origin, NOW))))
                            .isNotEmpty();
                }
            }
        }
        assertThat(unreadable).isGreaterThan(2_000);
        assertThat(readable).isGreaterThan(2_000);
    }

    private String valid() {
        String written = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false))
                .taskInfo(Tasks.created(1, command(), NOW), Tasks.origin("actor", "reason"), NOW);
        String inner = written.substring(
                "<GTLMessages><TaskInfo>".length(), written.length() - "</TaskInfo></GTLMessages>".length());
        var message = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?><GTLMessages>");
        for (String type : List.of("CreateTask", random.nextBoolean() ? "GetTaskInfo" : "createTask")) {
            message.append('<')
                    .append(type)
                    .append('>')
                    .append(inner)
                    .append("</")
                    .append(type)
                    .append('>');
        }
        return message.append("<Ping/></GTLMessages>").toString();
    }

    private String mutated(String message) {
        var mutated = new StringBuilder(message);
        var splinters = new ArrayList<>(List.of(
                "<",
                ">",
                "/",
                "&",
                ";",
                "\"",
                "'",
                "=",
                "!",
                "?",
                "[",
                "]",
                ":",
                "\u0000",
                "\ud800",
                "\udc00",
                "\uffff",
                "&#1;",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<!DOCTYPE a>",
                "<?xml?>",
                " xsi:nil='true'",
                "<Hold>maybe</Hold>",
                "-",
                "9",
                "<a>",
                "</a>",
                "<Data>",
                "</Data>",
                "\ufeff",
                "<priority>1</priority>"));
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutated.length());
            int length = Math.min(random.nextInt(12), mutated.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, at + length);
                case 1 -> mutated.insert(at, splinters.get(random.nextInt(splinters.size())));
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                default -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, at + length));
            }
        }
        return mutated.toString();
    }
}
