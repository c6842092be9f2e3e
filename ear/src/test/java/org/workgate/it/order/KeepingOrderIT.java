package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        try (WorkgateServer server = Testbed.on(WorkgateServer.named("order-endpoints"), true)
                .overriding("endpoints", "<jmsActivationSpec id='jms/workgate/mq/intake' maxEndpoints='16'/>")
                .create()
                .start()) {
            assertThatOrderIsKept("order", new Api(server), new Testbed(server));
        }
    }

    private static void assertThatOrderIsKept(String series, Api api, Testbed testbed) {
        int before = api.notifications().size();
        testbed.put("GTLIn", pairs(series));
        List<String> expected = expected(series);
        await().atMost(Duration.ofMinutes(2)).until(() -> api.notifications().size() >= before + expected.size());
        assertThat(answers(api, before)).isEqualTo(expected);
    }

    /** A creation, and right after it a query for what it creates. */
    private static List<String> pairs(String series) {
        return IntStream.range(0, PAIRS)
                .mapToObj(i -> "<CaptureId>" + series + i + "</CaptureId>")
                .flatMap(address -> Stream.of(
                        "<GTLMessages><CreateTask>" + address + "</CreateTask></GTLMessages>",
                        "<GTLMessages><GetTaskInfo>" + address + "</GetTaskInfo></GTLMessages>"))
                .toList();
    }

    private static List<String> expected(String series) {
        return IntStream.range(0, PAIRS)
                .boxed()
                .flatMap(i -> Stream.of("TaskCreated " + series + i, "TaskInfo " + series + i))
                .toList();
    }

    private static List<String> answers(Api api, int after) {
        return api.notifications().stream()
                .skip(after)
                .map(KeepingOrderIT::inShort)
                .toList();
    }

    private static String inShort(Reply reply) {
        return reply.type() + " " + (reply.type().equals("Error") ? reply.value("Message") : reply.value("CaptureId"));
    }
}
