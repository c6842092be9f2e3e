package org.workgate.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.workgate.gate.TaskGate;
import org.workgate.gtl.GtlReader;
import org.workgate.gtl.GtlRequest;
import org.workgate.gtl.ReadingRules;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.notification.OutputQueue;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.TaskCommand;

/** Carries out what a message asks for, operation by operation (A41), in the caller's transaction. */
@ApplicationScoped
class Requests {

    @Inject
    private TaskGate gate;

    @Inject
    private OutputQueue output;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    /**
     * Reads what a message asks for, whole, before anything of it is carried out; through the capture point's script, if it
     * has one (R10).
     *
     * @return at least one request
     * @throws org.workgate.gtl.ScriptOverdue if the script transforms nothing at present
     */
    List<GtlRequest> read(Received message, CapturePoint capturePoint) {
        CapturePoint.MessageLimits limits = capturePoint.limits();
        CapturePoint.Reading reading = capturePoint.reading();
        var reader = new GtlReader(
                new ReadingRules(
                        capturePoint.zone(),
                        limits.maxBytes(),
                        limits.maxDepth(),
                        limits.maxElements(),
                        new ReadingRules.Leniency(
                                reading.trimStrings(),
                                reading.strict(),
                                reading.truncate(),
                                reading.restartHold(),
                                reading.extraAttributes())),
                capturePoint.scripts().in());
        return message.requests(reader);
    }

    /** Looks up what these requests are about and locks it, of all messages of a transaction at once. */
    void prepare(List<GtlRequest> requests, CapturePoint capturePoint) {
        Set<String> told = gate.prepare(
                requests.stream()
                        .filter(GtlRequest.TaskAction.class::isInstance)
                        .map(request -> ((GtlRequest.TaskAction) request).command())
                        .toList(),
                capturePoint);
        // Two capture points that act on each other's tasks would else take the two counters in different orders.
        journal.lock(capturePoints.journaling(told));
    }

    /**
     * Carries out and answers each of a message's operations, in their order (R15).
     *
     * @throws RuntimeException only if the infrastructure or the product fails; never for what is in the message
     */
    void carryOut(Received message, List<GtlRequest> requests, CapturePoint capturePoint) {
        if (capturePoint.journal()) {
            note(message, Direction.IN, requests.get(0).type(), capturePoint);
        }
        var request = new Origin.Request(
                capturePoint.id(), message.messageId(), message.correlationId(), message.wantsItsCorrelationId());
        for (GtlRequest operation : requests) {
            answer(operation, request, capturePoint);
        }
    }

    /** Notes that a message was taken off the input queue. */
    void note(Received message, Direction direction, String type, CapturePoint capturePoint) {
        int size = message.bytes().length;
        journal.write(
                new JournalEntry.Heading(
                        capturePoint.id(),
                        direction,
                        message.messageId(),
                        message.correlationId(),
                        null,
                        type,
                        null,
                        null,
                        now()),
                size,
                size > capturePoint.limits().maxBytes() ? null : message.bytes());
    }

    private void answer(GtlRequest operation, Origin.Request request, CapturePoint capturePoint) {
        if (operation instanceof GtlRequest.TaskAction action) {
            act(action, request, capturePoint);
        } else if (operation instanceof GtlRequest.Unreadable unreadable) {
            output.answerWithError(capturePoint, request, unreadable.refusal());
        } else if (operation instanceof GtlRequest.Ping) {
            output.answerWithPong(capturePoint, request);
        }
    }

    private void act(GtlRequest.TaskAction action, Origin.Request request, CapturePoint capturePoint) {
        String actor = Objects.requireNonNullElse(action.actor(), capturePoint.name());
        var origin = new Origin(actor, action.reason(), action.actionDateTime(), Channel.MESSAGE, null, request);
        Outcome outcome = gate.perform(action.command(), capturePoint, origin);
        if (outcome instanceof Outcome.Refused refused) {
            output.answerWithError(capturePoint, request, refused.refusal());
        } else if (outcome instanceof Outcome.Accepted accepted && action.command() instanceof TaskCommand.Query) {
            output.answerWithInfo(capturePoint, accepted.task(), origin);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
