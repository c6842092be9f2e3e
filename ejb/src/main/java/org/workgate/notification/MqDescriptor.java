package org.workgate.notification;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * What IBM MQ keeps in a message's descriptor and JMS has no word for, by the properties through which its client shows it.
 * Messages of other brokers do not have them.
 */
public final class MqDescriptor {

    private static final String TYPE = "JMS_IBM_MsgType";
    private static final int REPLY = 2;

    private static final String CORRELATION_OF_ANSWERS = "JMS_IBM_Report_Pass_Correl_ID";
    private static final int PASS_CORREL_ID = 64;

    private MqDescriptor() {}

    /**
     * Whether a request asks, by report option {@code MQRO_PASS_CORREL_ID}, that its answers carry its correlation ID instead of
     * its message ID (A39).
     *
     * @throws JMSException if the broker does not answer
     */
    public static boolean wantsItsCorrelationId(Message request) throws JMSException {
        return Integer.valueOf(PASS_CORREL_ID).equals(request.getObjectProperty(CORRELATION_OF_ANSWERS));
    }

    /**
     * Has a message be of type {@code MQMT_REPLY}; without it, it is a datagram.
     *
     * @throws JMSException if the broker does not answer
     */
    static void declareReply(Message message) throws JMSException {
        message.setIntProperty(TYPE, REPLY);
    }
}
