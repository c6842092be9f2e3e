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
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.GtlWriter;
import org.workgate.gtl.WritingRules;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.task.Origin;
import org.workgate.task.Refusal;
import org.workgate.task.Task;
import org.workgate.task.TaskEvent;

/**
 * Puts messages on the capture points' output queues (R8), in the transaction of what they tell of (A74). The response to
 * a request carries its message ID as correlation ID (A39); a notification carries none (A40).
 */
@ApplicationScoped
public class OutputQueue {

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private QueueSession broker;

    @Inject
    private MessageJournal journal;

    @Inject
    private Clock clock;

    /**
     * Tells of an event: the capture point that asked for it, as the response to its request, or else the one that captured
     * the task (A48).
     */
    void tell(@Observes TaskEvent event) {
        Origin.Request request = event.origin().request();
        String capturePointId = request == null ? event.task().capturePointId() : request.capturePointId();
        CapturePoint to = capturePoints
                .find(capturePointId)
                .orElseThrow(() -> new IllegalStateException("Capture point " + capturePointId + " is not configured"));
        put(to, GtlWriter.typeOf(event), writer(to).write(event), event.task(), request);
    }

    /** Answers a request for a task's attributes (R78, A57). */
    public void answerWithInfo(
            CapturePoint to, Origin.Request request, Task task, String actor, @Nullable String reason) {
        put(to, "TaskInfo", writer(to).taskInfo(task, actor, reason, clock.instant()), task, request);
    }

    /** Answers a ping (R185). */
    public void answerWithPong(CapturePoint to, Origin.Request request) {
        put(to, "Pong", writer(to).pong(), null, request);
    }

    /** Answers a request that was refused (R70). */
    public void answerWithError(CapturePoint to, Origin.Request request, Refusal refusal) {
        put(to, "Error", writer(to).error(refusal), null, request);
    }

    private static GtlWriter writer(CapturePoint to) {
        return new GtlWriter(new WritingRules(to.zone(), false));
    }

    private void put(
            CapturePoint to, String type, String text, @Nullable Task about, Origin.@Nullable Request request) {
        try {
            TextMessage message = broker.session().createTextMessage(text);
            if (request != null) {
                message.setJMSCorrelationID(MessageIds.jms(request.messageId()));
            }
            if (to.output().properties()) {
                message.setStringProperty("Type", type);
                if (about != null) {
                    message.setIntProperty("BrokerId", about.brokerId());
                }
            }
            broker.send(broker.output(to.id()), message, to.output().expiry());
            if (to.journal()) {
                write(to, type, message, text, about, request);
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
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
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        journal.write(
                new JournalEntry.Heading(
                        to.id(),
                        Direction.OUT,
                        MessageIds.plain(message.getJMSMessageID()),
                        answers,
                        answers,
                        type,
                        about == null ? null : about.brokerId(),
                        about == null ? null : about.captureId(),
                        now),
                body.length,
                body);
    }
}
