package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.it.ibmmq.Installation.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.WorkgateServer;
import org.workgate.mqstandin.Message;

/** Distribution to the router of the samples, which runs as a program of its own and was written from docs/distribution.md. */
@Tag("ibm-mq")
class RoutingByTheExampleIT {

    private static final String STRUCTURE =
            WorkgateServer.SAMPLE_STRUCTURE.replace("id: desk", "id: router").replace("system: desk", "system: router");

    private static Installation mq;

    private ExampleRouter router;

    @BeforeAll
    static void start() {
        mq = new Installation(
                "ibm-mq-router",
                "server-ibm-mq.xml",
                queueManager -> queueManager.queues("RouterIn", "RouterOut", "RouterBackout"),
                server -> server.beginningWith(STRUCTURE).withRouterQueues());
    }

    @AfterAll
    static void stop() {
        mq.close();
    }

    @BeforeEach
    void startRouter() {
        router = new ExampleRouter(mq.address);
    }

    @AfterEach
    void stopRouter() {
        router.close();
    }

    private static void create(String captureId) {
        mq.put("<CreateTask><CaptureId>" + captureId + "</CaptureId><category>Order</category></CreateTask>");
    }

    /** The next messages on the output queue, as their types, and the CaptureId of each. */
    private static List<String> told(int count) {
        return mq.replies(count).stream().map(RoutingByTheExampleIT::inShort).toList();
    }

    private static String inShort(Message message) {
        return message.text().replaceFirst("^<GTLMessages><(\\w+)>.*", "$1") + " " + Installation.captureId(message);
    }

    @Test
    @Tag("R82")
    @Tag("R205")
    void a_task_goes_all_the_way_through_it() {
        create("way");
        router.awaitLine("has \\S+ way waits .*GTL_priority.*");
        router.say("queue way Orders");
        router.say("assign way ann");
        router.say("complete way PAID");

        assertThat(told(5))
                .containsExactly(
                        "TaskCreated way",
                        "TaskDistributed way",
                        "TaskDistributedQueue way",
                        "TaskAssigned way",
                        "TaskCompleted way");
        assertThat(mq.database.number(
                        "select count(*) from gtl_task where capture_id = 'way' and result_code = 'PAID'"))
                .isEqualTo(1);
    }

    @Test
    @Tag("A66")
    void it_gives_back_what_nobody_works_on_and_keeps_what_somebody_does() {
        create("waits");
        create("assigned");
        router.awaitLine("has \\S+ assigned waits .*");
        router.say("assign assigned ann");
        assertThat(told(5)).contains("TaskAssigned assigned");

        mq.put("<HoldTask><CaptureId>waits</CaptureId></HoldTask>");
        assertThat(told(1)).containsExactly("TaskHeld waits");
        router.awaitLine("gave back .*");

        // The server knows already that an agent has it.
        mq.put("<CompleteTask><CaptureId>assigned</CaptureId></CompleteTask>");
        assertThat(told(1)).containsExactly("TaskCompleted assigned");
    }

    @Test
    @Tag("A87")
    void what_it_has_forgotten_it_gives_back_and_what_it_was_sent_meanwhile_it_gets() {
        create("forgotten");
        router.awaitLine("has \\S+ forgotten waits .*");
        assertThat(told(2)).containsExactly("TaskCreated forgotten", "TaskDistributed forgotten");
        router.kill();

        mq.put("<CancelTask><CaptureId>forgotten</CaptureId></CancelTask>");
        create("sent-meanwhile");
        assertThat(told(2)).containsExactly("TaskCreated sent-meanwhile", "TaskDistributed sent-meanwhile");
        router.start();

        router.awaitLine("has \\S+ sent-meanwhile waits .*");
        assertThat(told(1)).containsExactly("TaskCanceled forgotten");
        router.say("complete sent-meanwhile DONE");
        assertThat(told(1)).containsExactly("TaskCompleted sent-meanwhile");
    }

    @Test
    @Tag("A74")
    void nothing_is_lost_or_doubled_though_server_router_and_queue_manager_are_killed() {
        List<String> ids = IntStream.range(0, 60).mapToObj(i -> "drill" + i).toList();
        mq.putTasks(ids);
        await("some to be handed out", () -> distributed() >= 10);
        mq.server.kill();
        mq.server.start();
        router.kill();
        router.start();
        await("more to be handed out", () -> distributed() >= 30);
        mq.queueManager.restart();
        router.kill();
        router.start();
        await("all to be handed out", () -> distributed() == ids.size());

        ids.forEach(id -> mq.put("<CancelTask><CaptureId>" + id + "</CaptureId></CancelTask>"));
        List<String> told = told(3 * ids.size());
        for (String type : List.of("TaskCreated ", "TaskDistributed ", "TaskCanceled ")) {
            assertThat(told)
                    .filteredOn(each -> each.startsWith(type))
                    .hasSameElementsAs(ids.stream().map(type::concat).toList());
        }
        assertThat(told).doesNotHaveDuplicates();
        mq.awaitNothingInDoubt();
        assertThat(mq.queueManager.queue("RouterBackout").depth()).isZero();
    }

    private static long distributed() {
        return mq.database.number(
                "select count(*) from gtl_task where capture_id like 'drill%' and status = 'DISTRIBUTED'");
    }
}
