package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

class ConnectingTest {

    @Test
    void a_connection_and_its_sessions_share_a_socket_and_leave_nothing_behind() throws JMSException {
        try (var queueManager = QueueManagerStandIn.named("QM1").queues("IN").start()) {
            try (Connection connection = Factories.plain(queueManager).createConnection()) {
                connection.start();
                for (int i = 0; i < 3; i++) {
                    connection.createSession(true, Session.SESSION_TRANSACTED).createConsumer(queue(connection));
                }

                assertThat(queueManager.connections()).isEqualTo(1);
                assertThat(queueManager.queue("IN").consumers()).isEqualTo(3);
            }
            await().untilAsserted(() -> assertThat(queueManager.connections()).isZero());
            assertThat(queueManager.queue("IN").consumers()).isZero();
        }
    }

    @Test
    void more_sessions_than_a_socket_takes_get_another_one() throws JMSException {
        try (var queueManager = QueueManagerStandIn.named("QM1").start();
                Connection connection = Factories.plain(queueManager).createConnection()) {
            for (int i = 0; i < 12; i++) {
                connection.createSession();
            }

            assertThat(queueManager.connections()).isEqualTo(2);
        }
    }

    @Test
    void who_knows_the_password_can_do_what_others_can() throws Exception {
        try (var queueManager = QueueManagerStandIn.named("QM1")
                        .queues("IN")
                        .login("app", "secret")
                        .start();
                XAConnection connection = Factories.xa(queueManager).createXAConnection("app", "secret");
                Connection listening = Factories.plain(queueManager).createConnection("app", "secret")) {
            var heard = new CompletableFuture<jakarta.jms.Message>();
            listening.createSession().createConsumer(queue(listening)).setMessageListener(heard::complete);
            listening.start();
            XASession session = connection.createXASession();
            XAResource resource = session.getXAResource();
            var branch = new TestXid(1);

            resource.start(branch, XAResource.TMNOFLAGS);
            session.createProducer(queue(connection)).send(session.createTextMessage("work"));
            resource.end(branch, XAResource.TMSUCCESS);
            resource.prepare(branch);
            resource.commit(branch, false);

            assertThat(heard.get(10, TimeUnit.SECONDS).getBody(String.class)).isEqualTo("work");
            assertThat(heard.get().getStringProperty("JMSXUserID").strip()).isEqualTo("app");
        }
    }

    @Test
    void who_does_not_is_refused() throws JMSException {
        try (var queueManager =
                QueueManagerStandIn.named("QM1").login("app", "secret").start()) {
            ConnectionFactory factory = Factories.plain(queueManager);

            assertThatThrownBy(() -> factory.createConnection("app", "wrong"))
                    .isInstanceOf(JMSSecurityException.class)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2035));
            assertThatThrownBy(factory::createConnection)
                    .isInstanceOf(JMSSecurityException.class)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2035));
        }
    }

    @Test
    void nobody_may_connect_while_logins_are_rejected() throws JMSException {
        try (var queueManager = QueueManagerStandIn.named("QM1").start()) {
            ConnectionFactory factory = Factories.plain(queueManager);
            queueManager.rejectLogins(true);

            assertThatThrownBy(factory::createConnection)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2035));

            queueManager.rejectLogins(false);
            factory.createConnection().close();
        }
    }

    @Test
    void another_queue_manager_is_not_here() throws JMSException {
        try (var queueManager = QueueManagerStandIn.named("QM1").start()) {
            ConnectionFactory factory = Factories.plain(queueManager.port(), "QM2");

            assertThatThrownBy(factory::createConnection)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2058));
        }
    }

    @Test
    void nobody_listens_while_it_is_stopped() throws JMSException {
        try (var queueManager = QueueManagerStandIn.named("QM1").start()) {
            ConnectionFactory factory = Factories.plain(queueManager);
            queueManager.stop();

            assertThatThrownBy(factory::createConnection)
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2538));

            queueManager.start();
            factory.createConnection().close();
        }
    }

    private static jakarta.jms.Queue queue(Connection connection) throws JMSException {
        return connection.createSession().createQueue("IN");
    }
}
