package org.workgate.notification;

import jakarta.annotation.PreDestroy;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.workgate.structure.CapturePoint;

/**
 * The transaction's conversation with queue managers. Everything that a transaction takes from queues besides the message
 * that was delivered to it, and everything that it puts, goes through one session for each queue manager, so that the number
 * of branches does not depend on the number of messages.
 */
@TransactionScoped
@SuppressWarnings("serial") // the scope asks for a serializable bean, though a transaction never leaves its server
public class QueueSession implements Serializable {

    /** Where the queues of a capture point are bound: followed by its ID and which of them it is. */
    private static final String QUEUES = "jms/workgate/";

    /** How the JMS client of IBM MQ begins its name. */
    private static final String IBM_MQ = "IBM MQ";

    private static final String IN = "/in";
    private static final String OUT = "/out";
    private static final String BACKOUT = "/backout";

    private final transient Map<String, Queue> queues = new HashMap<>();

    /** One for each queue: a producer for any queue would open the queue anew for each message. */
    private final transient Map<String, MessageProducer> producers = new HashMap<>();

    private final transient Map<String, Connection> connections = new HashMap<>();
    private final transient Map<String, Session> sessions = new HashMap<>();

    /** Whether the queue manager is one of IBM MQ, by the name of its connection factory. */
    private final transient Map<String, Boolean> ibmMq = new HashMap<>();

    /** The connection factories to queue managers from which messages were taken. */
    private final transient Set<String> takenFrom = new HashSet<>();

    /** Whether messages wait for the queue manager, by the ID of the capture point. */
    private final transient Map<String, Boolean> waiting = new HashMap<>();

    /**
     * The session with a capture point's queue manager, which belongs to the transaction and is closed with it; do not close
     * it.
     *
     * @throws JMSException if the broker does not answer
     */
    public Session session(CapturePoint with) throws JMSException {
        return session(with.connectionFactory());
    }

    /**
     * The session with the queue manager behind a connection factory, in the same way.
     *
     * @param name the JNDI name of the connection factory
     * @throws JMSException if the broker does not answer
     */
    public Session session(String name) throws JMSException {
        Session session = sessions.get(name);
        if (session == null) {
            Connection connection = connections.get(name);
            if (connection == null) {
                connection = lookUp(name, ConnectionFactory.class).createConnection();
                connections.put(name, connection);
                ibmMq.put(name, connection.getMetaData().getJMSProviderName().startsWith(IBM_MQ));
                connection.start();
            }
            session = connection.createSession();
            sessions.put(name, session);
        }
        return session;
    }

    /**
     * Whether a capture point's queue manager is one of IBM MQ, the descriptors of whose messages have more than JMS knows.
     *
     * @throws JMSException if the broker does not answer
     */
    boolean isIbmMq(CapturePoint of) throws JMSException {
        session(of);
        return ibmMq.getOrDefault(of.connectionFactory(), false);
    }

    /**
     * Puts a message on a capture point's input queue.
     *
     * @throws JMSException if the broker does not answer, or does not take it
     */
    public void putIn(CapturePoint to, Message message) throws JMSException {
        send(to, IN, message, Duration.ZERO);
    }

    /**
     * Puts a message on a capture point's output queue, where it stays as long as the capture point says.
     *
     * @throws JMSException if the broker does not answer, or does not take it
     */
    void putOut(CapturePoint to, Message message) throws JMSException {
        send(to, OUT, message, to.output().expiry());
    }

    /**
     * Puts a message on a capture point's backout queue.
     *
     * @throws JMSException if the broker does not answer, or does not take it
     */
    public void setAside(CapturePoint of, Message message) throws JMSException {
        send(of, BACKOUT, message, Duration.ZERO);
    }

    private void send(CapturePoint to, String which, Message message, Duration timeToLive) throws JMSException {
        send(to.connectionFactory(), name(to, which), message, timeToLive);
    }

    /**
     * Puts a message on a queue.
     *
     * @param connectionFactory the JNDI name of the connection factory to its queue manager
     * @param queue the JNDI name of the queue
     * @throws JMSException if the broker does not answer, or does not take it
     */
    public void put(String connectionFactory, String queue, Message message) throws JMSException {
        send(connectionFactory, queue, message, Duration.ZERO);
    }

    private void send(String connectionFactory, String queue, Message message, Duration timeToLive)
            throws JMSException {
        MessageProducer producer = producers.get(queue);
        if (producer == null) {
            producer = session(connectionFactory).createProducer(queue(queue));
            producers.put(queue, producer);
        }
        producer.setTimeToLive(timeToLive.toMillis());
        producer.send(message);
    }

    /**
     * Notes that the transaction has taken a message from the queue manager behind this connection factory, without which it cannot
     * commit.
     */
    public void hasTaken(String connectionFactory) {
        takenFrom.add(connectionFactory);
    }

    /** Whether the transaction cannot commit without the queue manager of this capture point, since it has taken a message from it. */
    boolean hasTakenFromThatOf(CapturePoint capturePoint) {
        return takenFrom.contains(capturePoint.connectionFactory());
    }

    /**
     * Whether any message waits for the queue manager of a capture point.
     *
     * @param look asks it of the database, by the ID of the capture point; once in a transaction, since it costs as much as a
     *     message
     */
    boolean anyWaits(CapturePoint of, Predicate<String> look) {
        return waiting.computeIfAbsent(of.id(), look::test);
    }

    /** Notes that a message waits for the queue manager of this capture point. */
    void nowWaits(CapturePoint of) {
        waiting.put(of.id(), true);
    }

    /** The queue that a capture point takes messages from. */
    public Queue input(CapturePoint of) {
        return queue(of, IN);
    }

    /** The queue that a capture point puts messages on. */
    Queue output(CapturePoint of) {
        return queue(of, OUT);
    }

    /** The queue for messages of a capture point that fail for their own sake (A73). */
    public Queue backout(CapturePoint of) {
        return queue(of, BACKOUT);
    }

    /**
     * Whether two capture points put their messages on the same queue.
     *
     * @throws JMSRuntimeException if the broker does not answer
     */
    boolean shareOutput(CapturePoint one, CapturePoint other) {
        try {
            return one.connectionFactory().equals(other.connectionFactory())
                    && output(one).getQueueName().equals(output(other).getQueueName());
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private Queue queue(CapturePoint of, String which) {
        return queue(name(of, which));
    }

    /** The queue that the server has bound to this JNDI name. */
    public Queue queue(String jndiName) {
        return queues.computeIfAbsent(jndiName, name -> lookUp(name, Queue.class));
    }

    private static String name(CapturePoint of, String which) {
        return QUEUES + of.id() + which;
    }

    @SuppressWarnings("BanJNDI") // the names are the server's own: configured, or made of a configured ID
    private static <T> T lookUp(String name, Class<T> type) {
        try {
            return type.cast(InitialContext.doLookup(name));
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "The server defines no " + type.getSimpleName() + " with the JNDI name " + name, e);
        }
    }

    @PreDestroy
    void close() {
        try {
            for (Connection connection : connections.values()) {
                connection.close();
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
