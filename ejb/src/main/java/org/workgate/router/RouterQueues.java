package org.workgate.router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.workgate.notification.QueueSession;

/** The queues between the product and the router of a distribution point, in the caller's transaction. */
@ApplicationScoped
class RouterQueues {

    /** Where the queues of a distribution point are bound: followed by its ID and which of them it is. */
    private static final String QUEUES = "jms/workgate/router/";

    @Inject
    private QueueSession broker;

    @Inject
    @ConfigProperty(name = "workgate.router.connection-factory", defaultValue = "jms/workgate/connectionFactory")
    private String connectionFactory;

    /**
     * Puts a text on the queue from which the router takes.
     *
     * @throws JMSRuntimeException if the queue manager does not answer, or does not take it
     */
    void put(String distributionPointId, String text) {
        try {
            broker.put(
                    connectionFactory,
                    QUEUES + distributionPointId + "/out",
                    broker.session(connectionFactory).createTextMessage(text));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /**
     * Takes the oldest messages of the router.
     *
     * @param most how many at most
     * @throws JMSRuntimeException if the queue manager does not answer
     */
    List<Message> take(String distributionPointId, int most) {
        try (MessageConsumer consumer =
                broker.session(connectionFactory).createConsumer(broker.queue(QUEUES + distributionPointId + "/in"))) {
            var messages = new ArrayList<Message>();
            while (messages.size() < most) {
                Message next = consumer.receiveNoWait();
                if (next == null) {
                    break;
                }
                broker.hasTaken(connectionFactory);
                messages.add(next);
            }
            return messages;
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /**
     * Moves a message of the router, as it is, where it holds up nothing and is not lost.
     *
     * @throws JMSRuntimeException if the queue manager does not answer, or does not take it
     */
    void setAside(String distributionPointId, Message message) {
        try {
            broker.put(connectionFactory, QUEUES + distributionPointId + "/backout", message);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
