package org.workgate.gtl;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Refusal;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskAttribute.Section;
import org.workgate.task.TaskEvent;

/**
 * Writes the messages for an originating system, exactly as the interface prints them (A77): one message under the root,
 * without XML declaration or namespace (A72); an attribute without a value is left out, unless the rules want it printed
 * empty (A49). Safe to use from several threads.
 *
 * <p>Every method throws {@link IllegalArgumentException} where a value holds a character that XML cannot carry or a custom
 * name is none; such values are refused where they come in (A76).
 */
public final class GtlWriter {

    private static final TaskAttribute[] ATTRIBUTES = TaskAttribute.values();

    private final WritingRules rules;

    /** A writer by these rules. */
    public GtlWriter(WritingRules rules) {
        this.rules = rules;
    }

    /** The name of the message that tells of this event, such as {@code TaskCreated}; also that of its switch (A27). */
    public static String typeOf(TaskEvent event) {
        return event.getClass().getSimpleName();
    }

    /** The notification of an event, which is also the response to who asked for it (R17). */
    public String write(TaskEvent event) {
        var xml = new StringBuilder(512);
        String type = typeOf(event);
        open(open(xml, "GTLMessages"), type);
        standard(xml, event.task(), event.origin().actor(), event.origin().reason(), event.at());
        return close(close(xml, type), "GTLMessages").toString();
    }

    /**
     * The response {@code TaskInfo} (R78-R121).
     *
     * @param task the task that was asked for
     * @param actor who asks, or else the capture point's name (A57)
     * @param reason why, or null
     * @param now the time of processing
     */
    public String taskInfo(Task task, String actor, @Nullable String reason, Instant now) {
        var xml = new StringBuilder(2048);
        open(open(xml, "GTLMessages"), "TaskInfo");
        standard(xml, task, actor, reason, now);
        attributes(xml, task, Section.CORE);
        section(xml, "Ext", () -> attributes(xml, task, Section.EXT));
        section(xml, "Data", () -> {
            for (Map.Entry<String, String> custom :
                    task.customAttributes().asMap().entrySet()) {
                if (!XmlText.isName(custom.getKey())) {
                    throw new IllegalArgumentException("'" + custom.getKey() + "' cannot be the name of an element");
                }
                element(xml, custom.getKey(), custom.getValue());
            }
        });
        return close(close(xml, "TaskInfo"), "GTLMessages").toString();
    }

    /** The response {@code Error} (R70-R75). */
    public String error(Refusal refusal) {
        var xml = new StringBuilder(512);
        open(open(xml, "GTLMessages"), "Error");
        element(xml, "Message", refusal.message());
        element(xml, "Code", refusal.code().name());
        for (String parameter : refusal.parameters()) {
            element(xml, "Parameter", parameter);
        }
        return close(close(xml, "Error"), "GTLMessages").toString();
    }

    /** The response {@code Pong} (R185). */
    public String pong() {
        return "<GTLMessages><Pong/></GTLMessages>";
    }

    /** The standard notification attributes (R36-R43). */
    private void standard(StringBuilder xml, Task task, String actor, @Nullable String reason, Instant at) {
        optional(xml, "BrokerId", task.brokerId());
        optional(xml, "CaptureId", task.captureId());
        optional(xml, "CapturePointId", task.capturePointId());
        optional(xml, "DistributionId", task.distributionId());
        optional(xml, "DistributionPointId", task.distributionPointId());
        optional(xml, "Actor", actor);
        optional(xml, "Reason", reason);
        optional(xml, "EventDateTime", at);
    }

    private void attributes(StringBuilder xml, Task task, Section section) {
        for (TaskAttribute attribute : ATTRIBUTES) {
            if (attribute.section() == section) {
                optional(xml, attribute.wireName(), attribute.of(task));
            }
        }
    }

    private void section(StringBuilder xml, String name, Runnable content) {
        int before = xml.length();
        open(xml, name);
        int empty = xml.length();
        content.run();
        if (xml.length() > empty) {
            close(xml, name);
        } else {
            xml.setLength(before);
            optional(xml, name, null);
        }
    }

    private void optional(StringBuilder xml, String name, @Nullable Object value) {
        if (value instanceof Instant instant) {
            WireTime.append(open(xml, name), instant, rules.zone());
            close(xml, name);
        } else if (value != null) {
            element(xml, name, value.toString());
        } else if (rules.emitNull()) {
            xml.append('<').append(name).append("/>");
        }
    }

    private static void element(StringBuilder xml, String name, String value) {
        XmlText.append(open(xml, name), value);
        close(xml, name);
    }

    private static StringBuilder open(StringBuilder xml, String name) {
        return xml.append('<').append(name).append('>');
    }

    private static StringBuilder close(StringBuilder xml, String name) {
        return xml.append("</").append(name).append('>');
    }
}
