package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.workgate.journal.Direction;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * Takes messages off the input queue in their order. While a backlog lasts, the transaction of the message that the server
 * delivers takes further ones along, since what costs time is the end of a transaction and not the work in it.
 *
 * <p>Works in the delivery's transaction. Whatever is wrong with a message is answered and commits; what fails rolls the
 * transaction back, and its messages come again in their order.
 */
@ApplicationScoped
class Intake {

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private IntakeDuty duty;

    @Inject
    private IntakeLeases leases;

    @Inject
    private Requests requests;

    @Inject
    private QueueSession session;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /** Takes this message, and more where there are more. Never throws: what fails rolls the transaction back. */
    void take(Message first) {
        CapturePoint capturePoint = capturePoints.own();
        Turn turn = duty.begin(capturePoint.batch());
        transaction.registerInterposedSynchronization(turn);
        if (!turn.isAllowed()) {
            transaction.setRollbackOnly();
            return;
        }
        try {
            if (!leases.fence(capturePoint.id(), turn.leaseNumber())) {
                duty.lost(turn);
                transaction.setRollbackOnly();
                return;
            }
            carryOut(first, turn, capturePoint);
            if (turn.mayTakeMore() && !first.getJMSRedelivered()) {
                takeMore(turn, capturePoint);
            }
            leases.flush();
        } catch (JMSException | RuntimeException e) {
            transaction.setRollbackOnly();
            duty.failed(turn, e);
        }
    }

    private void takeMore(Turn turn, CapturePoint capturePoint) throws JMSException {
        try (JMSConsumer consumer = session.context().createConsumer(session.input(capturePoint.id()))) {
            while (turn.mayTakeMore()) {
                Message next = consumer.receiveNoWait();
                if (next == null) {
                    return;
                }
                carryOut(next, turn, capturePoint);
                if (next.getJMSRedelivered()) {
                    return;
                }
            }
        }
    }

    private void carryOut(Message message, Turn turn, CapturePoint capturePoint) throws JMSException {
        var received = Received.of(message);
        turn.takes(received.messageId(), received.bytes().length);
        if (duty.hasFailedForItsOwnSake(received.messageId())) {
            setAside(message, received, capturePoint);
        } else {
            requests.carryOut(received, capturePoint);
        }
    }

    /** Moves the message to the backout queue as it is, so that it holds up nothing and is not lost (A73). */
    private void setAside(Message message, Received received, CapturePoint capturePoint) {
        session.context().createProducer().send(session.backout(capturePoint.id()), message);
        if (capturePoint.journal()) {
            requests.note(received, Direction.BACKOUT, "", capturePoint);
        }
    }
}
