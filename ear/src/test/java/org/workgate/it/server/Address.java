package org.workgate.it.server;

import com.ibm.msg.client.jakarta.jms.JmsConnectionFactory;
import com.ibm.msg.client.jakarta.jms.JmsFactoryFactory;
import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.Map;
import org.workgate.mqstandin.QueueManagerStandIn;

/**
 * Where an originating system finds the queue manager and the queues.
 *
 * @param connections host(port), several of them separated by commas
 * @param queueManager its name
 * @param channel through which it connects
 * @param user as whom; empty for nobody
 * @param password the user's
 * @param cipherSuite empty for no TLS
 * @param input the queue that takes its requests
 * @param output the queue on which it finds replies
 */
public record Address(
        String connections,
        String queueManager,
        String channel,
        String user,
        String password,
        String cipherSuite,
        String input,
        String output) {

    private static final String CONNECTIONS = "IBM_MQ_CONNECTIONS";

    /** What is said of tests that want a real queue manager where the environment names none. */
    public static final String NOT_RUN =
            "NOT RUN: no real queue manager is named. Set IBM_MQ_CONNECTIONS and what docs/ibm-mq.md names besides";

    /** Whether the build wants a real queue manager. */
    public static boolean isLive() {
        return Boolean.getBoolean("workgate.ibm-mq.live");
    }

    /** Whether the build wants a real queue manager and the environment names none. */
    public static boolean isMissing() {
        return isLive() && !System.getenv().containsKey(CONNECTIONS);
    }

    public static Address of(QueueManagerStandIn standIn) {
        return new Address(
                "127.0.0.1(" + standIn.port() + ")", standIn.name(), "CRM.SVRCONN", "", "", "", "GTLIn", "GTLOut");
    }

    /** The real queue manager that the environment names, by the variables that the server has for it. */
    public static Address ofRealOne() {
        Map<String, String> named = System.getenv();
        boolean tls = named.containsKey("IBM_MQ_TRUST_STORE");
        return new Address(
                named.get(CONNECTIONS),
                named.getOrDefault("IBM_MQ_QUEUE_MANAGER", "QM1"),
                named.getOrDefault("IBM_MQ_CHANNEL", "WORKGATE.SVRCONN"),
                named.getOrDefault("IBM_MQ_USER", "workgate"),
                named.getOrDefault("IBM_MQ_PASSWORD", ""),
                named.getOrDefault("IBM_MQ_CIPHER_SUITE", tls ? "*TLS12ORHIGHER" : ""),
                named.getOrDefault("IBM_MQ_QUEUE_IN", "GTLIn"),
                named.getOrDefault("IBM_MQ_QUEUE_OUT", "GTLOut"));
    }

    /** The definition of a server that works with it. */
    public String serverDefinition() {
        return cipherSuite.isEmpty() ? "server-ibm-mq.xml" : "server-ibm-mq-tls.xml";
    }

    /** Connects with IBM's client as it is. */
    public JMSContext connect() throws JMSException {
        JmsConnectionFactory factory =
                JmsFactoryFactory.getInstance(WMQConstants.JAKARTA_WMQ_PROVIDER).createConnectionFactory();
        factory.setIntProperty(WMQConstants.WMQ_CONNECTION_MODE, WMQConstants.WMQ_CM_CLIENT);
        factory.setStringProperty(WMQConstants.WMQ_CONNECTION_NAME_LIST, connections);
        factory.setStringProperty(WMQConstants.WMQ_CHANNEL, channel);
        factory.setStringProperty(WMQConstants.WMQ_QUEUE_MANAGER, queueManager);
        if (!cipherSuite.isEmpty()) {
            factory.setStringProperty(WMQConstants.WMQ_SSL_CIPHER_SUITE, cipherSuite);
        }
        return user.isEmpty() ? factory.createContext() : factory.createContext(user, password);
    }
}
