package org.workgate.it.refuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;

/** Whatever the bytes of a message are, it gets an Error that says what is wrong, and holds up nobody (R34, A73, A76). */
@EitherBroker
@ExtendWith(SharedServer.class)
class RefusingMessagesIT {

    /** How long the next good message may take; generous, since the machine may be busy. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final int MIB = 1 << 20;

    private final Api api;

    RefusingMessagesIT(Api api) {
        this.api = api;
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                message("empty", new byte[0], "empty"),
                message("only blanks", " \n ".getBytes(UTF_8), ""),
                message("binary", binary(), ""),
                message("not XML", "Dear Sir or Madam".getBytes(UTF_8), "1:1"),
                message("cut off", "<GTLMessages><CreateTask>".getBytes(UTF_8), "1:"),
                message("broken UTF-8", concat("<GTLMessages><CreateTask><Reason>", "\u00c3(", "</Reason>"), ""),
                message("another root", "<Messages><Ping/></Messages>".getBytes(UTF_8), "Messages"),
                message("a billion laughs", laughs(), "document type"),
                message("too large", filler(MIB + 1), Integer.toString(MIB + 1)),
                message("10 MB", filler(10_000_000), "10000000"),
                message("too deep", deep(), ""));
    }

    @ParameterizedTest(name = "{0}")
    @Tag("R34")
    @Tag("A73")
    @Tag("A76")
    @MethodSource("unreadable")
    void an_unreadable_message_gets_an_error_and_the_next_good_one_is_processed_at_once(
            String name, byte[] message, String named) {
        List<Reply> replies = api.exchange(message);
        assertThat(replies).hasSize(1);
        Reply error = replies.get(0);
        assertThat(error.type()).isEqualTo("Error");
        assertThat(error.value("Code")).isEqualTo("INVALID_FORMAT");
        assertThat(error.values("Parameter")).hasSize(2);
        assertThat(error.body()).contains(named).hasSizeLessThan(4096);
        assertThatTheNextGoodMessageIsProcessedAtOnce();
    }

    @Test
    @Tag("A76")
    void an_external_entity_is_not_fetched() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + socket.getLocalPort() + "/x";
            for (String message : List.of(
                    "<!DOCTYPE GTLMessages SYSTEM '" + address + "'><GTLMessages><Ping/></GTLMessages>",
                    "<!DOCTYPE GTLMessages [<!ENTITY x SYSTEM '" + address + "'>]><GTLMessages><CreateTask><Reason>"
                            + "&x;</Reason></CreateTask></GTLMessages>",
                    "<!DOCTYPE GTLMessages [<!ENTITY % x SYSTEM '" + address
                            + "'> %x;]><GTLMessages><Ping/></GTLMessages>")) {
                assertThat(api.exchange(message.getBytes(UTF_8)))
                        .singleElement()
                        .satisfies(error -> assertThat(error.value("Code")).isEqualTo("INVALID_FORMAT"));
            }
            assertThatTheNextGoodMessageIsProcessedAtOnce();
            // The replies are there, so whoever wanted to connect has done so and would be in line.
            socket.setSoTimeout(1);
            assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_message_just_below_the_size_cap_is_processed() {
        String head = "<GTLMessages><!--";
        String tail = "--><Ping/></GTLMessages>";
        String message = head + "x".repeat(MIB - head.length() - tail.length()) + tail;
        assertThat(api.exchange(message.getBytes(UTF_8)))
                .extracting(Reply::type)
                .containsExactly("Pong");
    }

    private void assertThatTheNextGoodMessageIsProcessedAtOnce() {
        long begin = System.nanoTime();
        assertThat(api.exchange("<Ping/>")).extracting(Reply::type).containsExactly("Pong");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    }

    private static Arguments message(String name, byte[] message, String named) {
        return Arguments.of(name, message, named);
    }

    private static byte[] binary() {
        byte[] bytes = new byte[5_000];
        new Random(4711).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filler(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        byte[] head = "<GTLMessages><Ping>".getBytes(UTF_8);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    private static byte[] laughs() {
        var document = new StringBuilder("<!DOCTYPE GTLMessages [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 10; i++) {
            document.append("<!ENTITY a")
                    .append(i)
                    .append(" '")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        return document.append("]><GTLMessages><CreateTask><Reason>&a9;</Reason></CreateTask></GTLMessages>")
                .toString()
                .getBytes(UTF_8);
    }

    private static byte[] deep() {
        return ("<GTLMessages>" + "<a>".repeat(1_000) + "</a>".repeat(1_000) + "</GTLMessages>").getBytes(UTF_8);
    }

    private static byte[] concat(String head, String latin, String tail) {
        return (head + latin + tail + "</CreateTask></GTLMessages>").getBytes(ISO_8859_1);
    }
}
