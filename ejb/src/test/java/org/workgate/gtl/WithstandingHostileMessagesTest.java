package org.workgate.gtl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.workgate.gtl.Messages.RULES;
import static org.workgate.gtl.Messages.assertUnreadable;
import static org.workgate.gtl.Messages.read;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.TaskCommand;

class WithstandingHostileMessagesTest {

    private static final String OPEN = "<GTLMessages><CreateTask>";
    private static final String CLOSE = "</CreateTask></GTLMessages>";

    @ParameterizedTest
    @Tag("A76")
    @ValueSource(
            strings = {
                "<!DOCTYPE GTLMessages><GTLMessages><Ping/></GTLMessages>",
                "<?xml version='1.0'?>\n<!-- --><!DOCTYPE GTLMessages [<!ENTITY a 'b'>]><GTLMessages><Ping>&a;</Ping></GTLMessages>",
                "<!DOCTYPE g [<!ENTITY a ']'>]><GTLMessages><Ping/></GTLMessages>",
                "<!DOCTYPE g [<!ENTITY a ']>'>]><GTLMessages><Ping>&a;</Ping></GTLMessages>",
                "<!DOCTYPE g SYSTEM 'nowhere.dtd'><GTLMessages><Ping/></GTLMessages>",
                "<!DOCTYPE g [",
                "<!DOCTYPE"
            })
    void a_document_type_declaration_is_refused(String message) {
        assertUnreadable(read(message), "", "/", "A document type declaration is not allowed");
    }

    @Test
    void what_only_looks_like_a_document_type_is_none() {
        assertThat(read("<!--<!DOCTYPE a>--><?a <!DOCTYPE a> ?>\n<!-- --><GTLMessages><Ping/></GTLMessages>"))
                .isEqualTo(new GtlRequest.Ping());
        assertUnreadable(read("<!-- <!DOCTYPE a>"), "", "1:18", "not well-formed");
    }

    @Test
    void html_in_a_value_is_no_document_type() {
        assertThat(
                        read(
                                "<GTLMessages><CreateTask><Reason><![CDATA[<!DOCTYPE html>]]></Reason></CreateTask></GTLMessages>"))
                .isInstanceOf(GtlRequest.TaskAction.class);
    }

    @Test
    @Tag("A76")
    void a_billion_laughs_are_not_laughed() {
        var message = new StringBuilder("<!DOCTYPE lolz [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 10; i++) {
            message.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        message.append("]>").append(OPEN).append("<Reason>&l9;</Reason>").append(CLOSE);

        GtlRequest request =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(message.toString()));

        assertUnreadable(request, "", "/", "A document type declaration is not allowed");
    }

    @Test
    @Tag("A76")
    void an_external_entity_does_not_open_a_file(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");

        GtlRequest request = read("<!DOCTYPE g [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>" + OPEN
                + "<CaptureId>&x;</CaptureId>" + CLOSE);

        assertUnreadable(request, "", "/", "A document type declaration is not allowed");
        assertThat(request.toString()).doesNotContain("top secret");
    }

    @ParameterizedTest
    @Tag("A76")
    @ValueSource(
            strings = {
                "<!DOCTYPE g SYSTEM '%s'>",
                "<!DOCTYPE g PUBLIC 'x' '%s'>",
                "<!DOCTYPE g [<!ENTITY x SYSTEM '%s'>]>",
                "<!DOCTYPE g [<!ENTITY %% p SYSTEM '%s'> %%p;]>"
            })
    void no_connection_is_opened(String prolog) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x";

            new GtlReader(RULES).read(String.format(prolog, address) + OPEN + "<CaptureId>&x;</CaptureId>" + CLOSE);
            new GtlReader(RULES)
                    .read("<GTLMessages xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='u "
                            + address + "'><Ping/></GTLMessages>");

            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @Tag("A76")
    void deep_nesting_is_refused_however_deep() {
        String nested = OPEN + "<a>".repeat(100_000) + "</a>".repeat(100_000) + CLOSE;

        assertUnreadable(read(nested), "", "/GTLMessages/CreateTask/a/a", "nested deeper than the 32 levels allowed");
        assertUnreadable(
                read(OPEN + "<a>".repeat(300_000)),
                "",
                "/GTLMessages/CreateTask/a/a",
                "nested deeper than the 32 levels");
    }

    @Test
    void the_depth_that_is_allowed_is_allowed() {
        assertThat(read(OPEN + "<a>".repeat(30) + "</a>".repeat(30) + CLOSE)).isInstanceOf(GtlRequest.TaskAction.class);
        assertUnreadable(
                read(OPEN + "<a>".repeat(31) + "</a>".repeat(31) + CLOSE),
                "",
                "/GTLMessages/CreateTask/a/a",
                "32 levels");
    }

    @Test
    void too_many_elements_are_refused() {
        var reader = new GtlReader(new ReadingRules(ZoneOffset.UTC, 1 << 20, 32, 10));

        assertThat(reader.read("<GTLMessages>" + "<Ping/>".repeat(9) + "</GTLMessages>"))
                .hasSize(9);
        List<GtlRequest> requests = reader.read("<GTLMessages>" + "<Ping/>".repeat(10) + "</GTLMessages>");
        assertThat(requests).hasSize(1);
        assertUnreadable(requests.get(0), "", "/GTLMessages/Ping[10]", "more than the 10 elements allowed");
    }

    @Test
    @Tag("A76")
    void a_message_may_be_as_large_as_the_cap_and_no_larger() {
        String text = OPEN + "<x>é€😀</x>" + CLOSE;
        byte[] bytes = text.getBytes(UTF_8);
        var exact = new GtlReader(new ReadingRules(ZoneOffset.UTC, bytes.length, 32, 10));
        var less = new GtlReader(new ReadingRules(ZoneOffset.UTC, bytes.length - 1, 32, 10));
        String detail =
                "The message has " + bytes.length + " bytes, but at most " + (bytes.length - 1) + " are allowed";

        assertThat(exact.read(text).get(0)).isInstanceOf(GtlRequest.TaskAction.class);
        assertThat(exact.read(bytes).get(0)).isInstanceOf(GtlRequest.TaskAction.class);
        assertUnreadable(less.read(text).get(0), "", "/", detail);
        assertUnreadable(less.read(bytes).get(0), "", "/", detail);
    }

    @Test
    void ten_megabytes_are_refused_with_their_size() {
        String large = OPEN + "<Reason>" + "x".repeat(10_000_000) + "</Reason>" + CLOSE;

        assertUnreadable(read(large), "", "/", "The message has " + large.length() + " bytes", "at most 1048576");
        assertUnreadable(new GtlReader(RULES).read(large.getBytes(UTF_8)).get(0), "", "/", large.length() + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<![CDATA[%s]]>",
                "<!--%s-->",
                "<?pi %s?>",
                "<x>%s</x>",
                "<x y='%s'/>",
                "<Ext>%s</Ext>",
                "<channel/>%s",
                "<Reason xsi:nil='true'>%s</Reason>"
            })
    void what_is_ignored_may_be_large(String form) {
        assertThat(read(OPEN + form.replace("%s", "x".repeat(1_000_000)) + CLOSE))
                .isInstanceOf(GtlRequest.TaskAction.class);
    }

    @Test
    void a_large_value_is_told_by_its_length() {
        assertUnreadable(
                read(OPEN + "<channel><![CDATA[" + "x".repeat(1_000_000) + "]]></channel>" + CLOSE),
                "CreateTask",
                "/GTLMessages/CreateTask/channel",
                "channel has 1000000 characters, but at most 32 are allowed");
    }

    // The parser bounds names at 1,000 characters on its own; the size cap does so already.
    // What is not linear would take minutes
    @ParameterizedTest
    @EnumSource
    void a_megabyte_is_read_at_once_whatever_it_consists_of(LargeMessage large) {
        var reader = new GtlReader(new ReadingRules(ZoneOffset.UTC, 2_000_000, 32, 1_000_000));

        List<GtlRequest> requests =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> reader.read(large.of(1_000_000)));

        assertThat(requests).hasSizeBetween(1, 10_000).noneMatch(request -> request instanceof GtlRequest.ForeignError);
    }

    @Test
    void long_names_harm_nobody() {
        String name = "n".repeat(400_000);

        assertThat(read(OPEN + "<" + name + "/><x " + name + "='1'/>" + CLOSE))
                .isInstanceOf(GtlRequest.TaskAction.class);
    }

    @Test
    void too_many_xml_attributes_are_refused() {
        var attributes = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }

        var unreadable = (GtlRequest.Unreadable) read(OPEN + "<x" + attributes + "/>" + CLOSE);

        assertThat(unreadable.refusal().parameters().get(0))
                .contains("has more than \"10,000\" attributes")
                .doesNotContain("JAXP");
        assertThat(unreadable.refusal().parameters().get(1)).startsWith("1:");
    }

    @ParameterizedTest
    @Tag("A76")
    @ValueSource(
            strings = {
                "\u0000",
                "\u0001",
                "\u000b",
                "\u001f",
                "\ufffe",
                "\uffff",
                "\ud800",
                "\udc00",
                "\udc00\ud800",
                "&#0;",
                "&#1;",
                "&#xD800;",
                "&#xFFFF;",
                "&#x110000;",
                "&#99999999999999999999;",
                "&#xFFFFFFFFFF;"
            })
    void characters_that_xml_cannot_carry_are_refused(String text) {
        for (String form : List.of(
                "<Reason>%s</Reason>",
                "<Reason><![CDATA[%s]]></Reason>", "<x y='%s'/>", "<!--%s-->", "<Data><a%s>1</a%s></Data>", "%s")) {
            if (text.startsWith("&") && (form.contains("CDATA") || form.contains("--"))) {
                continue;
            }
            var unreadable = (GtlRequest.Unreadable) read(OPEN + form.replace("%s", text) + CLOSE);
            assertThat(unreadable.type()).isEmpty();
            assertThat(unreadable.refusal().parameters().get(0)).startsWith("The message is not well-formed XML");
            assertThat(unreadable.refusal().parameters().get(1)).startsWith("1:");
            assertThat(new GtlWriter(new WritingRules(ZoneOffset.UTC, false)).error(unreadable.refusal()))
                    .isNotEmpty();
        }
    }

    // XML 1.1 knows characters that XML 1.0 cannot carry
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.1'?>",
                "<?xml  version = \"1.1\" encoding='UTF-8'?>\n",
                "<?xml version='1.1'?><?xml version='1.0'?>"
            })
    void xml_1_1_is_refused(String prolog) {
        assertUnreadable(read(prolog + OPEN + "<Reason>&#1;</Reason>" + CLOSE), "", "/", "must be XML 1.0");
    }

    @Test
    void a_second_xml_declaration_is_refused() {
        assertThat(read("<?xml version='1.0'?><?xml version='1.1'?>" + OPEN + "<Reason>&#1;</Reason>" + CLOSE))
                .isInstanceOf(GtlRequest.Unreadable.class);
    }

    @Test
    void an_xml_version_of_the_future_is_refused() {
        assertUnreadable(
                read("<?xml version='2.0'?>" + OPEN + CLOSE), "", "1:20", "XML version \"2.0\" is not supported");
    }

    @Test
    void binary_garbage_is_refused() {
        var random = new Random(76);
        var reader = new GtlReader(RULES);
        for (int i = 0; i < 2_000; i++) {
            var garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);

            List<GtlRequest> requests = reader.read(garbage);

            assertThat(requests).hasSize(1);
            assertThat(requests.get(0)).isInstanceOf(GtlRequest.Unreadable.class);
        }
    }

    @Test
    void the_next_good_message_is_read() {
        var reader = new GtlReader(RULES);
        reader.read("<!DOCTYPE g [<!ENTITY a 'b'>]><g>&a;</g>");
        reader.read("<GTLMessages><CreateTask><Reason>&undeclared;");

        assertThat(((GtlRequest.TaskAction) reader.read(OPEN + "<CaptureId>1</CaptureId>" + CLOSE)
                                .get(0))
                        .command())
                .isInstanceOf(TaskCommand.Create.class);
    }
}
