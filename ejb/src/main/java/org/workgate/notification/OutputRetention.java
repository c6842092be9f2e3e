package org.workgate.notification;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * Keeps the output queue of the embedded default from filling up: nobody need take messages from it, so only the newest stay
 * (the setting {@code output.newest} of the capture point). With a real broker retention is the broker's and this does
 * nothing.
 */
@Singleton
@PermitAll
public class OutputRetention {

    /** How many messages are discarded in one transaction. */
    private static final int PORTION = 1000;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private QueueSession broker;

    @Resource
    private SessionContext self;

    /** Discards the oldest messages above the number to be kept. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void trim() {
        capturePoints.all().stream()
                .filter(capturePoint -> capturePoint.output().newest() > 0)
                .forEach(this::trim);
    }

    private void trim(CapturePoint capturePoint) {
        OutputRetention transactional = self.getBusinessObject(OutputRetention.class);
        long surplus = transactional.depth(capturePoint) - capturePoint.output().newest();
        while (surplus > 0) {
            int portion = (int) Math.min(surplus, PORTION);
            surplus = transactional.discard(capturePoint, portion) < portion ? 0 : surplus - portion;
        }
    }

    /** How many messages lie on the output queue of the embedded messaging engine. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long depth(CapturePoint capturePoint) {
        try {
            String queue = broker.output(capturePoint).getQueueName();
            Object depth = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            ObjectName.getInstance("WebSphere:feature=wasJmsServer,type=Queue,name=" + queue), "Depth");
            return ((Number) depth).longValue();
        } catch (JMException e) {
            throw new IllegalStateException(
                    "The depth of the output queue is not known; set output.newest of the capture point to 0 where the"
                            + " broker is not the embedded messaging engine",
                    e);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /**
     * Discards the oldest messages.
     *
     * @param most how many at most
     * @return how many there were to discard
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int discard(CapturePoint capturePoint, int most) {
        try (MessageConsumer consumer = broker.session(capturePoint).createConsumer(broker.output(capturePoint))) {
            int discarded = 0;
            while (discarded < most && consumer.receiveNoWait() != null) {
                discarded++;
            }
            return discarded;
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
