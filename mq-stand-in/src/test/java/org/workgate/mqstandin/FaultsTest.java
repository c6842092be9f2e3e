package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final TestXid BRANCH = new TestXid(1);

    @TempDir
    private Path directory;

    private final AtomicInteger broken = new AtomicInteger();

    private QueueManagerStandIn queueManager;

    @BeforeEach
    void start() {
        queueManager = QueueManagerStandIn.named("QM1")
                .queues("IN", "OUT")
                .journal(directory.resolve("journal"))
                .start();
    }

    @AfterEach
    void stop() {
        queueManager.close();
    }

    @Test
    void a_queue_that_was_deleted_is_unknown_until_it_is_defined() throws Exception {
        queueManager.delete("OUT");

        assertThat(putFails()).isEqualTo(2085);

        queueManager.define("OUT");
        assertThat(putFails()).isZero();
        queueManager.define("OUT");
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
        assertThatThrownBy(() -> queueManager.delete("OUT"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("OUT has messages");
    }

    /** The reason why a message cannot be put on the output queue, or 0. */
    private int putFails() throws JMSException {
        try (Connection connection = Factories.plain(queueManager).createConnection();
                Session session = connection.createSession()) {
            return Factories.reason(catchThrowable(() -> {
                try (MessageProducer producer = session.createProducer(session.createQueue("OUT"))) {
                    producer.send(session.createTextMessage("text"));
                }
            }));
        }
    }

    @Test
    void a_queue_that_was_deleted_is_not_missed_after_a_restart() {
        queueManager.queue("OUT").put(Message.ofText("taken").persistent());
        assertThat(queueManager.queue("OUT").drain()).hasSize(1);
        queueManager.queue("IN").put(Message.ofText("work").persistent());
        queueManager.delete("OUT");

        queueManager.restart();

        assertThat(queueManager.queue("IN").messages())
                .extracting(Message::text)
                .containsExactly("work");
    }

    @Test
    void a_start_that_misses_a_queue_of_its_journal_succeeds_when_it_is_defined() {
        queueManager.queue("IN").put(Message.ofText("work").persistent());
        queueManager.stop();
        queueManager.delete("IN");

        assertThatThrownBy(queueManager::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The journal has messages of IN, which is not defined");

        queueManager.define("IN");
        queueManager.start();
        assertThat(queueManager.queue("IN").messages())
                .extracting(Message::text)
                .containsExactly("work");
    }

    @Test
    void a_start_on_a_port_that_is_in_use_leaves_the_journal_to_who_uses_it() {
        QueueManagerStandIn.Builder second = QueueManagerStandIn.named("QM1")
                .queues("IN")
                .port(queueManager.port())
                .journal(directory.resolve("journal"));

        assertThatThrownBy(second::start).hasCauseInstanceOf(BindException.class);

        queueManager.queue("IN").put(Message.ofText("work").persistent());
        queueManager.restart();
        assertThat(queueManager.queue("IN").messages())
                .extracting(Message::text)
                .containsExactly("work");
    }

    @Test
    void a_commit_whose_answer_is_lost_has_happened() throws Exception {
        XAConnection connection = Factories.xa(queueManager).createXAConnection();
        XAResource resource = prepare(connection);
        Fault fault = queueManager.inject(Fault.dropAfter(Verb.XA_COMMIT));

        assertThat(commitFails(resource)).isEqualTo(XAException.XAER_RMFAIL);

        assertThat(fault.remaining()).isZero();
        lose(connection);
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
        assertThat(recovered()).isEmpty();
    }

    @Test
    void a_commit_that_is_lost_itself_can_be_repeated_from_another_connection() throws Exception {
        XAConnection connection = Factories.xa(queueManager).createXAConnection();
        XAResource resource = prepare(connection);
        queueManager.inject(Fault.dropBefore(Verb.XA_COMMIT));

        assertThat(commitFails(resource)).isEqualTo(XAException.XAER_RMFAIL);

        lose(connection);
        assertThat(queueManager.queue("OUT").messages()).isEmpty();
        assertThat(recovered()).singleElement().matches(BRANCH::isSame);
        try (XAConnection other = Factories.xa(queueManager).createXAConnection();
                XASession session = other.createXASession()) {
            session.getXAResource().commit(BRANCH, false);
        }
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
    }

    /** Gives up a connection that is broken, and waits until the stand-in has noticed. */
    private void lose(Connection connection) {
        Factories.abandon(connection);
        await().untilAsserted(() -> assertThat(queueManager.connections()).isZero());
    }

    private static XAResource prepare(XAConnection connection) throws JMSException, XAException {
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        session.createProducer(session.createQueue("OUT")).send(session.createTextMessage("answer"));
        resource.end(BRANCH, XAResource.TMSUCCESS);
        resource.prepare(BRANCH);
        return resource;
    }

    private static int commitFails(XAResource resource) {
        return catchThrowableOfType(XAException.class, () -> resource.commit(BRANCH, false)).errorCode;
    }

    private Xid[] recovered() throws JMSException, XAException {
        try (XAConnection connection = Factories.xa(queueManager).createXAConnection();
                XASession session = connection.createXASession()) {
            return session.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        }
    }

    @Test
    void a_branch_of_which_the_prepare_is_lost_is_backed_out() throws Exception {
        XAConnection connection = Factories.xa(queueManager).createXAConnection();
        queueManager.inject(Fault.dropBefore(Verb.XA_PREPARE));

        assertThatThrownBy(() -> prepare(connection)).isInstanceOf(XAException.class);

        lose(connection);
        assertThat(recovered()).isEmpty();
        assertThat(queueManager.queue("OUT").depth()).isZero();
    }

    @Test
    void a_call_of_xa_fails_with_any_code() throws Exception {
        try (XAConnection connection = Factories.xa(queueManager).createXAConnection()) {
            XAResource resource = prepare(connection);
            queueManager.inject(
                    Fault.refuse(Verb.XA_COMMIT, XAException.XA_RETRY).times(2));

            assertThat(commitFails(resource)).isEqualTo(XAException.XA_RETRY);
            assertThat(commitFails(resource)).isEqualTo(XAException.XA_RETRY);
            resource.commit(BRANCH, false);
        }
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
    }

    @Test
    void calls_before_a_fault_can_be_spared() throws Exception {
        try (XAConnection connection = Factories.xa(queueManager).createXAConnection()) {
            XAResource resource = prepare(connection);
            queueManager.inject(
                    Fault.refuse(Verb.XA_COMMIT, XAException.XA_RETRY).sparing(1));

            resource.commit(BRANCH, false);
            assertThat(commitFails(prepare(connection))).isEqualTo(XAException.XA_RETRY);
            resource.commit(BRANCH, false);
        }
        assertThat(queueManager.queue("OUT").messages()).hasSize(2);
    }

    @Test
    void a_connection_that_is_dropped_is_broken() throws Exception {
        Connection connection = Factories.plain(queueManager).createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("OUT"));
        producer.send(session.createTextMessage("lost"));
        queueManager.inject(Fault.dropBefore(Verb.MQCMIT));

        assertThatThrownBy(session::commit)
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2009));

        lose(connection);
        assertThat(queueManager.queue("OUT").depth()).isZero();
    }

    @Test
    void an_answer_can_come_late() throws Exception {
        try (Connection connection = Factories.plain(queueManager).createConnection();
                Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue("OUT"));
            queueManager.inject(Fault.delay(Verb.MQPUT, Duration.ofMillis(300)));
            Instant start = Instant.now();

            producer.send(session.createTextMessage("late"));

            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
        assertThat(queueManager.queue("OUT").messages()).hasSize(1);
    }

    @Test
    void an_answer_that_is_to_come_late_does_not_hold_up_a_stop() throws Exception {
        Connection connection = Factories.plain(queueManager).createConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("OUT"));
        queueManager.inject(Fault.delay(Verb.MQPUT, Duration.ofMinutes(1)));
        CompletableFuture<Throwable> put = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> producer.send(session.createTextMessage("late"))),
                command -> new Thread(command).start());
        await().untilAsserted(() -> assertThat(queueManager.calls(Verb.MQPUT)).isEqualTo(1));
        Instant start = Instant.now();

        queueManager.stop();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(put.get(10, TimeUnit.SECONDS)).isInstanceOf(JMSException.class);
        lose(connection);
    }

    @Test
    void the_first_word_of_a_connection_can_be_lost_or_answered_late() throws Exception {
        Fault lost = queueManager.inject(Fault.dropBefore(Verb.INITIAL_DATA));

        assertThatThrownBy(() -> Factories.plain(queueManager).createConnection())
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2009));

        assertThat(lost.remaining()).isZero();
        queueManager.inject(Fault.delay(Verb.INITIAL_DATA, Duration.ofMillis(300)));
        Instant start = Instant.now();
        Factories.plain(queueManager).createConnection().close();
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @EnumSource(names = {"HEARTBEAT", "SOCKET_ACTION", "ASYNC_MESSAGE"})
    void with_what_is_said_in_no_conversation_nothing_can_go_wrong(Verb verb) {
        assertThatThrownBy(() -> Fault.dropBefore(verb))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing can be made to go wrong with " + verb);
    }

    @Test
    void a_fault_that_is_healed_does_not_happen() throws Exception {
        queueManager.inject(Fault.refuse(Verb.MQCONN, 2035));
        queueManager.heal();

        Factories.plain(queueManager).createConnection().close();
    }

    @Test
    void a_call_that_has_no_answer_cannot_be_refused() {
        assertThatThrownBy(() -> Fault.refuse(Verb.USERID, 2035)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_put_is_refused_where_the_queue_does_not_take_it() throws Exception {
        try (Connection connection = Factories.plain(queueManager).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("OUT"));
            Queue out = queueManager.queue("OUT");

            out.maxDepth(2);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
            assertThat(sendFails(session, producer, "three")).isEqualTo(2053);
            session.commit();
            assertThat(sendFails(session, producer, "three")).isEqualTo(2053);

            assertThat(out.drain()).hasSize(2);
            producer.send(session.createTextMessage("three"));
            session.commit();
            assertThat(out.messages()).hasSize(1);

            out.inhibitPut(true);
            assertThat(sendFails(session, producer, "four")).isEqualTo(2051);
            assertThatThrownBy(() -> out.put(Message.ofText("four"))).hasMessageContaining("2051");
            out.inhibitPut(false).maxMessageLength(1000);
            assertThat(sendFails(session, producer, "4".repeat(1001))).isEqualTo(2030);
            producer.send(session.createTextMessage("4"));
        }
    }

    @Test
    void a_put_that_fails_while_nobody_waits_for_its_answer_fails_the_commit() throws Exception {
        queueManager.queue("IN").put(Message.ofText("work"));
        try (Connection connection = Factories.plain(queueManager).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            // Without a queue of its own a producer opens none, and in a unit of work it waits for no answer.
            MessageProducer producer = session.createProducer(null);
            queueManager.queue("OUT").maxDepth(1);
            session.createConsumer(session.createQueue("IN")).receive(10_000);
            producer.send(session.createQueue("OUT"), session.createTextMessage("one"));
            producer.send(session.createQueue("OUT"), session.createTextMessage("two"));

            assertThatThrownBy(session::commit)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2003));
            assertThat(queueManager.queue("OUT").depth()).isZero();
            assertThat(queueManager.queue("IN").messages()).hasSize(1);

            producer.send(session.createQueue("OUT"), session.createTextMessage("three"));
            session.commit();
        }
        assertThat(queueManager.queue("OUT").messages())
                .extracting(Message::text)
                .containsExactly("three");
    }

    private static int sendFails(Session session, MessageProducer producer, String text) throws JMSException {
        jakarta.jms.Message message = session.createTextMessage(text);
        return Factories.reason(catchThrowableOfType(JMSException.class, () -> producer.send(message)));
    }

    @Test
    void nobody_gets_from_a_queue_that_is_inhibited() throws Exception {
        queueManager.queue("IN").put(Message.ofText("work"));
        try (Connection connection = Factories.plain(queueManager).createConnection();
                Session session = connection.createSession()) {
            connection.start();
            var consumer = session.createConsumer(session.createQueue("IN"));
            queueManager.queue("IN").inhibitGet(true);

            assertThatThrownBy(consumer::receiveNoWait)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2016));
            queueManager.queue("IN").inhibitGet(false);
            assertThat(consumer.receiveNoWait()).isNotNull();
        }
    }

    @Test
    void nothing_is_lost_or_doubled_while_sockets_break_under_load() throws Exception {
        List<String> work = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
        work.forEach(text -> queueManager.queue("IN").put(Message.ofText(text).persistent()));
        var workers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 3; i++) {
            workers.add(CompletableFuture.runAsync(this::moveAll, command -> new Thread(command).start()));
        }
        for (int done = 30; done < 200; done += 30) {
            int enough = done;
            await().until(() -> queueManager.queue("OUT").depth() >= enough);
            queueManager.dropConnections();
        }
        for (CompletableFuture<Void> worker : workers) {
            worker.get(30, TimeUnit.SECONDS);
        }

        assertThat(queueManager.queue("OUT").messages())
                .extracting(Message::text)
                .containsExactlyInAnyOrderElementsOf(work);
        assertThat(broken).hasPositiveValue();
    }

    /** Moves messages from one queue to the other, through as many connections as it takes, until there are no more. */
    private void moveAll() {
        while (queueManager.queue("IN").depth() > 0) {
            try {
                Connection connection = Factories.plain(queueManager).createConnection();
                try {
                    connection.start();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageConsumer consumer = session.createConsumer(session.createQueue("IN"));
                    MessageProducer producer = session.createProducer(session.createQueue("OUT"));
                    for (var work = consumer.receive(200); work != null; work = consumer.receive(200)) {
                        producer.send(session.createTextMessage(work.getBody(String.class)));
                        session.commit();
                    }
                } finally {
                    Factories.abandon(connection);
                }
            } catch (JMSException e) {
                broken.incrementAndGet();
            }
        }
    }

    @Test
    void persistent_messages_outlive_a_restart_and_others_do_not() throws Exception {
        queueManager.queue("IN").put(Message.ofText("first").persistent());
        queueManager.queue("IN").put(Message.ofText("lost"));
        queueManager.queue("IN").put(Message.ofText("urgent").persistent().withPriority(9));
        Connection connection = Factories.plain(queueManager).createConnection();
        connection.start();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        session.createConsumer(session.createQueue("IN")).receive(10_000);
        session.rollback();

        queueManager.restart();

        assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
        lose(connection);

        assertThat(queueManager.queue("IN").messages())
                .extracting(Message::text)
                .containsExactly("urgent", "first");
        assertThat(queueManager.queue("IN").messages().get(0).backoutCount()).isEqualTo(1);
        assertThat(queueManager.queue("IN").messages().get(1).isPersistent()).isTrue();
    }
}
