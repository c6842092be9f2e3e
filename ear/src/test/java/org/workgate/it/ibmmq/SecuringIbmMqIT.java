package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.workgate.mqstandin.Message;
import org.workgate.mqstandin.SelfSigned;

/** The packaged server and its queue manager speak TLS, and each wants to see whom it talks to. */
@Tag("ibm-mq")
class SecuringIbmMqIT {

    @TempDir
    private static Path folder;

    private static SelfSigned manager;
    private static SelfSigned workgate;
    private static Path trusted;
    private static Installation mq;

    @BeforeAll
    static void start() throws IOException {
        manager = SelfSigned.named("manager", folder);
        workgate = SelfSigned.named("workgate", folder);
        trusted = Files.copy(manager.trustStore(), folder.resolve("trusted.p12"));
        mq = new Installation(
                "ibm-mq-tls",
                "server-ibm-mq-tls.xml",
                queueManager -> queueManager.tls(manager.trusts(workgate)),
                server -> server.variable("ibm-mq.trust-store", trusted.toString())
                        .variable("ibm-mq.trust-store.password", SelfSigned.PASSWORD)
                        .variable("ibm-mq.key-store", workgate.keyStore().toString()));
    }

    @AfterAll
    static void stop() {
        mq.close();
    }

    @Test
    @Tag("A72")
    void a_request_is_answered_over_tls() {
        Message request =
                mq.put(Message.ofText("<GTLMessages><Ping/></GTLMessages>").persistent());

        assertThat(mq.replies(1)).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("<GTLMessages><Pong/></GTLMessages>");
            assertThat(reply.correlationId()).isEqualTo(request.messageId());
        });
    }

    @Test
    @Tag("A73")
    void a_server_that_does_not_trust_the_queue_manager_says_so_and_takes_nothing() throws IOException {
        mq.server.stop();
        Files.copy(workgate.trustStore(), trusted, StandardCopyOption.REPLACE_EXISTING);
        mq.put("<Ping/>");

        CompletableFuture<?> start = CompletableFuture.supplyAsync(mq.server::start);
        await("the server to say whom it does not trust")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> mq.api().readiness() == 503
                        && mq.readiness().contains("'2397'")
                        && mq.readiness().contains("certification path"));
        assertThat(mq.input().depth()).isEqualTo(1);

        // What a server trusts it reads when it starts.
        mq.server.kill();
        assertThat(start).failsWithin(Duration.ofMinutes(1));
        Files.copy(manager.trustStore(), trusted, StandardCopyOption.REPLACE_EXISTING);
        mq.server.start();
        assertThat(mq.replies(1)).extracting(Message::text).containsExactly("<GTLMessages><Pong/></GTLMessages>");
    }
}
