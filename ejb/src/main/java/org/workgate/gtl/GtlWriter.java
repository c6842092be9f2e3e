package org.workgate.gtl;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Characters;
import org.workgate.task.CustomAttributes;
import org.workgate.task.Origin;
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

    /** What TaskInfo has and TaskUpdated has not (R137), and all that TaskDistributedQueue adds (R140). */
    private static final Set<TaskAttribute> NOT_UPDATED = Collections.unmodifiableSet(
            EnumSet.of(TaskAttribute.QUEUE, TaskAttribute.QUEUE_TYPE, TaskAttribute.QUEUE_TARGET));

    private final WritingRules rules;

    /** A writer by these rules. */
    public GtlWriter(WritingRules rules) {
        this.rules = rules;
    }

    /** The name of the message that tells of this event, such as {@code TaskCreated}; also that of its switch (A27). */
    public static String typeOf(TaskEvent event) {
        return event instanceof TaskEvent.MadeByRules
                ? TaskEvent.TaskUpdated.class.getSimpleName()
                : event.getClass().getSimpleName();
    }

    /** The notification of an event, which is also the response to who asked for it (R17). */
    public String write(TaskEvent event) {
        var xml = new StringBuilder(512);
        String type = typeOf(event);
        Task task = event.task();
        open(open(xml, "GTLMessages"), type);
        standard(xml, task, event.occurrence().submission(), event.origin(), event.at());
        if (event instanceof TaskEvent.TaskUpdated || event instanceof TaskEvent.MadeByRules) {
            attributes(xml, task, NOT_UPDATED, "ext", "data");
            // Printed twice, in two spellings: a consumer that was written to either works (A10).
            optional(xml, "actor", event.origin().actor());
        } else if (event instanceof TaskEvent.TaskDistributedQueue) {
            NOT_UPDATED.forEach(attribute -> optional(xml, attribute.wireName(), attribute.of(task)));
        } else if (event instanceof TaskEvent.TaskAssigned) {
            optional(xml, "AssignedToUser", TaskAttribute.ASSIGNED_TO_USER.of(task));
        } else if (event instanceof TaskEvent.TaskErrorHeld errorHeld) {
            optional(xml, "Error", cut(errorHeld.error()));
        }
        return close(close(xml, type), "GTLMessages").toString();
    }

    /**
     * The response {@code TaskInfo} (R78-R121).
     *
     * @param task the task that was asked for
     * @param asker who asks and why; the actor is the capture point's name where the request names none (A57)
     * @param now the time of processing
     */
    public String taskInfo(Task task, Origin asker, Instant now) {
        var xml = new StringBuilder(2048);
        open(open(xml, "GTLMessages"), "TaskInfo");
        standard(xml, task, new TaskEvent.Submission(task.distributionId(), task.distributionPointId()), asker, now);
        attributes(xml, task, Set.of(), "Ext", "Data");
        return close(close(xml, "TaskInfo"), "GTLMessages").toString();
    }

    /** All attributes but these, with the two sections in the spelling of the message (A8). */
    private void attributes(StringBuilder xml, Task task, Set<TaskAttribute> without, String ext, String data) {
        attributes(xml, task, Section.CORE, without);
        section(xml, ext, () -> attributes(xml, task, Section.EXT, without));
        section(xml, data, () -> {
            for (Map.Entry<String, String> custom :
                    task.customAttributes().asMap().entrySet()) {
                if (!Characters.isName(custom.getKey())) {
                    throw new IllegalArgumentException("'" + custom.getKey() + "' cannot be the name of an element");
                }
                element(xml, custom.getKey(), cut(custom.getValue()));
            }
        });
    }

    /** As much of a text as a custom attribute has on the wire; an error may be longer (A35). */
    private static String cut(String text) {
        return text.length() > CustomAttributes.MAX_LENGTH
                        && text.codePointCount(0, text.length()) > CustomAttributes.MAX_LENGTH
                ? text.substring(0, text.offsetByCodePoints(0, CustomAttributes.MAX_LENGTH))
                : text;
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
    private void standard(StringBuilder xml, Task task, TaskEvent.Submission submission, Origin origin, Instant at) {
        optional(xml, "BrokerId", task.brokerId());
        optional(xml, "CaptureId", task.captureId());
        optional(xml, "CapturePointId", task.capturePointId());
        optional(xml, "DistributionId", submission.distributionId());
        optional(xml, "DistributionPointId", submission.distributionPointId());
        optional(xml, "Actor", origin.actor());
        optional(xml, "Reason", origin.reason());
        optional(xml, "EventDateTime", at);
    }

    private void attributes(StringBuilder xml, Task task, Section section, Set<TaskAttribute> without) {
        for (TaskAttribute attribute : ATTRIBUTES) {
            if (attribute.section() == section && !without.contains(attribute)) {
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
