package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitsOfWorkTest {

    private static final long TIMEOUT = 10_000;

    private QueueManagerStandIn queueManager;
    private Connection connection;
    private Session session;
    private jakarta.jms.Queue in;
    private jakarta.jms.Queue out;

    @BeforeEach
    void connect() throws JMSException {
        queueManager = QueueManagerStandIn.named("QM1")
                .queues("IN", "OUT", "IN.BACKOUT")
                .start();
        connection = Factories.plain(queueManager).createConnection();
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        in = session.createQueue("IN");
        out = session.createQueue("OUT");
    }

    @AfterEach
    void disconnect() {
        Factories.abandon(connection);
        queueManager.close();
    }

    @Test
    void what_was_put_is_seen_after_the_commit() throws JMSException {
        session.createProducer(out).send(session.createTextMessage("done"));
        assertThat(queueManager.queue("OUT").messages()).isEmpty();
        assertThat(queueManager.queue("OUT").depth()).isEqualTo(1);

        session.commit();

        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
    }

    @Test
    void what_was_got_is_gone_after_the_commit() throws JMSException {
        queueManager.queue("IN").put(Message.ofText("work"));
        MessageConsumer consumer = session.createConsumer(in);

        assertThat(consumer.receive(TIMEOUT)).isNotNull();
        assertThat(queueManager.queue("IN").messages()).isEmpty();
        assertThat(queueManager.queue("IN").depth()).isEqualTo(1);
        session.commit();

        assertThat(queueManager.queue("IN").depth()).isZero();
        session.rollback();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void a_rollback_undoes_puts_and_gets_and_counts() throws JMSException {
        queueManager.queue("IN").put(Message.ofText("first"));
        queueManager.queue("IN").put(Message.ofText("second"));
        MessageConsumer consumer = session.createConsumer(in);
        for (int delivery = 1; delivery <= 3; delivery++) {
            var received = (TextMessage) consumer.receive(TIMEOUT);
            assertThat(received.getText()).isEqualTo("first");
            assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(delivery);
            assertThat(received.getJMSRedelivered()).isEqualTo(delivery > 1);
            session.createProducer(out).send(session.createTextMessage("answer"));
            session.rollback();
        }

        assertThat(queueManager.queue("OUT").depth()).isZero();
        assertThat(queueManager.queue("IN").messages())
                .extracting(Message::text, Message::backoutCount)
                .containsExactly(tuple("first", 3), tuple("second", 0));
    }

    @Test
    void two_consumers_never_get_the_same() throws JMSException {
        queueManager.queue("IN").put(Message.ofText("one"));
        try (Session other = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            assertThat(session.createConsumer(in).receive(TIMEOUT)).isNotNull();
            assertThat(other.createConsumer(in).receiveNoWait()).isNull();
        }
    }

    @Test
    void what_commits_first_stands_first() throws JMSException {
        session.createProducer(out).send(session.createTextMessage("put first"));
        try (Session other = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            other.createProducer(out).send(other.createTextMessage("committed first"));
            other.commit();
        }
        session.commit();

        assertThat(queueManager.queue("OUT").messages())
                .extracting(Message::text)
                .containsExactly("committed first", "put first");
    }

    @Test
    void what_was_not_committed_is_backed_out_when_the_socket_is_lost() throws JMSException {
        queueManager.queue("IN").put(Message.ofText("work"));
        session.createConsumer(in).receive(TIMEOUT);
        session.createProducer(out).send(session.createTextMessage("answer"));

        queueManager.dropConnections();

        assertThat(queueManager.queue("OUT").depth()).isZero();
        assertThat(queueManager.queue("IN").messages())
                .singleElement()
                .satisfies(message -> assertThat(message.backoutCount()).isEqualTo(1));
        assertThat(queueManager.queue("IN").consumers()).isZero();
    }

    @Test
    void an_acknowledging_session_takes_a_message_for_good() throws JMSException {
        queueManager.queue("IN").put(Message.ofText("plain"));
        queueManager.queue("IN").put(Message.ofText("persistent").persistent());
        try (Session acknowledging = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = acknowledging.createConsumer(in);
            assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("plain");
            assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("persistent");
        }

        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isZero());
    }

    @Test
    void the_client_moves_what_was_backed_out_too_often() throws JMSException {
        queueManager.queue("IN").backoutTo("IN.BACKOUT", 3);
        Message poison = queueManager
                .queue("IN")
                .put(Message.ofText("poison").persistent().withCorrelationId(new byte[] {7}));
        queueManager.queue("IN").put(Message.ofText("good"));
        MessageConsumer consumer = session.createConsumer(in);
        for (int delivery = 1; delivery <= 3; delivery++) {
            assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("poison");
            session.rollback();
        }

        assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("good");
        session.commit();

        assertThat(queueManager.queue("IN").depth()).isZero();
        List<Message> moved = queueManager.queue("IN.BACKOUT").drain();
        assertThat(moved).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("poison");
            assertThat(message.messageId()).isEqualTo(poison.messageId());
            assertThat(message.correlationId()).isEqualTo(poison.correlationId());
            assertThat(message.isPersistent()).isTrue();
        });
    }
}
