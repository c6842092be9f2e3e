package org.workgate.gtl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.RULES;
import static org.workgate.gtl.Messages.assertUnreadable;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.TaskCommand;

class ReadingEncodingsTest {

    private static final String BOM = "\uFEFF";

    private static String declaring(String encoding) {
        return "<?xml version=\"1.0\" encoding = '" + encoding + "' ?>";
    }

    private static byte[] message(String prolog, String captureId, Charset charset) {
        return (prolog + "<GTLMessages><CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask></GTLMessages>")
                .getBytes(charset);
    }

    private static GtlRequest read(byte[] message) {
        List<GtlRequest> requests = new GtlReader(RULES).read(message);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("", UTF_8),
                Arguments.of(BOM, UTF_8),
                Arguments.of(declaring("UTF-8"), UTF_8),
                Arguments.of(BOM + declaring("utf-8"), UTF_8),
                Arguments.of(BOM, UTF_16BE),
                Arguments.of(BOM, UTF_16LE),
                Arguments.of("", UTF_16BE),
                Arguments.of("", UTF_16LE),
                Arguments.of(declaring("UTF-16"), UTF_16BE),
                Arguments.of(declaring("UTF-16"), UTF_16LE),
                Arguments.of(BOM + declaring("UTF-16"), UTF_16LE),
                Arguments.of(BOM + declaring("UTF-8"), UTF_16BE),
                Arguments.of(declaring("UTF-16"), UTF_8),
                Arguments.of(declaring("ISO-8859-1"), ISO_8859_1),
                Arguments.of(declaring("latin1"), ISO_8859_1),
                Arguments.of(declaring("windows-1252"), Charset.forName("windows-1252")));
    }

    @ParameterizedTest
    @Tag("A72")
    @MethodSource("encodings")
    void bytes_are_read_in_the_encoding_of_their_mark_or_declaration(String prolog, Charset charset) {
        var action = (GtlRequest.TaskAction) read(message(prolog, "Müßé", charset));

        assertThat(((TaskCommand.Create) action.command()).captureId()).isEqualTo("Müßé");
    }

    // What merely begins like a declaration is none
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml-stylesheet href='view-1.1.xsl'?>",
                "<?xml-model href='m' encoding='US-ASCII'?>",
                "<?xmlish version='1.1' encoding='nonsense'?>"
            })
    @Tag("A72")
    void an_instruction_before_the_root_declares_nothing(String instruction) {
        var action = (GtlRequest.TaskAction) read(message(instruction, "Müßé", UTF_8));

        assertThat(((TaskCommand.Create) action.command()).captureId()).isEqualTo("Müßé");
    }

    @Test
    void plain_ascii_may_be_declared() {
        assertThat(read(message(declaring("US-ASCII"), "&#252;", US_ASCII))).isInstanceOf(GtlRequest.TaskAction.class);
    }

    // The queue manager has converted the text, but not its declaration
    @ParameterizedTest
    @Tag("A72")
    @ValueSource(strings = {"UTF-16", "ISO-8859-1", "US-ASCII", "EBCDIC-CP-US", "nonsense"})
    void in_a_text_the_declared_encoding_does_not_matter(String declared) {
        for (String start : List.of("", BOM)) {
            var action = (GtlRequest.TaskAction) Messages.read(start
                    + declaring(declared)
                    + "<GTLMessages><CreateTask><CaptureId>Ж😀</CaptureId></CreateTask></GTLMessages>");

            assertThat(((TaskCommand.Create) action.command()).captureId()).isEqualTo("Ж😀");
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(message("\n", "ü", ISO_8859_1), "UTF-8", 38, "2:37"),
                Arguments.of(message(declaring("US-ASCII"), "ü", UTF_8), "US-ASCII", 81, "1:81"),
                Arguments.of(new byte[] {'<', (byte) 0xC0, (byte) 0x80}, "UTF-8", 2, "1:2"),
                Arguments.of(new byte[] {'<', (byte) 0xED, (byte) 0xA0, (byte) 0x80}, "UTF-8", 2, "1:2"),
                Arguments.of(new byte[] {'<', (byte) 0xE2, (byte) 0x82}, "UTF-8", 2, "1:2"),
                Arguments.of(new byte[] {0, '<', (byte) 0xD8, 0, 0, '<'}, "UTF-16BE", 3, "1:2"),
                Arguments.of(new byte[] {0, '<', 0}, "UTF-16BE", 3, "1:2"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void bytes_that_are_not_of_their_encoding_are_refused(byte[] message, String charset, int position, String place) {
        assertUnreadable(read(message), "", place, "The message is not valid " + charset + ": byte " + position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-nonsense", "no such", "\u00fc", "a\u0001b"})
    void an_unknown_encoding_is_refused(String name) {
        assertUnreadable(
                read(message(declaring(name), "1", ISO_8859_1)),
                "",
                "1:1",
                "The encoding '",
                "is not known",
                "UTF-8, UTF-16, ISO-8859-1 or US-ASCII");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml",
                "<?xml encoding",
                "<?xml encoding=",
                "<?xml encoding=?>",
                "<?xml encoding='?>",
                "<?xml encoding?>",
                "<?xml ?> encoding='x'",
                "<?xml version='1.0' encoding='UTF-8"
            })
    void a_broken_declaration_is_refused(String message) {
        GtlRequest request = read(message.getBytes(US_ASCII));

        assertThat(((GtlRequest.Unreadable) request).refusal().parameters().get(0))
                .startsWith("The message is not well-formed XML");
    }

    @Test
    void no_bytes_are_an_empty_message() {
        assertUnreadable(read(new byte[0]), "", "/", "The message is empty");
        assertUnreadable(read(BOM.getBytes(UTF_8)), "", "/", "The message is empty");
        assertUnreadable(read(BOM.getBytes(UTF_16LE)), "", "/", "The message is empty");
    }
}
