package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final int TASKS = 500;
    private static final List<String> LIFE =
            List.of("CreateTask", "UpdateTask", "HoldTask", "ResumeTask", "CompleteTask");
    private static final List<String> TOLD =
            List.of("TaskCreated", "TaskUpdated", "TaskHeld", "TaskResumed", "TaskCompleted");

    @Test
    void operations_put_back_to_back_take_effect_and_are_answered_in_their_order(Api api, Testbed testbed) {
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
        long before = api.lastSequence();
        List<String> messages = interleaved(series);
        for (int from = 0; from < messages.size(); from += 250) {
            testbed.put("GTLIn", messages.subList(from, Math.min(from + 250, messages.size())));
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> api.lastSequence() >= before + messages.size());

        Map<String, List<String>> told = api.notifications().stream()
                .filter(reply -> reply.sequence() > before)
                .collect(Collectors.groupingBy(
                        reply -> reply.values("CaptureId").isEmpty() ? reply.body() : reply.value("CaptureId"),
                        Collectors.mapping(Reply::type, Collectors.toList())));
        assertThat(told).hasSize(TASKS).allSatisfy((captureId, types) -> assertThat(types)
                .isEqualTo(TOLD));
    }

    /** Whole lives of many tasks, each in its order, among each other at random. */
    private static List<String> interleaved(String series) {
        var random = new Random(75);
        var next = new int[TASKS];
        return IntStream.range(0, TASKS * LIFE.size())
                .mapToObj(i -> {
                    int task = random.nextInt(TASKS);
                    while (next[task] == LIFE.size()) {
                        task = (task + 1) % TASKS;
                    }
                    String action = LIFE.get(next[task]++);
                    return "<GTLMessages><" + action + "><CaptureId>" + series + task + "</CaptureId></" + action
                            + "></GTLMessages>";
                })
                .toList();
    }
}
