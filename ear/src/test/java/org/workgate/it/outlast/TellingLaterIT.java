package org.workgate.it.outlast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * A capture point whose queue manager does not answer: what happens to its tasks is not refused, and is told when it answers again
 * (A79). The capture point {@code far} has its queues on another server, {@code mq} beside it on this one.
 */
class TellingLaterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static WorkgateServer queues;
    private static WorkgateServer server;

    private final Api mq = new Api(server);
    private final Api far = new Api(server, "far");

    @BeforeAll
    static void start() {
        int port = WorkgateServer.freePort();
        String address = "remoteServerAddress='127.0.0.1:" + port + ":BootstrapBasicMessaging' readAhead='AlwaysOff'";
        queues = Testbed.on(
                        WorkgateServer.named("far-queues")
                                .withoutWorkgate()
                                .overriding("queues", "<include location='${server.config.dir}/messaging-server.xml'/>")
                                .variable("messaging.port", Integer.toString(port)),
                        false)
                .create()
                .start();
        server = WorkgateServer.named("far")
                .overriding(
                        "far",
                        "<variable name='workgate.capture-points' value='mq,far'/>",
                        "<variable name='workgate.capture-point.far.intake' value='2'/>",
                        "<variable name='workgate.capture-point.far.connection-factory' value='jms/far/factory'/>",
                        "<variable name='workgate.capture-point.far.output.newest' value='0'/>",
                        "<jmsConnectionFactory id='far' jndiName='jms/far/factory'><properties.wasJms " + address
                                + "/></jmsConnectionFactory>",
                        queue("in", "GTLIn"),
                        queue("out", "GTLOut"),
                        queue("backout", "GTLBackout"),
                        "<jmsActivationSpec id='jms/workgate/intake/2' autoStart='false' maxEndpoints='1'>",
                        "<properties.wasJms " + address + " destinationRef='workgate-far-in' maxBatchSize='1'",
                        " maxConcurrency='1' retryInterval='1s'/></jmsActivationSpec>")
                .create()
                .start();
    }

    private static String queue(String which, String name) {
        return "<jmsQueue id='workgate-far-" + which + "' jndiName='jms/workgate/far/" + which
                + "'><properties.wasJms queueName='" + name + "' readAhead='AlwaysOff'/></jmsQueue>";
    }

    @AfterAll
    static void stop() {
        try {
            server.close();
        } finally {
            queues.close();
        }
    }

    @Test
    @Tag("A79")
    void what_happens_while_the_queue_manager_does_not_answer_is_told_when_it_does_once_and_in_its_order() {
        await("both intakes").atMost(PATIENCE).until(() -> far.readiness() == 200);
        String brokerId = far.exchange("<CreateTask><CaptureId>SR-1</CaptureId></CreateTask>")
                .get(0)
                .value("BrokerId");
        long before = far.lastSequence();

        queues.stop();
        operate(brokerId, "hold");
        operate(brokerId, "resume");
        operate(brokerId, "hold");

        assertThat(waiting()).isEqualTo(3);
        assertThat(mq.metrics()).containsPattern("workgate_notifications_waiting\\{[^}]*\"far\"[^}]*} 3");
        assertThat(far.notifications(before)).isEmpty();
        assertThat(mq.exchange("<Ping/>")).extracting(Reply::type).containsExactly("Pong");

        queues.start();
        await("what waits").atMost(PATIENCE).until(() -> waiting() == 0);
        await("the intake").atMost(PATIENCE).until(() -> far.readiness() == 200);
        operate(brokerId, "cancel");

        List<String> told = List.of("TaskHeld", "TaskResumed", "TaskHeld", "TaskCanceled");
        assertThat(far.notifications(before)).extracting(Reply::type).isEqualTo(told);
        assertThat(new Testbed(queues).depth("GTLOut")).isEqualTo(1 + told.size());
    }

    private void operate(String brokerId, String operation) {
        assertThat(mq.request("POST", "tasks/" + brokerId + "/" + operation, "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    private long waiting() {
        return JsonParser.parseString(far.look("capture-points/far/unsent").body())
                .getAsJsonObject()
                .get("waiting")
                .getAsLong();
    }
}
