package org.workgate.it.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** A router whose queue manager, which is on another server, does not answer. */
class OutlastingRouterOutagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern NOT_HANDED_OUT = Pattern.compile("No task can be handed to distribution point desk");

    private static WorkgateServer queues;
    private static WorkgateServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        int port = WorkgateServer.freePort();
        queues = Testbed.on(
                        WorkgateServer.named("router-queues")
                                .withoutWorkgate()
                                .overriding("queues", "<include location='${server.config.dir}/messaging-server.xml'/>")
                                .variable("messaging.port", Integer.toString(port)),
                        false)
                .create()
                .start();
        server = WorkgateServer.named("router-outage")
                .beginningWith(WorkgateServer.SAMPLE_STRUCTURE.replace("system: desk", "system: router"))
                .overriding(
                        "far",
                        "<variable name='workgate.router.connection-factory' value='jms/far/factory'/>",
                        "<jmsConnectionFactory id='far' jndiName='jms/far/factory'><properties.wasJms"
                                + " remoteServerAddress='127.0.0.1:" + port
                                + ":BootstrapBasicMessaging' readAhead='AlwaysOff'/></jmsConnectionFactory>",
                        queue("out", "GTLIn"),
                        queue("in", "GTLOut"),
                        queue("backout", "GTLBackout"))
                .create()
                .start();
        api = new Api(server);
    }

    private static String queue(String which, String name) {
        return "<jmsQueue id='workgate-desk-" + which + "' jndiName='jms/workgate/router/desk/" + which
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
    @Tag("A67")
    void what_the_router_is_to_be_told_waits_and_tasks_that_cannot_be_handed_out_stay_queued() {
        int there = create("there");
        await().atMost(PATIENCE).until(() -> status(there), "Distributed"::equals);
        assertThat(messages()).extracting(Told::type).containsExactly("Submit");

        queues.stop();
        assertThat(api.exchange("<UpdateTask><CaptureId>there</CaptureId><priority>77</priority></UpdateTask>"))
                .extracting(Reply::type)
                .containsExactly("TaskUpdated");
        String hold = api.send("<HoldTask><CaptureId>there</CaptureId></HoldTask>");
        assertThat(api.replies(hold)).isEmpty();
        int late = create("late");
        await().atMost(PATIENCE).until(() -> !server.lines(NOT_HANDED_OUT).isEmpty());
        assertThat(status(there)).isEqualTo("Distributed");
        assertThat(status(late)).isEqualTo("Queued");

        queues.start();
        await().atMost(PATIENCE).until(() -> status(late), "Distributed"::equals);
        var told = new ArrayList<Told>();
        await().atMost(PATIENCE).until(() -> told.addAll(messages()) && told.size() == 3);
        assertThat(told).extracting(Told::type).containsExactlyInAnyOrder("Update", "Revoke", "Submit");
        assertThat(told.stream().map(Told::type).filter(type -> !type.equals("Submit")))
                .containsExactly("Update", "Revoke");
        Told revoke = told.stream()
                .filter(message -> message.type().equals("Revoke"))
                .findFirst()
                .orElseThrow();
        new Testbed(queues)
                .put(
                        "GTLOut",
                        List.of("<Revoked><DistributionId>" + revoke.distributionId() + "</DistributionId></Revoked>"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(api.replies(hold)).extracting(Reply::type).containsExactly("TaskHeld"));
    }

    private static int create(String captureId) {
        return Integer.parseInt(api.exchange(
                        "<CreateTask><CaptureId>" + captureId + "</CaptureId><category>Order</category></CreateTask>")
                .get(0)
                .value("BrokerId"));
    }

    private static String status(int brokerId) {
        JsonElement status = api.task(brokerId).get("status");
        return status.getAsString();
    }

    /** What the router was told by now. */
    private static List<Told> messages() {
        var messages = new ArrayList<Told>();
        var testbed = new Testbed(queues);
        testbed.next("GTLIn", Duration.ofSeconds(1)).ifPresent(first -> messages.add(Told.of(first)));
        while (!messages.isEmpty() && testbed.depth("GTLIn") > 0) {
            testbed.next("GTLIn", Duration.ofSeconds(1)).ifPresent(next -> messages.add(Told.of(next)));
        }
        return messages;
    }
}
