package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalTransactionsTest {

    private static final long TIMEOUT = 10_000;
    private static final TestXid BRANCH = new TestXid(1);

    @TempDir
    private Path directory;

    private QueueManagerStandIn queueManager;
    private XAConnection connection;
    private XASession session;
    private XAResource resource;

    @BeforeEach
    void connect() throws JMSException {
        queueManager = QueueManagerStandIn.named("QM1")
                .queues("IN", "OUT")
                .journal(directory.resolve("journal"))
                .start();
        reconnect();
    }

    private void reconnect() throws JMSException {
        connection = Factories.xa(queueManager).createXAConnection();
        connection.start();
        session = connection.createXASession();
        resource = session.getXAResource();
    }

    @AfterEach
    void disconnect() {
        Factories.abandon(connection);
        queueManager.close();
    }

    /** Gets a message and puts another one. */
    private void work(Xid branch) throws JMSException, XAException {
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(session.createConsumer(session.createQueue("IN"))
                        .receive(TIMEOUT)
                        .getBody(String.class))
                .isEqualTo("work");
        put("answer");
        resource.end(branch, XAResource.TMSUCCESS);
    }

    private void put(String text) throws JMSException {
        session.createProducer(session.createQueue("OUT")).send(session.createTextMessage(text));
    }

    private Queue in() {
        return queueManager.queue("IN");
    }

    private List<String> out() {
        return queueManager.queue("OUT").messages().stream().map(Message::text).toList();
    }

    @Test
    void both_phases_make_the_work_count() throws Exception {
        in().put(Message.ofText("work").persistent());
        work(BRANCH);

        assertThat(resource.prepare(BRANCH)).isEqualTo(XAResource.XA_OK);
        assertThat(out()).isEmpty();
        assertThat(queueManager.preparedBranches()).singleElement().matches(BRANCH::isSame);
        resource.commit(BRANCH, false);

        assertThat(out()).containsExactly("answer");
        assertThat(in().depth()).isZero();
        assertThat(queueManager.preparedBranches()).isEmpty();
        assertThat(queueManager.calls(Verb.XA_PREPARE)).isEqualTo(1);
        assertThat(queueManager.calls(Verb.XA_COMMIT)).isEqualTo(1);
        assertThat(queueManager.calls(Verb.MQCMIT)).isZero();
    }

    @Test
    void one_phase_is_enough_for_one_resource() throws Exception {
        in().put(Message.ofText("work"));
        work(BRANCH);

        resource.commit(BRANCH, true);

        assertThat(out()).containsExactly("answer");
        assertThat(queueManager.calls(Verb.XA_PREPARE)).isZero();
    }

    @Test
    void a_branch_without_work_needs_no_second_phase() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        assertThat(session.createConsumer(session.createQueue("IN")).receiveNoWait())
                .isNull();
        resource.end(BRANCH, XAResource.TMSUCCESS);

        assertThat(resource.prepare(BRANCH)).isEqualTo(XAResource.XA_RDONLY);

        assertThatThrownBy(() -> resource.commit(BRANCH, false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
    }

    @Test
    void a_rollback_undoes_the_work_before_and_after_it_was_prepared() throws Exception {
        in().put(Message.ofText("work"));
        work(BRANCH);
        resource.rollback(BRANCH);
        assertThat(out()).isEmpty();
        assertThat(in().messages()).singleElement().satisfies(message -> assertThat(message.backoutCount())
                .isEqualTo(1));

        work(BRANCH);
        resource.prepare(BRANCH);
        resource.rollback(BRANCH);

        assertThat(out()).isEmpty();
        assertThat(in().messages()).singleElement().satisfies(message -> assertThat(message.backoutCount())
                .isEqualTo(2));
    }

    @Test
    void what_has_failed_cannot_be_committed() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        put("answer");
        resource.end(BRANCH, XAResource.TMFAIL);

        assertThatThrownBy(() -> resource.prepare(BRANCH))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK));
        assertThat(queueManager.queue("OUT").depth()).isZero();
    }

    @Test
    void a_put_that_fails_while_nobody_waits_for_its_answer_fails_the_branch() throws Exception {
        queueManager.queue("OUT").maxDepth(1);
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        var producer = session.createProducer(null);
        producer.send(session.createQueue("OUT"), session.createTextMessage("one"));
        producer.send(session.createQueue("OUT"), session.createTextMessage("two"));
        resource.end(BRANCH, XAResource.TMSUCCESS);

        assertThatThrownBy(() -> resource.prepare(BRANCH))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK));
        assertThat(queueManager.queue("OUT").depth()).isZero();
    }

    @Test
    void work_can_be_suspended_for_that_of_another_branch() throws Exception {
        var other = new TestXid(2);
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        put("first");
        resource.end(BRANCH, XAResource.TMSUSPEND);
        resource.start(other, XAResource.TMNOFLAGS);
        put("other");
        resource.end(other, XAResource.TMSUCCESS);
        resource.start(BRANCH, XAResource.TMRESUME);
        put("second");
        resource.end(BRANCH, XAResource.TMSUCCESS);

        resource.rollback(other);
        resource.prepare(BRANCH);
        resource.commit(BRANCH, false);

        assertThat(out()).containsExactly("first", "second");
    }

    @Test
    void two_sessions_can_work_for_one_branch() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        put("first");
        resource.end(BRANCH, XAResource.TMSUCCESS);
        try (XASession other = connection.createXASession()) {
            other.getXAResource().start(BRANCH, XAResource.TMJOIN);
            other.createProducer(other.createQueue("OUT")).send(other.createTextMessage("second"));
            other.getXAResource().end(BRANCH, XAResource.TMSUCCESS);

            resource.prepare(BRANCH);
            resource.commit(BRANCH, false);
        }

        assertThat(out()).containsExactly("first", "second");
    }

    @Test
    void an_id_stands_for_one_branch() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        put("first");
        resource.end(BRANCH, XAResource.TMSUCCESS);

        assertThatThrownBy(() -> resource.start(BRANCH, XAResource.TMNOFLAGS))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_DUPID));
        assertThatThrownBy(() -> resource.start(new TestXid(2), XAResource.TMJOIN))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
    }

    @Test
    void an_xa_session_without_a_transaction_is_refused() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        put("first");
        resource.end(BRANCH, XAResource.TMSUCCESS);
        resource.commit(BRANCH, true);

        assertThatThrownBy(() -> put("outside"))
                .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2072));
    }

    @Test
    void all_prepared_branches_are_recovered_page_by_page() throws Exception {
        List<TestXid> branches = IntStream.range(0, 37).mapToObj(TestXid::new).toList();
        for (TestXid branch : branches) {
            resource.start(branch, XAResource.TMNOFLAGS);
            put("answer " + branch.number());
            resource.end(branch, XAResource.TMSUCCESS);
            resource.prepare(branch);
        }

        Xid[] recovered = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);

        assertThat(recovered).hasSize(37);
        assertThat(branches)
                .allMatch(branch ->
                        Arrays.stream(recovered).filter(branch::isSame).count() == 1);
        assertThat(queueManager.calls(Verb.XA_RECOVER)).isEqualTo(3);
        for (Xid each : recovered) {
            resource.commit(each, false);
        }
        assertThat(out()).hasSize(37);
        assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .isEmpty();
    }

    @Test
    void what_is_not_prepared_goes_with_the_socket_and_what_is_stays() throws Exception {
        in().put(Message.ofText("work").persistent());
        work(BRANCH);
        resource.prepare(BRANCH);
        var ended = new TestXid(2);
        resource.start(ended, XAResource.TMNOFLAGS);
        put("never");
        resource.end(ended, XAResource.TMSUCCESS);
        var active = new TestXid(3);
        resource.start(active, XAResource.TMNOFLAGS);
        put("never");

        queueManager.dropConnections();
        Factories.abandon(connection);
        reconnect();

        Xid[] recovered = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        assertThat(recovered).singleElement().matches(BRANCH::isSame);
        resource.commit(recovered[0], false);
        assertThat(out()).containsExactly("answer");
        assertThat(queueManager.queue("OUT").depth()).isEqualTo(1);
    }

    @Test
    void what_is_prepared_outlives_a_restart_and_is_committed() throws Exception {
        in().put(Message.ofText("work").persistent());
        work(BRANCH);
        resource.prepare(BRANCH);

        connection.close();
        queueManager.restart();
        reconnect();

        assertThat(in().messages()).isEmpty();
        assertThat(out()).isEmpty();
        resource.commit(BRANCH, false);
        assertThat(out()).containsExactly("answer");
        assertThat(in().depth()).isZero();
        queueManager.restart();
        assertThat(out()).containsExactly("answer");
        assertThat(in().depth()).isZero();
        assertThat(queueManager.preparedBranches()).isEmpty();
    }

    @Test
    void what_is_prepared_outlives_a_restart_and_is_backed_out() throws Exception {
        in().put(Message.ofText("work").persistent());
        work(BRANCH);
        resource.prepare(BRANCH);

        connection.close();
        queueManager.restart();
        reconnect();
        resource.rollback(BRANCH);
        queueManager.restart();

        assertThat(out()).isEmpty();
        assertThat(in().messages()).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("work");
            assertThat(message.backoutCount()).isEqualTo(1);
        });
    }

    @Test
    void a_branch_is_resolved_for_good_even_if_a_restart_has_taken_its_messages() throws Exception {
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        var producer = session.createProducer(session.createQueue("OUT"));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createTextMessage("answer"));
        resource.end(BRANCH, XAResource.TMSUCCESS);
        resource.prepare(BRANCH);
        connection.close();
        queueManager.restart();
        reconnect();
        assertThat(queueManager.preparedBranches()).singleElement().matches(BRANCH::isSame);

        resource.commit(BRANCH, false);
        queueManager.restart();

        assertThat(queueManager.preparedBranches()).isEmpty();
        assertThat(queueManager.queue("OUT").depth()).isZero();
    }

    @Test
    void another_process_takes_over_what_a_killed_one_had() throws Exception {
        in().put(Message.ofText("work").persistent());
        in().put(Message.ofText("persistent").persistent().withPriority(2));
        in().put(Message.ofText("not persistent"));
        work(BRANCH);
        resource.prepare(BRANCH);

        Path copy = Files.copy(directory.resolve("journal"), directory.resolve("copy"));
        Files.write(copy, new byte[] {0, 0, 1}, StandardOpenOption.APPEND);
        try (var successor = QueueManagerStandIn.named("QM1")
                .queues("IN", "OUT")
                .journal(copy)
                .start()) {
            assertThat(successor.queue("IN").messages())
                    .extracting(Message::text)
                    .containsExactly("persistent");
            assertThat(successor.queue("IN").depth()).isEqualTo(2);
            assertThat(successor.preparedBranches()).singleElement().matches(BRANCH::isSame);
        }
    }

    @Test
    void a_consumer_of_an_earlier_branch_serves_the_next_one() throws Exception {
        in().put(Message.ofText("one"));
        in().put(Message.ofText("two"));
        resource.start(BRANCH, XAResource.TMNOFLAGS);
        MessageConsumer consumer = session.createConsumer(session.createQueue("IN"));
        assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("one");
        resource.end(BRANCH, XAResource.TMSUCCESS);
        resource.commit(BRANCH, true);

        var next = new TestXid(2);
        resource.start(next, XAResource.TMNOFLAGS);
        assertThat(consumer.receive(TIMEOUT).getBody(String.class)).isEqualTo("two");
        resource.end(next, XAResource.TMSUCCESS);
        resource.commit(next, true);

        assertThat(in().depth()).isZero();
    }
}
