package org.workgate.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.GtlWriter;
import org.workgate.gtl.ScriptFailure;
import org.workgate.gtl.ScriptOverdue;
import org.workgate.gtl.Transformation;
import org.workgate.gtl.WritingRules;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.notification.UnsentMessage.Cause;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Refusal;
import org.workgate.task.RefusedLater;
import org.workgate.task.Task;
import org.workgate.task.TaskEvent;

/**
 * Puts messages on the capture points' output queues (R8), in the transaction of what they tell of (A74). The response to
 * a request carries its message ID as correlation ID (A39); a notification carries none, or by a setting that of the message
 * which created the task (A40). Each passes the script of the capture point, if it has one (R11). What the script cannot
 * transform, or a queue manager that does not answer cannot take, is kept as an {@link UnsentMessage}.
 */
@ApplicationScoped
public class OutputQueue {

    private static final Logger LOG = System.getLogger(OutputQueue.class.getName());

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private QueueSession broker;

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private MessageJournal journal;

    @Inject
    private UnsentMessages unsent;

    @Inject
    private Clock clock;

    /**
     * Tells of an event: the capture point that asked for it, as the response to its request, and the one that captured the
     * task (A48). Where that is the same, or both have the same queue, the response is all; but one that is switched off takes
     * nothing from the other capture point (A27).
     */
    void tell(@Observes TaskEvent event) {
        if (event instanceof TaskEvent.Silent && !(event instanceof TaskEvent.MadeByRules)) {
            return;
        }
        CapturePoint captor = capturePoint(event.task().capturePointId());
        if (event instanceof TaskEvent.MadeByRules
                && (!captor.output().tellsRuleChanges()
                        || event.occurrence().changes().changed().isEmpty())) {
            return;
        }
        Origin.Request request = event.origin().request();
        if (request == null) {
            tell(captor, event, null);
            return;
        }
        CapturePoint asker = capturePoint(request.capturePointId());
        tell(asker, event, request);
        if (!asker.id().equals(captor.id())
                && (isSwitchedOff(asker, GtlWriter.typeOf(event)) || !broker.shareOutput(asker, captor))) {
            tell(captor, event, null);
        }
    }

    /** Answers whoever asked by a message for what was refused after it had waited (A66, A87). */
    void tell(@Observes RefusedLater refused) {
        Origin.Request request = refused.origin().request();
        if (request != null) {
            answerWithError(capturePoint(request.capturePointId()), request, refused.refusal());
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
        if (isSwitchedOff(to, type)) {
            return;
        }
        var envelope = new Envelope(
                type,
                about == null ? null : about.brokerId(),
                about == null ? null : about.captureId(),
                correlationId(to, about, request),
                request == null ? null : request.messageId());
        String text = writing.get();
        if (about != null && waitsBehindOthers(to, about.brokerId())) {
            keep(to, envelope, text, Cause.BROKER, "An earlier message about the task waits for the queue manager");
            return;
        }
        try {
            putAgain(to, envelope, text);
        } catch (ScriptFailure | ScriptOverdue e) {
            keep(to, envelope, text, Cause.SCRIPT, String.valueOf(e.getMessage()));
        } catch (JMSRuntimeException e) {
            if (broker.hasTakenFromThatOf(to)) {
                // The transaction cannot commit without that queue manager, and what was taken comes again.
                throw e;
            }
            keep(to, envelope, text, Cause.BROKER, Causes.describe(e));
        }
    }

    private static boolean isSwitchedOff(CapturePoint to, String type) {
        return to.output().switchedOff().contains(type);
    }

    /**
     * Whether earlier messages about the task wait for the queue manager. Who asks has locked the task, so that nobody else can
     * have one wait meanwhile.
     */
    private boolean waitsBehindOthers(CapturePoint to, int brokerId) {
        return broker.anyWaits(to, id -> unsent.count(id, Cause.BROKER) > 0) && unsent.anyWaits(to.id(), brokerId);
    }

    /**
     * Puts a message that was written before, through the script of the capture point (R11).
     *
     * @param text its text in the standard form
     * @return its message ID, without the prefix {@code ID:}
     * @throws ScriptFailure if the script cannot transform it; nothing was put
     * @throws ScriptOverdue if the script transforms nothing at present; nothing was put
     * @throws JMSRuntimeException if the queue manager does not answer, or does not take it
     */
    String putAgain(CapturePoint to, Envelope envelope, String text) throws ScriptFailure {
        Transformation script = to.scripts().out();
        String onTheWire = script == null ? text : script.apply(text);
        try {
            TextMessage message = broker.session(to).createTextMessage(onTheWire);
            if (envelope.correlationId() != null) {
                message.setJMSCorrelationID(envelope.correlationId());
            }
            if (to.output().properties()) {
                message.setStringProperty("Type", envelope.type());
                if (envelope.brokerId() != null) {
                    message.setIntProperty("BrokerId", envelope.brokerId());
                }
            }
            if (envelope.answers() != null && broker.isIbmMq(to)) {
                MqDescriptor.declareReply(message);
            }
            broker.putOut(to, message);
            String messageId = MessageIds.plain(message.getJMSMessageID());
            if (to.journal()) {
                write(to, envelope, messageId, onTheWire);
            }
            return messageId;
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /** The change that it tells of stands (A79, A89). */
    private void keep(CapturePoint to, Envelope envelope, String text, Cause cause, String fault) {
        unsent.keep(new UnsentMessage(to.id(), envelope, text, cause, fault, now()));
        if (cause == Cause.BROKER) {
            broker.nowWaits(to);
        }
        LOG.log(Level.WARNING, "{0} of {1} is kept ({2}): {3}", envelope.type(), to.id(), cause, fault);
    }

    /**
     * Of a response, the request's message ID or, where a setting or the request says so, its correlation ID as it came (A39). Of a
     * notification none, or, where a setting says so, the message ID of what created the task (A40).
     */
    private @Nullable String correlationId(CapturePoint to, @Nullable Task about, Origin.@Nullable Request request) {
        if (request != null) {
            return to.output().copiesCorrelationId() || request.wantsItsCorrelationId()
                    ? request.correlationId()
                    : MessageIds.jms(request.messageId());
        }
        return about != null && to.output().correlatesNotifications()
                ? tasks.messageOfCreation(about.brokerId()).map(MessageIds::jms).orElse(null)
                : null;
    }

    private void write(CapturePoint to, Envelope envelope, String messageId, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String correlationId = envelope.correlationId();
        journal.write(
                new JournalEntry.Heading(
                        to.id(),
                        Direction.OUT,
                        messageId,
                        correlationId == null ? null : MessageIds.plain(correlationId),
                        envelope.answers(),
                        envelope.type(),
                        envelope.brokerId(),
                        envelope.captureId(),
                        now()),
                body.length,
                body);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
