package org.workgate.mqstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.msg.client.jakarta.jms.JmsConnectionFactory;
import com.ibm.msg.client.jakarta.wmq.WMQConstants;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakingTlsTest {

    private static final String ANY = "*TLS12ORHIGHER";
    private static final int MQRC_JSSE_ERROR = 2397;

    @TempDir
    private static Path folder;

    private static SelfSigned manager;
    private static SelfSigned program;

    @BeforeAll
    static void make() {
        manager = SelfSigned.named("QM1", folder);
        program = SelfSigned.named("program", folder);
    }

    private static QueueManagerStandIn queueManager() {
        return QueueManagerStandIn.named("QM1")
                .queues("IN")
                .tls(manager.trusts(program))
                .start();
    }

    private static Connection connect(QueueManagerStandIn to, SSLContext with, String cipherSuite) throws JMSException {
        var factory = (JmsConnectionFactory) Factories.plain(to);
        factory.setStringProperty(WMQConstants.WMQ_SSL_CIPHER_SUITE, cipherSuite);
        factory.setObjectProperty(WMQConstants.WMQ_SSL_SOCKET_FACTORY, with.getSocketFactory());
        return factory.createConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ANY,
                "TLS_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            })
    void a_client_works_with_the_cipher_suite_that_it_names(String cipherSuite) throws JMSException {
        try (var queueManager = queueManager();
                Connection connection = connect(queueManager, program.trusts(manager), cipherSuite)) {
            Session session = connection.createSession();

            session.createProducer(session.createQueue("IN")).send(session.createTextMessage("x".repeat(100_000)));

            assertThat(queueManager.queue("IN").drain()).hasSize(1);
        }
    }

    @Test
    void a_client_that_does_not_trust_it_does_not_connect() {
        try (var queueManager = queueManager()) {
            assertThatThrownBy(() -> connect(queueManager, program.trusts(program), ANY))
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(MQRC_JSSE_ERROR))
                    .hasRootCauseMessage("unable to find valid certification path to requested target");
        }
    }

    @Test
    void a_client_that_it_does_not_trust_is_refused() {
        try (var queueManager = queueManager()) {
            // With TLS 1.3 a client may learn of it only when it reads: as an alert, or as the end of the socket.
            assertThatThrownBy(() -> connect(queueManager, manager.trusts(manager), ANY))
                    .isInstanceOf(JMSException.class);
            assertThat(queueManager.calls(Verb.MQCONN)).isZero();
        }
    }

    @Test
    void a_client_shows_no_certificate_where_none_is_required() throws Exception {
        try (var queueManager = QueueManagerStandIn.named("QM1")
                        .tls(manager.trusts(program))
                        .clientCertificateOptional()
                        .start();
                Connection connection = connect(queueManager, withoutCertificate(), ANY)) {
            connection.createSession();

            assertThat(queueManager.connections()).isEqualTo(1);
        }
        try (var strict = queueManager()) {
            assertThatThrownBy(() -> connect(strict, withoutCertificate(), ANY)).isInstanceOf(JMSException.class);
        }
    }

    /** Somebody without a key, who trusts the queue manager. */
    private static SSLContext withoutCertificate() throws GeneralSecurityException, IOException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(manager.trustStore().toFile(), SelfSigned.PASSWORD.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void of_one_name_there_is_one_only_in_a_folder() {
        assertThatThrownBy(() -> SelfSigned.named("QM1", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is somebody called QM1 in " + folder + " already");
    }

    @Test
    void a_client_that_speaks_no_tls_does_not_connect() {
        try (var queueManager = queueManager()) {
            assertThatThrownBy(() -> Factories.plain(queueManager).createConnection())
                    .satisfies(e -> assertThat(Factories.reason(e)).isEqualTo(2009));
        }
    }
}
