package org.workgate.notification;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction's conversation with the broker. Everything that a transaction takes from queues besides the message that
 * was delivered to it, and everything that it puts, goes through this one session, so that the number of branches does not
 * depend on the number of messages.
 */
@TransactionScoped
@SuppressWarnings("serial") // the scope asks for a serializable bean, though a transaction never leaves its server
public class QueueSession implements Serializable {

    /** Where the queues of a capture point are bound: followed by its ID and {@code /in}, {@code /out} or {@code /backout}. */
    private static final String QUEUES = "jms/workgate/";

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    private final transient Map<String, Queue> queues = new HashMap<>();

    /** One for each queue: a producer for any queue would open the queue anew for each message. */
    private final transient Map<Queue, MessageProducer> producers = new HashMap<>();

    private transient @Nullable Connection connection;
    private transient @Nullable Session session;

    /**
     * The session, which belongs to the transaction and is closed with it; do not close it.
     *
     * @throws JMSException if the broker does not answer
     */
    public Session session() throws JMSException {
        if (session == null) {
            connection = connectionFactory.createConnection();
            connection.start();
            session = connection.createSession();
        }
        return session;
    }

    /**
     * Puts a message on a queue.
     *
     * @param timeToLive how long it stays there if nobody takes it; zero for ever
     * @throws JMSException if the broker does not answer, or does not take it
     */
    public void send(Queue queue, Message message, Duration timeToLive) throws JMSException {
        MessageProducer producer = producers.get(queue);
        if (producer == null) {
            producer = session().createProducer(queue);
            producers.put(queue, producer);
        }
        producer.setTimeToLive(timeToLive.toMillis());
        producer.send(message);
    }

    /** The queue that a capture point takes messages from. */
    public Queue input(String capturePointId) {
        return queue(capturePointId, "in");
    }

    /** The queue that a capture point puts messages on. */
    public Queue output(String capturePointId) {
        return queue(capturePointId, "out");
    }

    /**
     * Whether two capture points put their messages on the same queue.
     *
     * @throws JMSRuntimeException if the broker does not answer
     */
    boolean shareOutput(String capturePointId, String otherId) {
        try {
            return output(capturePointId).getQueueName().equals(output(otherId).getQueueName());
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /** The queue for messages of a capture point that fail for their own sake (A73). */
    public Queue backout(String capturePointId) {
        return queue(capturePointId, "backout");
    }

    private Queue queue(String capturePointId, String which) {
        return queues.computeIfAbsent(QUEUES + capturePointId + "/" + which, QueueSession::lookUp);
    }

    @SuppressWarnings("BanJNDI") // the names are the server's own, made of a configured ID
    private static Queue lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("The server defines no queue with the JNDI name " + name, e);
        }
    }

    @PreDestroy
    void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
