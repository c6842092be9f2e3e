package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.ibm.mq.MQException;
import com.ibm.msg.client.jakarta.jms.JmsConnectionFactory;
import com.ibm.msg.client.jakarta.jms.JmsFactoryFactory;
import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnectionFactory;

/** Connection factories of the real client, for the stand-in. */
final class Factories {

    private Factories() {}

    static ConnectionFactory plain(QueueManagerStandIn queueManager) throws JMSException {
        return plain(queueManager.port(), queueManager.name());
    }

    static ConnectionFactory plain(int port, String queueManager) throws JMSException {
        return connecting(provider().createConnectionFactory(), port, queueManager);
    }

    static XAConnectionFactory xa(QueueManagerStandIn queueManager) throws JMSException {
        return connecting(provider().createXAConnectionFactory(), queueManager.port(), queueManager.name());
    }

    private static JmsFactoryFactory provider() throws JMSException {
        return JmsFactoryFactory.getInstance(WMQConstants.JAKARTA_WMQ_PROVIDER);
    }

    private static <T extends JmsConnectionFactory> T connecting(T factory, int port, String queueManager)
            throws JMSException {
        factory.setStringProperty(WMQConstants.WMQ_HOST_NAME, "127.0.0.1");
        factory.setIntProperty(WMQConstants.WMQ_PORT, port);
        factory.setStringProperty(WMQConstants.WMQ_CHANNEL, "DEV.APP.SVRCONN");
        factory.setIntProperty(WMQConstants.WMQ_CONNECTION_MODE, WMQConstants.WMQ_CM_CLIENT);
        factory.setStringProperty(WMQConstants.WMQ_QUEUE_MANAGER, queueManager);
        return factory;
    }

    /** Closes a connection that may be broken: then the client says so, which is not what the test is about. */
    static void abandon(Connection connection) {
        var unused = catchThrowable(connection::close);
    }

    /** The reason code that the queue manager gave, 0 where the failure has none. */
    static int reason(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof MQException mq) {
                return mq.getReason();
            }
        }
        return 0;
    }
}
