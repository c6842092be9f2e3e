package org.workgate.router;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.workgate.distribution.DistributionTurns;
import org.workgate.gate.TaskGate;
import org.workgate.gtl.RouterMessage;
import org.workgate.journal.MessageJournal;
import org.workgate.notification.MessageIds;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.task.DistributionReport;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;

/**
 * Takes what the router of a distribution point tells, and tells it what waits, each portion in a transaction of its own. Of several
 * servers one at a time is about a distribution point, so that reports take effect, and messages leave, in their order.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RouterExchange {

    private static final Logger LOG = System.getLogger(RouterExchange.class.getName());

    @Inject
    private DistributionTurns turns;

    @Inject
    private RouterQueues queues;

    @Inject
    private OutgoingMessages outgoing;

    @Inject
    private TaskGate gate;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private StructureInForce structure;

    /**
     * A report, and the message that it came as.
     *
     * @param message itself
     * @param report what it tells; null where it cannot be read, which was logged
     */
    private record Delivery(Message message, @Nullable RouterReport report) {}

    /** The distribution points of the structure in force behind which there is a router. */
    public List<DistributionPoint> points() {
        return structure.get().distributionPoints().stream()
                .filter(point -> point.system() == Destination.ROUTER)
                .toList();
    }

    /**
     * Takes the oldest reports of a router and does what they tell. One that cannot be read is put on the backout queue.
     *
     * @param most how many at most
     * @param setAside the ID of a message that is put there as well, since it has failed too often for its own sake; empty for none
     * @param taken is told the ID of each message before anything is done with it
     * @return how many there were
     * @throws RuntimeException if one of them cannot be carried out; none has been then
     */
    public int take(DistributionPoint point, int most, String setAside, Consumer<String> taken) {
        turns.take(point.id());
        List<Message> messages = queues.take(point.id(), most);
        messages.forEach(message -> taken.accept(id(message)));
        List<Delivery> deliveries = messages.stream()
                .map(message -> new Delivery(message, read(message, point, setAside)))
                .toList();
        Set<String> told = gate.prepareReports(deliveries.stream()
                .map(Delivery::report)
                .filter(Objects::nonNull)
                .map(RouterReport::distributionId)
                .toList());
        journal.lock(capturePoints.journaling(told));
        for (Delivery delivery : deliveries) {
            RouterReport report = delivery.report();
            if (report == null) {
                queues.setAside(point.id(), delivery.message());
            } else {
                carryOut(report, point);
            }
        }
        return deliveries.size();
    }

    /**
     * Tells the router what waits, the oldest first.
     *
     * @param most how much at most
     * @return how much there was
     */
    public int tell(DistributionPoint point, int most) {
        turns.take(point.id());
        List<OutgoingMessage> messages = outgoing.oldest(point.id(), most);
        for (OutgoingMessage message : messages) {
            queues.put(point.id(), message.text());
            outgoing.remove(message);
        }
        return messages.size();
    }

    private static String id(Message message) {
        try {
            return MessageIds.plain(Objects.requireNonNullElse(message.getJMSMessageID(), "without an ID"));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private static @Nullable RouterReport read(Message message, DistributionPoint point, String setAside) {
        String id = id(message);
        if (setAside.equals(id)) {
            LOG.log(
                    Level.WARNING,
                    "Message {0} of the router of {1} is set aside on its backout queue, since it fails again and again",
                    id,
                    point.id());
            return null;
        }
        try {
            return RouterReport.of(RouterMessage.read(text(message)), point);
        } catch (InvalidValueException e) {
            LOG.log(
                    Level.WARNING,
                    "Message {0} of the router of {1} is set aside on its backout queue: {2}",
                    id,
                    point.id(),
                    e.getMessage());
            return null;
        }
    }

    /** That a text cannot be decoded is no fault of the queue manager, and would be the same the next time. */
    private static String text(Message message) {
        try {
            if (message instanceof TextMessage textMessage && textMessage.getText() != null) {
                return textMessage.getText();
            }
        } catch (JMSException e) {
            throw new InvalidValueException("The message", "cannot be decoded: " + e.getMessage());
        }
        throw new InvalidValueException("The message", "has no text; put the XML as one");
    }

    /** Forgets what waits to be told to routers of distribution points that have none any more. */
    public void forgetOthers(List<DistributionPoint> points) {
        outgoing.removeOthers(points.stream().map(DistributionPoint::id).toList());
    }

    private void carryOut(RouterReport told, DistributionPoint point) {
        Origin origin = told.origin();
        DistributionReport report = told.report();
        Outcome outcome = told.isAnswer()
                ? gate.givesBack(point.id(), told.distributionId(), (DistributionReport.Assigned) report, origin)
                : gate.report(point.id(), told.distributionId(), Objects.requireNonNull(report), origin);
        if (outcome instanceof Outcome.Stale) {
            LOG.log(
                    Level.INFO,
                    "A report of the router of {0} is ignored, since {1} is no task of it now, or nobody waits for it: {2}",
                    point.id(),
                    told.distributionId(),
                    report == null ? "Revoked" : report.event());
        }
    }
}
