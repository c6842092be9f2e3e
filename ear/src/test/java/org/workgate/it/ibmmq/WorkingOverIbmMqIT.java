package org.workgate.it.ibmmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.WorkgateServer;
import org.workgate.mqstandin.Message;
import org.workgate.mqstandin.QueueManagerStandIn;
import org.workgate.mqstandin.Verb;

/** The packaged server with IBM's own resource adapter, against the stand-in for a queue manager. */
@Tag("ibm-mq")
class WorkingOverIbmMqIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TEXT = "MQSTR";

    private static QueueManagerStandIn queueManager;
    private static Postgresql database;
    private static WorkgateServer server;

    @BeforeAll
    static void start() throws Exception {
        queueManager = QueueManagerStandIn.named("QM1")
                .queues("GTLIn", "GTLOut", "GTLBackout")
                .journal(Files.createTempDirectory(Path.of("target"), "queue-manager")
                        .resolve("journal"))
                .start();
        database = new Postgresql();
        server = database.setup("ibm-mq").onIbmMq(queueManager.port()).create().start();
    }

    @AfterAll
    static void stop() {
        try {
            server.close();
        } finally {
            queueManager.close();
            database.close();
        }
    }

    private static void put(String content) {
        put(Message.ofText("<GTLMessages>" + content + "</GTLMessages>").persistent());
    }

    private static Message put(Message message) {
        return queueManager.queue("GTLIn").put(message);
    }

    private static List<Message> replies(int count) {
        var replies = new ArrayList<Message>();
        Awaitility.await("the replies").atMost(PATIENCE).until(() -> {
            replies.addAll(queueManager.queue("GTLOut").drain());
            return replies.size() >= count;
        });
        return replies;
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    @Test
    @Tag("A72")
    @Tag("A39")
    void a_reply_is_plain_text_that_correlates_with_its_request() {
        Message request =
                put(Message.ofText("<GTLMessages><Ping/></GTLMessages>").persistent());

        assertThat(replies(1)).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("<GTLMessages><Pong/></GTLMessages>");
            assertThat(reply.format()).isEqualTo(TEXT);
            assertThat(reply.ccsid()).isEqualTo(1208);
            assertThat(reply.isPersistent()).isTrue();
            assertThat(reply.correlationId()).isEqualTo(request.messageId());
        });
    }

    @Test
    @Tag("R3")
    @Tag("A74")
    void a_backlog_is_answered_in_its_order_in_transactions_of_two_phases() {
        long prepared = queueManager.calls(Verb.XA_PREPARE);
        long committed = queueManager.calls(Verb.XA_COMMIT);
        List<String> ids = IntStream.range(0, 700).mapToObj(i -> "order" + i).toList();

        ids.forEach(id -> put("<CreateTask><CaptureId>" + id + "</CaptureId></CreateTask>"));

        assertThat(replies(ids.size()))
                .extracting(reply -> reply.text().replaceAll(".*<CaptureId>(.*)</CaptureId>.*", "$1"))
                .containsExactlyElementsOf(ids);
        assertThat(queueManager.calls(Verb.XA_PREPARE) - prepared)
                .as("prepared: receiver and sender of each transaction, of which some took many messages")
                .isBetween(2L, 2L * ids.size() - 1);
        assertThat(queueManager.calls(Verb.XA_COMMIT) - committed).isPositive();
        assertThat(queueManager.preparedBranches()).isEmpty();
    }

    static Stream<Arguments> texts() {
        String umlaut = "<GTLMessages><Ping><x>ü</x></Ping></GTLMessages>";
        return Stream.of(
                Arguments.of("UTF-8", text(umlaut.getBytes(UTF_8), 1208), "<Pong/>"),
                Arguments.of("Latin-1", text(umlaut.getBytes(ISO_8859_1), 819), "<Pong/>"),
                Arguments.of("UTF-16", text(umlaut.getBytes(UTF_16BE), 1200), "<Pong/>"),
                Arguments.of(
                        "bytes that say their encoding",
                        Message.ofBytes(("<?xml version='1.0' encoding='ISO-8859-1'?>" + umlaut).getBytes(ISO_8859_1))
                                .withFormat(""),
                        "<Pong/>"),
                Arguments.of("no text at all", Message.ofBytes().withFormat(""), "neither text nor bytes"),
                Arguments.of("broken UTF-8", text(new byte[] {'<', (byte) 0xff}, 1208), "cannot be decoded"));
    }

    private static Message text(byte[] bytes, int ccsid) {
        return Message.ofBytes(bytes).withFormat(TEXT).withCcsid(ccsid);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @Tag("A72")
    @Tag("A73")
    void a_text_in_any_character_set_is_read_and_what_cannot_be_is_answered(
            String name, Message message, String answer) {
        put(message.persistent());
        put("<Ping/>");

        assertThat(replies(2))
                .extracting(Message::text)
                .satisfiesExactly(first -> assertThat(first).contains(answer), second -> assertThat(second)
                        .contains("<Pong/>"));
    }

    @Test
    @Tag("A73")
    @Tag("A74")
    void no_message_is_lost_or_doubled_when_queue_manager_and_server_go_down_meanwhile() {
        int tasks = 600;
        List<String> ids = IntStream.range(0, tasks).mapToObj(i -> "killed" + i).toList();
        ids.forEach(id -> put("<CreateTask><CaptureId>" + id + "</CaptureId></CreateTask>"));

        awaitCreated(tasks / 5);
        queueManager.restart();
        awaitCreated(2 * tasks / 5);
        server.kill();
        server.start();
        awaitCreated(3 * tasks / 5);
        queueManager.restart();
        awaitCreated(4 * tasks / 5);
        server.kill();
        server.start();

        assertThat(replies(tasks))
                .extracting(reply -> reply.text().replaceAll(".*<CaptureId>(.*)</CaptureId>.*", "$1"))
                .containsExactlyElementsOf(ids);
        await(
                "nothing is in doubt",
                () -> queueManager.preparedBranches().isEmpty()
                        && database.number("select count(*) from pg_prepared_xacts") == 0);
        assertThat(created()).isEqualTo(tasks);
        assertThat(queueManager.queue("GTLOut").depth()).isZero();
        assertThat(queueManager.queue("GTLBackout").depth()).isZero();
        assertThat(new Api(server).readiness()).isEqualTo(200);
    }

    private static void awaitCreated(int count) {
        await("tasks", () -> created() >= count);
    }

    private static long created() {
        return database.number("select count(*) from gtl_task where capture_id like 'killed%'");
    }
}
