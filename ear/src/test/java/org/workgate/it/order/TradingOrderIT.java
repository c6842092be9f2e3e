package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** A capture point that is not ordered takes several messages at once, each still exactly once (A45, A74, A75). */
class TradingOrderIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Postgresql database;
    private static WorkgateServer server;

    private final Api api = new Api(server);
    private final Testbed testbed = new Testbed(server);

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(database.setup("unordered"), false)
                .overriding(
                        "unordered",
                        "<variable name='workgate.capture-point.ordered' value='false'/>",
                        "<jmsActivationSpec id='jms/workgate/intake/1' maxEndpoints='4'>",
                        "<properties.wasJms maxConcurrency='4'/></jmsActivationSpec>")
                .create()
                .start();
    }

    @AfterAll
    static void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    @Test
    @Tag("A75")
    void a_message_that_has_to_wait_holds_up_no_other() {
        int brokerId = Integer.parseInt(api.exchange("<CreateTask><CaptureId>slow</CaptureId></CreateTask>")
                .get(0)
                .value("BrokerId"));
        long before = api.lastSequence();

        database.lockingTask(brokerId, () -> {
            testbed.put("GTLIn", List.of(message("UpdateTask", "slow"), message("CreateTask", "quick")));
            await().atMost(PATIENCE).until(() -> !api.notifications(before).isEmpty());
        });

        assertThat(await().atMost(PATIENCE).until(() -> api.notifications(before), told -> told.size() == 2))
                .extracting(reply -> reply.type() + " " + reply.value("CaptureId"))
                .containsExactly("TaskCreated quick", "TaskUpdated slow");
    }

    @Test
    @Tag("A45")
    @Tag("A74")
    void of_two_creations_with_one_capture_id_that_race_one_is_refused() {
        int count = 200;
        long before = api.lastSequence();
        List<String> each = IntStream.range(0, count)
                .mapToObj(i -> message("CreateTask", "twin-" + i))
                .toList();
        testbed.put(
                "GTLIn", each.stream().flatMap(text -> Stream.of(text, text)).toList());

        List<Reply> told =
                await().atMost(PATIENCE).until(() -> api.notifications(before), all -> all.size() >= 2 * count);
        Map<String, Long> types =
                told.stream().collect(Collectors.groupingBy(Reply::type, TreeMap::new, Collectors.counting()));
        assertThat(types).isEqualTo(Map.of("TaskCreated", (long) count, "Error", (long) count));
        assertThat(told.stream().filter(reply -> reply.type().equals("Error")))
                .allSatisfy(error -> assertThat(error.value("Code")).isEqualTo("TASK_ALREADY_CAPTURED"));
        assertThat(database.number("select count(distinct capture_id) from gtl_task where capture_id like 'twin-%'"))
                .isEqualTo(count);
        assertThat(testbed.depth("GTLBackout")).isZero();
        assertThat(testbed.depth("GTLOut")).isGreaterThanOrEqualTo(2 * count);
    }

    private static String message(String action, String captureId) {
        return "<GTLMessages><" + action + "><CaptureId>" + captureId + "</CaptureId></" + action + "></GTLMessages>";
    }
}
