package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.mqstandin.Fault;
import org.workgate.mqstandin.Message;
import org.workgate.mqstandin.Queue;
import org.workgate.mqstandin.QueueManagerStandIn;
import org.workgate.mqstandin.Verb;

/**
 * What a queue manager refuses, loses or cannot do costs nothing but time (A73, A74, A79): requests wait on the input queue, people
 * go on, an administrator reads why, and all goes on by itself when the fault is mended.
 */
@Tag("ibm-mq")
class OutlastingFaultsOfIbmMqIT {

    /** How soon the first message has to be answered when the fault is mended. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Installation mq;

    @BeforeAll
    static void start() {
        mq = new Installation("ibm-mq-faults");
    }

    @AfterAll
    static void stop() {
        mq.close();
    }

    @AfterEach
    void nothing_is_left() {
        mq.awaitNothingInDoubt();
        assertThat(mq.queueManager.queue("GTLBackout").depth()).isZero();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "2051", onOutput(queue -> queue.inhibitPut(true)), onOutput(queue -> queue.inhibitPut(false))),
                Arguments.of("2053", onOutput(queue -> queue.maxDepth(0)), onOutput(queue -> queue.maxDepth(999_999))),
                Arguments.of(
                        "2085",
                        (Consumer<QueueManagerStandIn>) queueManager -> queueManager.delete("GTLOut"),
                        (Consumer<QueueManagerStandIn>) queueManager -> queueManager.define("GTLOut")));
    }

    private static Consumer<QueueManagerStandIn> onOutput(Consumer<Queue> change) {
        return queueManager -> change.accept(queueManager.queue("GTLOut"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    @Tag("A73")
    @Tag("A79")
    @Tag("R15")
    void what_the_output_queue_refuses_is_told_once_and_in_order_when_it_takes_messages_again(
            String reason, Consumer<QueueManagerStandIn> fault, Consumer<QueueManagerStandIn> mending) {
        String held = "held" + reason;
        mq.putTasks(List.of(held));
        mq.replies(1);
        long task = mq.database.number("select id from gtl_task where capture_id = '" + held + "'");
        List<String> ids = ids("refused" + reason + "-", 30);

        fault.accept(mq.queueManager);
        mq.putTasks(ids);
        mq.awaitTrouble("output queue", "'" + reason + "'");
        assertThat(operate(task, "hold")).isEqualTo(200);

        assertThat(mq.waiting()).isEqualTo(1);
        assertThat(mq.server.lines(Pattern.compile("TaskHeld of mq is kept .*'" + reason + "'")))
                .hasSize(1);
        await("a quarter of a minute, in which nothing may be ready, lost or moved")
                .pollDelay(Duration.ofSeconds(15))
                .atMost(SOON)
                .until(() -> mq.api().readiness() == 503);
        assertThat(mq.created("refused" + reason)).isZero();
        assertThat(mq.input().depth()).isEqualTo(ids.size());

        mending.accept(mq.queueManager);
        List<Message> told = repliesSoon(ids.size() + 1);
        assertThat(told.stream().filter(reply -> reply.text().contains("<TaskCreated>")))
                .extracting(Installation::captureId)
                .containsExactlyElementsOf(ids);
        assertThat(told.stream().filter(reply -> reply.text().contains("<TaskHeld>")))
                .extracting(Installation::captureId)
                .containsExactly(held);
        awaitReady();
        assertThat(mq.waiting()).isZero();
    }

    private static int operate(long task, String operation) {
        return mq.api().request("POST", "tasks/" + task + "/" + operation, "{}").statusCode();
    }

    @Test
    @Tag("A73")
    void who_is_refused_as_a_user_says_so_and_goes_on_when_he_is_let_in() {
        List<String> ids = ids("refused-user", 30);
        mq.queueManager.rejectLogins(true);
        mq.queueManager.dropConnections();
        mq.putTasks(ids);

        mq.awaitTrouble("'2035'");
        assertThat(mq.created("refused-user")).isZero();

        mq.queueManager.rejectLogins(false);
        assertThat(repliesSoon(ids.size())).extracting(Installation::captureId).containsExactlyElementsOf(ids);
        awaitReady();
    }

    static Stream<Fault> cuts() {
        return Stream.of(
                Fault.dropBefore(Verb.XA_PREPARE),
                Fault.dropAfter(Verb.XA_PREPARE),
                // Between two branches of a transaction: the first hides its messages until it is rolled back, later.
                Fault.dropBefore(Verb.XA_PREPARE).sparing(1),
                Fault.dropAfter(Verb.XA_PREPARE).sparing(1),
                Fault.dropBefore(Verb.XA_PREPARE).sparing(2),
                Fault.dropBefore(Verb.XA_COMMIT),
                Fault.dropAfter(Verb.XA_COMMIT));
    }

    /** One task, so that each request depends on the one before: one that came twice, or too early, would be refused. */
    @Test
    @Tag("A74")
    @Tag("A75")
    void a_connection_that_is_cut_around_prepare_and_commit_loses_nothing_and_keeps_the_order() {
        int rounds = 25;
        mq.put("<CreateTask><CaptureId>cut</CaptureId></CreateTask>");
        var expected = new ArrayList<String>(List.of("TaskCreated"));
        cuts().forEach(cut -> {
            Fault fault = mq.queueManager.inject(cut);
            for (int round = 0; round < rounds; round++) {
                mq.put("<HoldTask><CaptureId>cut</CaptureId></HoldTask>");
                mq.put("<ResumeTask><CaptureId>cut</CaptureId></ResumeTask>");
                expected.addAll(List.of("TaskHeld", "TaskResumed"));
            }
            Installation.await("the cut", () -> fault.remaining() == 0);
            Installation.await("all to be told", () -> mq.output().messages().size() >= expected.size());
        });

        assertThat(mq.replies(expected.size()))
                .extracting(reply -> reply.text().replaceFirst("^<GTLMessages><(\\w+)>.*", "$1"))
                .containsExactlyElementsOf(expected);
    }

    @Test
    @Tag("A73")
    void a_server_that_starts_while_nobody_answers_begins_when_somebody_does() {
        List<String> ids = ids("started-before", 30);
        mq.server.stop();
        mq.putTasks(ids);
        mq.queueManager.stop();

        CompletableFuture<?> start = CompletableFuture.supplyAsync(mq.server::start);
        await("the server to say that it reaches nobody")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> mq.api().readiness() == 503 && mq.readiness().contains("'2538'"));
        mq.queueManager.start();

        assertThat(repliesSoon(ids.size())).extracting(Installation::captureId).containsExactlyElementsOf(ids);
        start.join();
        awaitReady();
    }

    @Test
    @Tag("A73")
    @Tag("A74")
    void a_minute_without_queue_manager_under_load_loses_nothing_and_doubles_nothing() {
        List<String> ids = ids("away", 2000);
        mq.putTasks(ids);
        Installation.await("some of the work", () -> mq.created("away") >= 300);

        mq.queueManager.stop();
        long done = mq.created("away");
        assertThat(done).isLessThan(ids.size());
        mq.awaitTrouble("'2538'");
        await("a minute")
                .pollDelay(Duration.ofMinutes(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> mq.api().readiness() == 503);
        mq.queueManager.start();

        await("the next task").atMost(SOON).until(() -> mq.created("away") > done + 1);
        assertThat(mq.replies(ids.size())).extracting(Installation::captureId).containsExactlyElementsOf(ids);
        assertThat(mq.created("away")).isEqualTo(ids.size());
        awaitReady();
    }

    /** The transaction that is in doubt keeps the lease locked meanwhile, which is a consequence and not the cause. */
    @Test
    @Tag("A73")
    @Tag("A74")
    void a_queue_manager_that_goes_away_between_prepare_and_commit_is_the_cause_that_is_told() {
        Fault cut = mq.queueManager.inject(Fault.dropBefore(Verb.XA_COMMIT));
        mq.putTasks(List.of("doubtful"));
        Installation.await("the cut", () -> cut.remaining() == 0);
        mq.queueManager.stop();

        mq.awaitTrouble("'2538'");
        await("ten rounds of the intake, after each of which that is still the cause")
                .during(Duration.ofSeconds(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> mq.readiness().contains("'2538'"));

        mq.queueManager.start();
        assertThat(repliesSoon(1)).extracting(Installation::captureId).containsExactly("doubtful");
        awaitReady();
    }

    /** Workgate itself sets aside what is at fault, and earlier; but the threshold of a queue counts whatever was rolled back. */
    @Test
    @Tag("A73")
    void what_reaches_the_threshold_of_its_queue_hinders_nobody_and_can_be_put_back() {
        backOutAfter(1);
        mq.putTasks(List.of("before"));
        assertThat(mq.replies(1)).extracting(Installation::captureId).containsExactly("before");
        mq.queueManager.inject(Fault.refuse(Verb.XA_PREPARE, XAException.XA_RBROLLBACK));
        mq.putTasks(List.of("backed-out"));
        await("the message on the backout queue")
                .atMost(SOON)
                .until(() -> mq.queueManager.queue("GTLBackout").depth() == 1);

        backOutAfter(50);
        mq.putTasks(List.of("behind"));
        // That one is waited for half a minute, since it might come again, and this one returned for as long.
        assertThat(mq.replies(1)).extracting(Installation::captureId).containsExactly("behind");
        String messageId = JsonParser.parseString(
                        mq.api().look("capture-points/mq/backout").body())
                .getAsJsonObject()
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject()
                .get("messageId")
                .getAsString();
        assertThat(mq.api()
                        .request("POST", "capture-points/mq/backout/" + messageId + "/resubmit", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(repliesSoon(1)).extracting(Installation::captureId).containsExactly("backed-out");
        awaitReady();
    }

    /** IBM's adapter asks for the threshold of a queue when it opens it, and never again. */
    private static void backOutAfter(int deliveries) {
        mq.input().backoutTo("GTLBackout", deliveries);
        mq.queueManager.dropConnections();
    }

    private static List<String> ids(String series, int count) {
        return IntStream.range(0, count).mapToObj(i -> series + i).toList();
    }

    private static List<Message> repliesSoon(int count) {
        await("the first reply")
                .atMost(SOON)
                .until(() -> !mq.output().messages().isEmpty());
        return mq.replies(count);
    }

    private static void awaitReady() {
        Installation.await("readiness", () -> mq.api().readiness() == 200);
    }
}
