package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** Messages take effect, and are answered, in the order in which they were put (A75). */
@ExtendWith(SharedServer.class)
class KeepingOrderIT {

    private static final int PAIRS = 250;

    @Test
    void a_query_put_right_after_its_creation_never_misses_the_task(Api api, Testbed testbed) {
        assertThatOrderIsKept("order", api, testbed);
    }

    @Test
    void an_administrator_who_sets_more_endpoints_does_not_break_the_order() {
        try (WorkgateServer server = Testbed.on(WorkgateServer.named("order").variable("intake.endpoints", "16"), true)
                .overriding(
                        "endpoints",
                        "<jmsActivationSpec id='jms/workgate/mq/intake' maxEndpoints='16'>",
                        "<properties.wasJms maxConcurrency='16'/></jmsActivationSpec>")
                .create()
                .start()) {
            assertThatOrderIsKept("order", new Api(server), new Testbed(server));
        }
    }

    private static void assertThatOrderIsKept(String series, Api api, Testbed testbed) {
        List<String> messages = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String captureId = series + i;
            String address = "<CaptureId>" + captureId + "</CaptureId>";
            messages.add("<GTLMessages><CreateTask>" + address + "</CreateTask></GTLMessages>");
            messages.add("<GTLMessages><GetTaskInfo>" + address + "</GetTaskInfo></GTLMessages>");
            expected.add("TaskCreated " + captureId);
            expected.add("TaskInfo " + captureId);
        }
        int before = api.notifications().size();
        testbed.put("GTLIn", messages);
        await().atMost(Duration.ofMinutes(2)).until(() -> api.notifications().size() >= before + messages.size());
        assertThat(api.notifications().stream()
                        .skip(before)
                        .map(KeepingOrderIT::inShort)
                        .toList())
                .isEqualTo(expected);
    }

    private static String inShort(Reply reply) {
        return reply.type() + " " + (reply.type().equals("Error") ? reply.value("Message") : reply.value("CaptureId"));
    }
}
