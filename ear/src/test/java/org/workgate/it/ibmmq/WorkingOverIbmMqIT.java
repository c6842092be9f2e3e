package org.workgate.it.ibmmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.mqstandin.Message;
import org.workgate.mqstandin.Verb;

/** The packaged server with IBM's own resource adapter, against the stand-in for a queue manager. */
@Tag("ibm-mq")
class WorkingOverIbmMqIT {

    private static final String TEXT = "MQSTR";

    // Types of messages and a report option, as IBM MQ counts them.
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int DATAGRAM = 8;
    private static final int PASS_CORREL_ID = 64;

    private static Installation mq;

    @BeforeAll
    static void start() {
        mq = new Installation("ibm-mq");
    }

    @AfterAll
    static void stop() {
        mq.close();
    }

    @Test
    @Tag("R3")
    @Tag("A72")
    @Tag("A39")
    void a_reply_is_plain_text_that_correlates_with_its_request() {
        Message request =
                mq.put(Message.ofText("<GTLMessages><Ping/></GTLMessages>").persistent());

        assertThat(mq.replies(1)).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("<GTLMessages><Pong/></GTLMessages>");
            assertThat(reply.format()).isEqualTo(TEXT);
            assertThat(reply.ccsid()).isEqualTo(1208);
            assertThat(reply.isPersistent()).isTrue();
            assertThat(reply.correlationId()).isEqualTo(request.messageId());
            assertThat(reply.type()).isEqualTo(REPLY);
        });
    }

    @Test
    @Tag("A39")
    void a_reply_carries_the_correlation_id_of_a_request_whose_report_options_ask_for_it() {
        Message ping = Message.ofText("<GTLMessages><Ping/></GTLMessages>")
                .persistent()
                .withType(REQUEST)
                .withReplyTo("GTLOut", "QM1")
                .withCorrelationId("order 4711".getBytes(ISO_8859_1));
        Message asking = mq.put(ping.withReport(PASS_CORREL_ID));
        Message notAsking = mq.put(ping);

        assertThat(mq.replies(2))
                .extracting(Message::correlationId)
                .containsExactly(asking.correlationId(), notAsking.messageId());
    }

    @Test
    @Tag("R17")
    void a_response_is_of_type_reply_and_a_notification_is_a_datagram() {
        mq.put("<CreateTask><CaptureId>held</CaptureId></CreateTask>");
        assertThat(mq.replies(1)).extracting(Message::type).containsExactly(REPLY);

        long task = mq.database.number("select id from gtl_task where capture_id = 'held'");
        assertThat(mq.api().request("POST", "tasks/" + task + "/hold", "{}").statusCode())
                .isEqualTo(200);

        assertThat(mq.replies(1)).singleElement().satisfies(told -> {
            assertThat(told.text()).contains("<TaskHeld>");
            assertThat(told.type()).isEqualTo(DATAGRAM);
        });
    }

    @Test
    @Tag("R3")
    @Tag("A74")
    void a_backlog_is_answered_in_its_order_in_transactions_of_two_phases() {
        long prepared = mq.queueManager.calls(Verb.XA_PREPARE);
        long committed = mq.queueManager.calls(Verb.XA_COMMIT);
        List<String> ids = IntStream.range(0, 700).mapToObj(i -> "order" + i).toList();

        mq.putTasks(ids);

        assertThat(mq.replies(ids.size())).extracting(Installation::captureId).containsExactlyElementsOf(ids);
        assertThat(mq.queueManager.calls(Verb.XA_PREPARE) - prepared)
                .as("prepared: receiver and sender of each transaction, of which some took many messages")
                .isBetween(2L, 2L * ids.size() - 1);
        assertThat(mq.queueManager.calls(Verb.XA_COMMIT) - committed).isPositive();
        assertThat(mq.queueManager.preparedBranches()).isEmpty();
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
                Arguments.of("no text at all", Message.ofBytes().withFormat(""), "The message is empty"),
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
        mq.put(message.persistent());
        mq.put("<Ping/>");

        assertThat(mq.replies(2))
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
        mq.putTasks(ids);

        awaitCreated(tasks / 5);
        mq.queueManager.restart();
        awaitCreated(2 * tasks / 5);
        mq.server.kill();
        mq.server.start();
        awaitCreated(3 * tasks / 5);
        mq.queueManager.restart();
        awaitCreated(4 * tasks / 5);
        mq.server.kill();
        mq.server.start();

        assertThat(mq.replies(tasks)).extracting(Installation::captureId).containsExactlyElementsOf(ids);
        mq.awaitNothingInDoubt();
        assertThat(mq.created("killed")).isEqualTo(tasks);
        assertThat(mq.output().depth()).isZero();
        assertThat(mq.queueManager.queue("GTLBackout").depth()).isZero();
        assertThat(mq.api().readiness()).isEqualTo(200);
    }

    private static void awaitCreated(int count) {
        Installation.await("tasks", () -> mq.created("killed") >= count);
    }
}
