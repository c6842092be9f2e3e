package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.workgate.capture.InputQueue.Waiting;
import org.workgate.gtl.GtlRequest;
import org.workgate.journal.Direction;
import org.workgate.notification.MessageIds;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;

/**
 * Takes messages off the input queue in their order. While a backlog lasts, the transaction of the message that the server
 * delivers takes further ones along, since what costs time is the end of a transaction and not the work in it.
 *
 * <p>Works in the delivery's transaction. Whatever is wrong with a message is answered and commits; what fails rolls the
 * transaction back, and its messages come again in their order.
 */
@ApplicationScoped
class Intake {

    private static final Logger LOG = System.getLogger(Intake.class.getName());

    @Inject
    private Intakes intakes;

    @Inject
    private IntakeLeases leases;

    @Inject
    private Requests requests;

    @Inject
    private QueueSession broker;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /**
     * A message that a turn has taken.
     *
     * @param message itself
     * @param received what came with it
     * @param requests what it asks for; not read, and none, where it is to be set aside
     */
    private record Delivery(Message message, Received received, List<GtlRequest> requests) {}

    /**
     * Takes this message, and more where there are more. What fails rolls the transaction back and is not thrown.
     *
     * @param first the message that the server has delivered
     * @param number which intake it was delivered to
     * @throws IllegalStateException if no capture point has this intake
     */
    void take(Message first, int number) {
        IntakeDuty duty = intakes.numbered(number);
        CapturePoint capturePoint = duty.capturePoint();
        Turn turn = duty.turn();
        try {
            transaction.registerInterposedSynchronization(turn);
        } catch (RuntimeException e) {
            // The transaction has timed out already, and will not tell the turn of its end.
            duty.ended(turn, false);
            throw e;
        }
        broker.hasTaken(capturePoint.connectionFactory());
        try {
            Waiting waiting = Waiting.of(first);
            if (!turn.beginsWith(waiting)) {
                if (turn.isAllowed()) {
                    duty.overtakes(waiting.id());
                }
                transaction.setRollbackOnly();
                return;
            }
            if (capturePoint.ordered() && !leases.fence(capturePoint.id(), turn.leaseNumber())) {
                duty.lost(turn);
                transaction.setRollbackOnly();
                return;
            }
            List<Delivery> deliveries = deliveries(first, turn, capturePoint);
            requests.prepare(
                    deliveries.stream()
                            .flatMap(delivery -> delivery.requests().stream())
                            .toList(),
                    capturePoint);
            for (Delivery delivery : deliveries) {
                carryOut(delivery, turn, capturePoint);
            }
            leases.flush();
        } catch (JMSException | RuntimeException | Error e) {
            transaction.setRollbackOnly();
            duty.failed(turn, e);
        }
    }

    /** The first message, and further ones that lie behind it, as many as the turn may take. */
    private List<Delivery> deliveries(Message first, Turn turn, CapturePoint capturePoint) throws JMSException {
        var deliveries = new ArrayList<Delivery>();
        deliveries.add(delivery(first, turn, capturePoint));
        if (!turn.mayTakeMore() || first.getJMSRedelivered()) {
            return deliveries;
        }
        try (MessageConsumer consumer = broker.session(capturePoint).createConsumer(broker.input(capturePoint))) {
            while (turn.mayTakeMore() && capturePoint.scripts().troubleIn().isEmpty()) {
                Message next = consumer.receiveNoWait();
                if (next == null) {
                    break;
                }
                deliveries.add(delivery(next, turn, capturePoint));
                if (next.getJMSRedelivered()) {
                    break;
                }
            }
        }
        return deliveries;
    }

    private Delivery delivery(Message message, Turn turn, CapturePoint capturePoint) throws JMSException {
        var received = Received.of(message);
        turn.takes(Waiting.of(message), received.bytes().length);
        return turn.setsAside(received.messageId())
                ? new Delivery(message, received, List.of())
                : new Delivery(message, received, requests.read(received, capturePoint));
    }

    private void carryOut(Delivery delivery, Turn turn, CapturePoint capturePoint) throws JMSException {
        if (turn.setsAside(delivery.received().messageId())) {
            setAside(delivery, capturePoint);
        } else {
            requests.carryOut(delivery.received(), delivery.requests(), capturePoint);
        }
    }

    /** Moves the message to the backout queue as it is, so that it holds up nothing and is not lost (A73). */
    private void setAside(Delivery delivery, CapturePoint capturePoint) throws JMSException {
        broker.setAside(capturePoint, delivery.message());
        LOG.log(
                Level.WARNING,
                "Message {0} is set aside on the backout queue of {1}, as {2}",
                delivery.received().messageId(),
                capturePoint.id(),
                MessageIds.plain(delivery.message().getJMSMessageID()));
        if (capturePoint.journal()) {
            requests.note(delivery.received(), Direction.BACKOUT, "", capturePoint);
        }
    }
}
