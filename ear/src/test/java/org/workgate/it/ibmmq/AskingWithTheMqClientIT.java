package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.server.Address;

/**
 * An originating system that uses IBM's client as it is: it puts requests and gets its replies by their correlation IDs. Nothing here
 * needs more of a queue manager than the client can ask for, so that all of it runs on a real one as well.
 */
@Tag("ibm-mq")
@Tag("ibm-mq-live")
class AskingWithTheMqClientIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MQMT_REPLY = 2;
    private static final int MQRO_PASS_CORREL_ID = 64;

    private static Installation mq;

    private JMSContext client;

    @BeforeAll
    static void start() {
        if (Address.isMissing()) {
            System.out.println(Address.NOT_RUN);
        } else {
            mq = Installation.forClients("ibm-mq-client");
        }
    }

    @AfterAll
    static void stop() {
        if (mq != null) {
            mq.close();
        }
    }

    @BeforeEach
    void connect() throws JMSException {
        assumeTrue(mq != null, Address.NOT_RUN);
        client = mq.address.connect();
    }

    @AfterEach
    void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    /** A request with what a program for IBM MQ says in a descriptor; not yet put. */
    private TextMessage request(String captureId) throws JMSException {
        TextMessage request = client.createTextMessage(
                "<GTLMessages><CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask></GTLMessages>");
        request.setJMSReplyTo(client.createQueue("queue:///ANOTHER.QUEUE"));
        return request;
    }

    /** Puts it, plain and in this character set. */
    private void put(TextMessage request, int ccsid) {
        client.createProducer()
                .setPriority(7)
                .setTimeToLive(PATIENCE.toMillis())
                .send(client.createQueue(input() + "?targetClient=1&CCSID=" + ccsid), request);
    }

    private static String input() {
        return "queue:///" + mq.address.input();
    }

    /** Gets the message with this correlation ID off the output queue. */
    private TextMessage reply(String correlationId) {
        try (JMSConsumer consumer = client.createConsumer(
                client.createQueue(mq.address.output()), "JMSCorrelationID = '" + correlationId + "'")) {
            Message reply = consumer.receive(PATIENCE.toMillis());
            assertThat(reply).as("reply with correlation ID " + correlationId).isNotNull();
            return (TextMessage) reply;
        }
    }

    @ParameterizedTest(name = "CCSID {0}")
    @ValueSource(ints = {1208, 819, 1200, 500})
    @Tag("A39")
    @Tag("A72")
    void a_request_in_any_character_set_is_answered_under_its_message_id(int ccsid) throws JMSException {
        String captureId = "Größe " + ccsid;
        TextMessage request = request(captureId);
        put(request, ccsid);

        TextMessage reply = reply(request.getJMSMessageID());

        assertThat(reply.getText()).startsWith("<GTLMessages><TaskCreated>").contains(captureId);
        assertThat(reply.getIntProperty(WMQConstants.JMS_IBM_MSGTYPE)).isEqualTo(MQMT_REPLY);
        assertThat(reply.getStringProperty(WMQConstants.JMS_IBM_FORMAT).strip()).isEqualTo("MQSTR");
        assertThat(reply.getStringProperty(WMQConstants.JMS_IBM_CHARACTER_SET)).isEqualTo("UTF-8");
        assertThat(reply.getJMSExpiration()).isZero();
    }

    @Test
    @Tag("A72")
    void a_request_with_the_header_that_jms_puts_before_a_text_is_read_as_a_plain_one() throws JMSException {
        TextMessage request = request("behind a header");
        request.setStringProperty("origin", "crm");
        client.createProducer().send(client.createQueue(input() + "?targetClient=0"), request);

        assertThat(reply(request.getJMSMessageID()).getText())
                .startsWith("<GTLMessages><TaskCreated>")
                .contains("behind a header");
    }

    @Test
    @Tag("A74")
    void a_backlog_is_answered_once_and_in_its_order_though_the_server_is_killed_meanwhile() throws JMSException {
        List<String> ids = IntStream.range(0, 400).mapToObj(i -> "backlog" + i).toList();
        Queue queue = client.createQueue(input() + "?targetClient=1");
        for (String id : ids) {
            client.createProducer().send(queue, request(id));
        }
        for (int kill = 1; kill <= 2; kill++) {
            long reached = (long) kill * ids.size() / 3;
            Installation.await("tasks", () -> mq.created("backlog") >= reached);
            mq.server.kill();
            mq.server.start();
        }

        var answered = new ArrayList<String>();
        try (JMSConsumer consumer = client.createConsumer(client.createQueue(mq.address.output()))) {
            while (answered.size() < ids.size()) {
                Message reply = consumer.receive(PATIENCE.toMillis());
                assertThat(reply).as("reply after %s", answered).isNotNull();
                answered.add(reply.getBody(String.class).replaceAll(".*<CaptureId>(.*)</CaptureId>.*", "$1"));
            }
            assertThat(consumer.receiveNoWait()).isNull();
        }
        assertThat(answered).containsExactlyElementsOf(ids);
        assertThat(mq.created("backlog")).isEqualTo(ids.size());
    }

    @Test
    @Tag("A39")
    void a_request_that_passes_its_correlation_id_is_answered_under_it() throws JMSException {
        TextMessage request = request("passing");
        byte[] id = Arrays.copyOf("CRM 4711".getBytes(StandardCharsets.US_ASCII), 24);
        request.setJMSCorrelationIDAsBytes(id);
        request.setIntProperty(WMQConstants.JMS_IBM_REPORT_PASS_CORREL_ID, MQRO_PASS_CORREL_ID);
        put(request, 1208);

        TextMessage reply = reply(request.getJMSCorrelationID());

        assertThat(reply.getJMSCorrelationIDAsBytes()).isEqualTo(id);
        assertThat(reply.getJMSMessageID()).isNotEqualTo(request.getJMSMessageID());
        assertThat(reply.getText()).contains("passing");
    }
}
