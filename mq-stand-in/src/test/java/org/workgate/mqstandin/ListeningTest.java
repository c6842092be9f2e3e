package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private QueueManagerStandIn queueManager;
    private Connection connection;

    @BeforeEach
    void connect() throws JMSException {
        queueManager = QueueManagerStandIn.named("QM1")
                .queues("IN", "OUT")
                .markInterval(Duration.ofMillis(500))
                .start();
        connection = Factories.plain(queueManager).createConnection();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
        queueManager.close();
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void a_listener_hears_what_is_there_and_what_comes() throws Exception {
        queueManager.queue("IN").put(Message.ofText("there"));
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue("IN")).setMessageListener(message -> heard.add(text(message)));
        assertThat(heard).isEmpty();
        connection.start();

        assertThat(next()).isEqualTo("there");
        for (String text : List.of("one", "two", "three")) {
            queueManager.queue("IN").put(Message.ofText(text).persistent());
            assertThat(next()).isEqualTo(text);
        }
        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isZero());
    }

    @Test
    void a_listener_that_is_stopped_hears_nothing_until_it_is_started_again() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue("IN")).setMessageListener(message -> heard.add(text(message)));
        connection.start();
        queueManager.queue("IN").put(Message.ofText("one"));
        assertThat(next()).isEqualTo("one");

        connection.stop();
        queueManager.queue("IN").put(Message.ofText("two"));
        assertThat(queueManager.queue("IN").messages()).hasSize(1);
        connection.start();

        assertThat(next()).isEqualTo("two");
    }

    @Test
    void a_listener_that_could_never_be_sent_anything_loses_its_connection() throws Exception {
        XAConnection outside = Factories.xa(queueManager).createXAConnection();
        try {
            var lost = new CompletableFuture<JMSException>();
            outside.setExceptionListener(lost::complete);
            XASession session = outside.createXASession();
            session.createConsumer(session.createQueue("IN")).setMessageListener(message -> heard.add(text(message)));
            outside.start();

            queueManager.queue("IN").put(Message.ofText("work"));

            assertThat(Factories.reason(lost.get(10, TimeUnit.SECONDS))).isEqualTo(2009);
            assertThat(heard).isEmpty();
        } finally {
            Factories.abandon(outside);
        }
    }

    @Test
    void a_transacted_listener_hears_again_what_it_rolls_back() throws Exception {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        var deliveries = new AtomicInteger();
        session.createConsumer(session.createQueue("IN")).setMessageListener(message -> {
            try {
                heard.add(text(message) + " " + message.getIntProperty("JMSXDeliveryCount"));
                session.createProducer(session.createQueue("OUT")).send(session.createTextMessage("answer"));
                if (deliveries.incrementAndGet() == 1) {
                    session.rollback();
                } else {
                    session.commit();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        connection.start();
        queueManager.queue("IN").put(Message.ofText("work"));

        assertThat(next()).isEqualTo("work 1");
        assertThat(next()).isEqualTo("work 2");
        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isZero());
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {32_000, 33_000, 200_000, 5_000_000})
    void a_listener_hears_long_messages(int length) throws Exception {
        String text = "ab".repeat(length / 2);
        queueManager.queue("IN").put(Message.ofText(text));
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue("IN")).setMessageListener(message -> heard.add(text(message)));
        connection.start();

        assertThat(next()).isEqualTo(text);
    }

    @Test
    void a_pool_of_sessions_shares_the_messages() throws Exception {
        List<ServerSession> pool = new ArrayList<>();
        var free = new LinkedBlockingQueue<ServerSession>();
        for (int i = 0; i < 3; i++) {
            pool.add(new PooledSession(free, connection.createSession(true, Session.SESSION_TRANSACTED), message -> {
                heard.add(text(message));
                return true;
            }));
        }
        free.addAll(pool);
        connection.start();
        ConnectionConsumer consumer = connection.createConnectionConsumer(
                connection.createSession().createQueue("IN"), null, () -> taken(free), 1);
        List<String> sent = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
        sent.forEach(text -> queueManager.queue("IN").put(Message.ofText(text).persistent()));

        await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrderElementsOf(sent));
        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isZero());
        consumer.close();
    }

    @Test
    void a_session_of_a_pool_that_rolls_back_gets_the_message_again() throws Exception {
        var free = new LinkedBlockingQueue<ServerSession>();
        var deliveries = new AtomicInteger();
        free.add(new PooledSession(free, connection.createSession(true, Session.SESSION_TRANSACTED), message -> {
            heard.add(text(message) + " " + message.getIntProperty("JMSXDeliveryCount"));
            return deliveries.incrementAndGet() > 2;
        }));
        connection.start();
        connection.createConnectionConsumer(connection.createSession().createQueue("IN"), null, () -> taken(free), 1);
        queueManager.queue("IN").put(Message.ofText("work").persistent());

        assertThat(next()).isEqualTo("work 1");
        assertThat(next()).isEqualTo("work 2");
        assertThat(next()).isEqualTo("work 3");
        await().untilAsserted(() -> assertThat(queueManager.queue("IN").depth()).isZero());
    }

    @Test
    void what_one_pool_was_told_of_and_does_not_take_another_one_is_told_when_the_mark_ends() throws Exception {
        var busy = new LinkedBlockingQueue<ServerSession>();
        var asked = new LinkedBlockingQueue<String>();
        connection.start();
        connection.createConnectionConsumer(
                connection.createSession().createQueue("IN"),
                null,
                () -> {
                    asked.add("first");
                    return taken(busy);
                },
                1);
        queueManager.queue("IN").put(Message.ofText("work").persistent());
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo("first");

        try (Connection other = Factories.plain(queueManager).createConnection()) {
            var free = new LinkedBlockingQueue<ServerSession>();
            free.add(new PooledSession(free, other.createSession(true, Session.SESSION_TRANSACTED), message -> {
                heard.add(text(message));
                return true;
            }));
            other.start();
            other.createConnectionConsumer(other.createSession().createQueue("IN"), null, () -> taken(free), 1);

            assertThat(next()).isEqualTo("work");
            await().untilAsserted(
                            () -> assertThat(queueManager.queue("IN").depth()).isZero());
        }
        busy.add(new PooledSession(busy, connection.createSession(true, Session.SESSION_TRANSACTED), message -> {
            heard.add("twice");
            return true;
        }));
        await().until(() -> busy.size() == 1);
        assertThat(heard).isEmpty();
    }

    private static ServerSession taken(BlockingQueue<ServerSession> free) {
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(jakarta.jms.Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What decides whether the session commits. */
    @FunctionalInterface
    private interface Work {
        boolean succeeds(jakarta.jms.Message message) throws JMSException;
    }

    /** A session as an application server would keep it in its pool. */
    private static final class PooledSession implements ServerSession {

        private final BlockingQueue<ServerSession> free;
        private final Session session;

        PooledSession(BlockingQueue<ServerSession> free, Session session, Work work) throws JMSException {
            this.free = free;
            this.session = session;
            session.setMessageListener(message -> {
                try {
                    if (work.succeeds(message)) {
                        session.commit();
                    } else {
                        session.rollback();
                    }
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            var thread = new Thread(() -> {
                session.run();
                free.add(this);
            });
            thread.setDaemon(true);
            thread.start();
        }
    }
}
