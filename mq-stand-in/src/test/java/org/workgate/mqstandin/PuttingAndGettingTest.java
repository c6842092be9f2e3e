package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ibm.msg.client.jakarta.jms.JmsDestination;
import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PuttingAndGettingTest {

    private static final String TEXT = "Grüße, Ελλάδα, 日本語, 𝄞";
    private static final long TIMEOUT = 10_000;

    private QueueManagerStandIn queueManager;
    private Connection connection;
    private Session session;
    private jakarta.jms.Queue in;

    @BeforeEach
    void connect() throws JMSException {
        queueManager = QueueManagerStandIn.named("QM1").queues("IN", "OUT").start();
        connection = Factories.plain(queueManager).createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        in = session.createQueue("IN");
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
        queueManager.close();
    }

    @Test
    void a_text_arrives_with_its_characters_and_properties() throws JMSException {
        TextMessage sent = session.createTextMessage(TEXT);
        sent.setStringProperty("region", "Zürich");
        sent.setIntProperty("count", 7);
        sent.setJMSCorrelationID("order-1");
        sent.setJMSReplyTo(session.createQueue("OUT"));
        session.createProducer(in).send(sent);

        MessageConsumer consumer = session.createConsumer(in);
        var received = (TextMessage) consumer.receive(TIMEOUT);

        assertThat(received.getText()).isEqualTo(TEXT);
        assertThat(received.getStringProperty("region")).isEqualTo("Zürich");
        assertThat(received.getIntProperty("count")).isEqualTo(7);
        assertThat(received.getJMSCorrelationID()).isEqualTo("order-1");
        assertThat(((jakarta.jms.Queue) received.getJMSReplyTo()).getQueueName())
                .contains("OUT");
        assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(received.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp());
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(queueManager.queue("IN").depth()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32_000, 200_000, 5_000_000})
    void bytes_of_any_length_arrive_as_they_are(int length) throws JMSException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        BytesMessage sent = session.createBytesMessage();
        sent.writeBytes(bytes);
        session.createProducer(in).send(sent);

        assertThat(queueManager.queue("IN").messages()).singleElement().satisfies(message -> assertThat(message.body())
                .isEqualTo(bytes));
        var received = (BytesMessage) session.createConsumer(in).receive(TIMEOUT);

        assertThat(received.getBody(byte[].class)).isEqualTo(length == 0 ? null : bytes);
    }

    @Test
    void a_text_for_programs_without_jms_is_plain() throws JMSException {
        ((JmsDestination) in).setIntProperty(WMQConstants.WMQ_TARGET_CLIENT, WMQConstants.WMQ_TARGET_DEST_MQ);
        ((JmsDestination) in).setIntProperty(WMQConstants.WMQ_CCSID, 1208);
        TextMessage sent = session.createTextMessage(TEXT);
        sent.setStringProperty("region", "EMEA");
        session.createProducer(in).send(sent);

        assertThat(queueManager.queue("IN").drain()).singleElement().satisfies(message -> {
            assertThat(message.format()).isEqualTo("MQSTR");
            assertThat(message.ccsid()).isEqualTo(1208);
            assertThat(message.data()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
            assertThat(message.isPersistent()).isTrue();
            assertThat(message.application()).isNotBlank();
        });
    }

    @Test
    void what_was_put_without_a_client_is_got_by_one() throws JMSException {
        Message put = queueManager
                .queue("IN")
                .put(Message.ofText(TEXT)
                        .withCorrelationId(new byte[] {1, 2, 3})
                        .withReplyTo("OUT", "QM1")
                        .withType(1)
                        .withReport(64)
                        .persistent());

        var received = (TextMessage) session.createConsumer(in).receive(TIMEOUT);

        assertThat(received.getText()).isEqualTo(TEXT);
        assertThat(received.getJMSMessageID()).isEqualTo("ID:" + HexFormat.of().formatHex(put.messageId()));
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getIntProperty("JMS_IBM_Report_Pass_Correl_ID")).isEqualTo(64);
        assertThat(received.getIntProperty("JMS_IBM_MsgType")).isEqualTo(1);
    }

    @Test
    void the_stand_in_says_what_the_text_of_a_jms_message_is() throws JMSException {
        TextMessage sent = session.createTextMessage(TEXT);
        sent.setStringProperty("region", "EMEA");
        session.createProducer(in).send(sent);

        assertThat(queueManager.queue("IN").messages()).singleElement().satisfies(message -> {
            assertThat(message.format()).isEqualTo("MQHRF2");
            assertThat(message.text()).isEqualTo(TEXT);
        });
    }

    @Test
    void higher_priorities_come_first_and_equal_ones_in_their_order() throws JMSException {
        MessageProducer producer = session.createProducer(in);
        int[] priorities = {4, 9, 0, 4, 9};
        for (int i = 0; i < priorities.length; i++) {
            producer.send(session.createTextMessage("" + i), DeliveryMode.PERSISTENT, priorities[i], 0);
        }

        assertThat(texts(session.createConsumer(in), 5)).containsExactly("1", "4", "0", "3", "2");
    }

    @Test
    void what_has_expired_is_not_there() throws JMSException {
        MessageProducer producer = session.createProducer(in);
        producer.send(session.createTextMessage("short"), DeliveryMode.PERSISTENT, 4, 200);
        producer.send(session.createTextMessage("long"), DeliveryMode.PERSISTENT, 4, 600_000);

        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isEqualTo(1));

        assertThat(texts(session.createConsumer(in), 1)).containsExactly("long");
    }

    @Test
    void a_correlation_id_selects() throws JMSException {
        MessageProducer producer = session.createProducer(in);
        for (String id : List.of("a", "b", "it's", "ID:0102030405060708090a0b0c0d0e0f101112131415161718")) {
            TextMessage message = session.createTextMessage("for " + id);
            message.setJMSCorrelationID(id);
            producer.send(message);
        }

        assertThat(receiveOne("JMSCorrelationID = 'b'")).isEqualTo("for b");
        assertThat(receiveOne("JMSCorrelationID = 'it''s'")).isEqualTo("for it's");
        assertThat(receiveOne("JMSCorrelationID = 'ID:0102030405060708090a0b0c0d0e0f101112131415161718'"))
                .startsWith("for ID:");
        assertThat(receiveOne("JMSCorrelationID = 'c'")).isNull();
    }

    @Test
    void a_message_id_selects() throws JMSException {
        MessageProducer producer = session.createProducer(in);
        producer.send(session.createTextMessage("first"));
        TextMessage second = session.createTextMessage("second");
        producer.send(second);

        assertThat(receiveOne("JMSMessageID = '" + second.getJMSMessageID() + "'"))
                .isEqualTo("second");
        assertThat(receiveOne("JMSMessageID = '" + second.getJMSMessageID() + "'"))
                .isNull();
    }

    @Test
    void other_selectors_are_refused() {
        assertThatThrownBy(() -> session.createConsumer(in, "region = 'EMEA'"))
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2459));
    }

    private String receiveOne(String selector) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(in, selector)) {
            var received = (TextMessage) consumer.receiveNoWait();
            return received == null ? null : received.getText();
        }
    }

    @Test
    void a_receive_waits_until_a_message_comes_or_its_time_is_up() throws Exception {
        MessageConsumer consumer = session.createConsumer(in);
        assertThat(consumer.receive(50)).isNull();

        CompletableFuture<jakarta.jms.Message> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return consumer.receive(TIMEOUT);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        long gets = queueManager.calls(Verb.MQGET);
        await().untilAsserted(() -> assertThat(queueManager.calls(Verb.MQGET)).isGreaterThan(gets));
        queueManager.queue("IN").put(Message.ofText("now"));

        assertThat(waiting.get(TIMEOUT, TimeUnit.MILLISECONDS).getBody(String.class))
                .isEqualTo("now");
    }

    @Test
    void a_reply_comes_to_a_temporary_queue_that_goes_with_its_connection() throws JMSException {
        TemporaryQueue replies = session.createTemporaryQueue();
        TextMessage request = session.createTextMessage("request");
        request.setJMSReplyTo(replies);
        session.createProducer(in).send(request);

        var received = (TextMessage) session.createConsumer(in).receive(TIMEOUT);
        MessageProducer producer = session.createProducer(received.getJMSReplyTo());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createTextMessage("reply"));
        TemporaryQueue others = session.createTemporaryQueue();

        assertThat(others.getQueueName()).isNotEqualTo(replies.getQueueName());
        assertThat(texts(session.createConsumer(replies), 1)).containsExactly("reply");
        String name = queueNameIn(replies.getQueueName());
        assertThat(queueManager.hasQueue(name)).isTrue();
        connection.close();
        assertThat(queueManager.hasQueue(name)).isFalse();
    }

    private static String queueNameIn(String uri) {
        return uri.replaceFirst("queue://[^/]*/", "").replaceFirst("\\?.*", "");
    }

    @Test
    void a_browser_sees_all_in_their_order_and_takes_nothing() throws JMSException {
        MessageProducer producer = session.createProducer(in);
        for (int i = 0; i < 5; i++) {
            producer.send(session.createTextMessage("" + i));
        }
        try (QueueBrowser browser = session.createBrowser(in)) {
            List<String> seen = new ArrayList<>();
            for (Enumeration<?> messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
                seen.add(((TextMessage) messages.nextElement()).getText());
            }
            assertThat(seen).containsExactly("0", "1", "2", "3", "4");
        }
        assertThat(queueManager.queue("IN").depth()).isEqualTo(5);
    }

    @Test
    void an_asynchronous_send_is_completed() throws Exception {
        var completed = new CompletableFuture<jakarta.jms.Message>();
        MessageProducer producer = session.createProducer(in);
        producer.send(session.createTextMessage("later"), new CompletionListener() {
            @Override
            public void onCompletion(jakarta.jms.Message message) {
                completed.complete(message);
            }

            @Override
            public void onException(jakarta.jms.Message message, Exception exception) {
                completed.completeExceptionally(exception);
            }
        });

        String id = completed.get(TIMEOUT, TimeUnit.MILLISECONDS).getJMSMessageID();
        assertThat(session.createConsumer(in).receive(TIMEOUT).getJMSMessageID())
                .isEqualTo(id);
    }

    @Test
    void puts_that_wait_for_no_answer_arrive_in_their_order_with_ids_of_their_own() throws JMSException {
        ((JmsDestination) in)
                .setIntProperty(WMQConstants.WMQ_PUT_ASYNC_ALLOWED, WMQConstants.WMQ_PUT_ASYNC_ALLOWED_ENABLED);
        try (Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = transacted.createProducer(in);
            for (int i = 0; i < 20; i++) {
                producer.send(transacted.createTextMessage("" + i));
            }
            transacted.commit();
        }

        List<Message> messages = queueManager.queue("IN").drain();

        assertThat(messages.stream().map(Message::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(String::valueOf).toList());
        assertThat(messages.stream().map(message -> HexFormat.of().formatHex(message.messageId())))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_queue_that_is_not_there_is_unknown() {
        assertThatThrownBy(() -> session.createProducer(session.createQueue("MISSING")))
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2085));
        assertThatThrownBy(() -> session.createProducer(null)
                        .send(session.createQueue("MISSING"), session.createTextMessage("lost")))
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2085));
        assertThatThrownBy(() -> queueManager.queue("MISSING")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> texts(MessageConsumer consumer, int count) throws JMSException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(((TextMessage) consumer.receive(TIMEOUT)).getText());
        }
        return texts;
    }
}
