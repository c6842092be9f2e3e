package org.workgate.notification;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction's conversation with the broker. Everything that a transaction takes from queues besides the message that
 * was delivered to it, and everything that it puts, goes through this one context, so that the number of branches does not
 * depend on the number of messages.
 */
@TransactionScoped
@SuppressWarnings("serial") // the scope asks for a serializable bean, though a transaction never leaves its server
public class QueueSession implements Serializable {

    /** Where the queues of a capture point are bound: followed by its ID and {@code /in}, {@code /out} or {@code /backout}. */
    private static final String QUEUES = "jms/workgate/";

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    private transient @Nullable JMSContext context;

    /** The context, which belongs to the transaction and is closed with it; do not close it. */
    public JMSContext context() {
        if (context == null) {
            context = connectionFactory.createContext();
        }
        return context;
    }

    /** The queue that a capture point takes messages from. */
    public Queue input(String capturePointId) {
        return queue(capturePointId, "in");
    }

    /** The queue that a capture point puts messages on. */
    public Queue output(String capturePointId) {
        return queue(capturePointId, "out");
    }

    /** The queue for messages of a capture point that fail for their own sake (A73). */
    public Queue backout(String capturePointId) {
        return queue(capturePointId, "backout");
    }

    @SuppressWarnings("BanJNDI") // the names are the server's own, made of a configured ID
    private static Queue queue(String capturePointId, String which) {
        String name = QUEUES + capturePointId + "/" + which;
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("The server defines no queue with the JNDI name " + name, e);
        }
    }

    @PreDestroy
    void close() {
        if (context != null) {
            context.close();
        }
    }
}
