package org.workgate.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.GtlWriter;
import org.workgate.gtl.WritingRules;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Refusal;
import org.workgate.task.Task;
import org.workgate.task.TaskEvent;

/**
 * Puts messages on the capture points' output queues (R8), in the transaction of what they tell of (A74). The response to
 * a request carries its message ID as correlation ID (A39); a notification carries none, or by a setting that of the message
 * which created the task (A40).
 */
@ApplicationScoped
public class OutputQueue {

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private QueueSession broker;

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private MessageJournal journal;

    @Inject
    private Clock clock;

    /**
     * Tells of an event: the capture point that asked for it, as the response to its request, and the one that captured the
     * task (A48). Where that is the same, or both have the same queue, the response is all.
     */
    void tell(@Observes TaskEvent event) {
        CapturePoint captor = capturePoint(event.task().capturePointId());
        Origin.Request request = event.origin().request();
        if (request == null) {
            tell(captor, event, null);
            return;
        }
        CapturePoint asker = capturePoint(request.capturePointId());
        tell(asker, event, request);
        if (!asker.id().equals(captor.id()) && !share(asker, captor)) {
            tell(captor, event, null);
        }
    }

    private boolean share(CapturePoint asker, CapturePoint captor) {
        try {
            return broker.shareOutput(asker, captor);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private CapturePoint capturePoint(String id) {
        return capturePoints
                .find(id)
                .orElseThrow(() -> new IllegalStateException("Capture point " + id + " is not configured"));
    }

    private void tell(CapturePoint to, TaskEvent event, Origin.@Nullable Request request) {
        put(to, GtlWriter.typeOf(event), () -> writer(to).write(event), event.task(), request);
    }

    /**
     * Answers a request for a task's attributes (R78).
     *
     * @param asker who asks, by a message
     */
    public void answerWithInfo(CapturePoint to, Task task, Origin asker) {
        put(to, "TaskInfo", () -> writer(to).taskInfo(task, asker, clock.instant()), task, asker.request());
    }

    /** Answers a ping (R185). */
    public void answerWithPong(CapturePoint to, Origin.Request request) {
        put(to, "Pong", () -> writer(to).pong(), null, request);
    }

    /** Answers a request that was refused (R70). */
    public void answerWithError(CapturePoint to, Origin.Request request, Refusal refusal) {
        put(to, "Error", () -> writer(to).error(refusal), null, request);
    }

    private static GtlWriter writer(CapturePoint to) {
        return new GtlWriter(new WritingRules(to.zone(), to.output().emitNull()));
    }

    private void put(
            CapturePoint to,
            String type,
            Supplier<String> writing,
            @Nullable Task about,
            Origin.@Nullable Request request) {
        if (to.output().switchedOff().contains(type)) {
            return;
        }
        try {
            String text = writing.get();
            TextMessage message = broker.session(to).createTextMessage(text);
            String correlationId = correlationId(to, about, request);
            if (correlationId != null) {
                message.setJMSCorrelationID(correlationId);
            }
            if (to.output().properties()) {
                message.setStringProperty("Type", type);
                if (about != null) {
                    message.setIntProperty("BrokerId", about.brokerId());
                }
            }
            broker.putOut(to, message);
            if (to.journal()) {
                write(to, type, message, text, about, request);
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /**
     * Of a response, the request's message ID or, where a setting says so, its correlation ID as it came (A39). Of a
     * notification none, or, where a setting says so, the message ID of what created the task (A40).
     */
    private @Nullable String correlationId(CapturePoint to, @Nullable Task about, Origin.@Nullable Request request) {
        if (request != null) {
            return to.output().copiesCorrelationId() ? request.correlationId() : MessageIds.jms(request.messageId());
        }
        return about != null && to.output().correlatesNotifications()
                ? tasks.messageOfCreation(about.brokerId()).map(MessageIds::jms).orElse(null)
                : null;
    }

    private void write(
            CapturePoint to,
            String type,
            TextMessage message,
            String text,
            @Nullable Task about,
            Origin.@Nullable Request request)
            throws JMSException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String answers = request == null ? null : request.messageId();
        String correlationId = message.getJMSCorrelationID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        journal.write(
                new JournalEntry.Heading(
                        to.id(),
                        Direction.OUT,
                        MessageIds.plain(message.getJMSMessageID()),
                        correlationId == null ? null : MessageIds.plain(correlationId),
                        answers,
                        type,
                        about == null ? null : about.brokerId(),
                        about == null ? null : about.captureId(),
                        now),
                body.length,
                body);
    }
}
