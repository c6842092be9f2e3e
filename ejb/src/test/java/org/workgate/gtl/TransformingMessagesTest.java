package org.workgate.gtl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.workgate.gtl.Messages.assertUnreadable;
import static org.workgate.gtl.Scripts.making;
import static org.workgate.gtl.Scripts.script;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;

/** R9-R12, A89. */
class TransformingMessagesTest {

    private static final String TICKET = making("<GTLMessages><CreateTask><CaptureId>"
            + "<xsl:value-of select='/t:ticket/@number' xmlns:t='urn:t'/></CaptureId>"
            + "<channel><xsl:value-of select='/t:ticket' xmlns:t='urn:t'/></channel></CreateTask></GTLMessages>");

    @TempDir
    private Path folder;

    @Test
    @Tag("R10")
    @Tag("R12")
    void a_foreign_format_is_read_through_the_script() {
        GtlRequest request = read("<x:ticket xmlns:x='urn:t' number='T-1'>web</x:ticket>", TICKET);

        assertThat(request).isInstanceOf(GtlRequest.TaskAction.class);
        var create = (TaskCommand.Create) ((GtlRequest.TaskAction) request).command();
        assertThat(create.captureId()).isEqualTo("T-1");
        assertThat(create.values().attributes()).containsEntry(TaskAttribute.CHANNEL, "web");
    }

    @Test
    @Tag("A72")
    void bytes_are_read_in_the_encoding_that_they_declare() {
        byte[] message = "<?xml version='1.0' encoding='ISO-8859-1'?><ticket xmlns='urn:t' number='Jürgen'/>"
                .getBytes(ISO_8859_1);

        GtlRequest request = new GtlReader(Messages.RULES, script(folder, TICKET))
                .read(message)
                .get(0);

        assertThat(((TaskCommand.Create) ((GtlRequest.TaskAction) request).command()).captureId())
                .isEqualTo("Jürgen");
    }

    @Test
    @Tag("A89")
    void what_the_script_says_is_what_the_error_says() {
        GtlRequest request = read(
                "<nonsense/>",
                "<xsl:template match='/*'><xsl:message terminate='yes'>A <xsl:value-of select='name()'/> is no"
                        + " ticket</xsl:message></xsl:template>");

        assertUnreadable(request, "", "/", "A nonsense is no ticket");
    }

    @Test
    @Tag("A89")
    void a_script_that_fails_is_an_error_with_the_line_of_the_script() {
        assertUnreadable(
                read("<m>x</m>", making("\n<a><xsl:value-of select='xs:date(/m)'/></a>")),
                "",
                "/",
                "Line 3: ",
                "Invalid date \"x\"");
    }

    @ParameterizedTest
    @Tag("A89")
    @CsvSource({"''", "'<xsl:text>  </xsl:text>'", "<xsl:comment/>"})
    void nothing_that_comes_out_is_an_error(String result) {
        GtlRequest request = read("<m/>", making(result));

        if (result.isEmpty() || result.contains("text")) {
            assertUnreadable(request, "", "/", "gives nothing for this message");
        } else {
            assertThat(request).isInstanceOf(GtlRequest.Unreadable.class);
        }
    }

    @Test
    void what_comes_in_is_held_against_the_limits_before_the_script_sees_it() {
        String script = making("<GTLMessages><Ping/></GTLMessages>");

        assertUnreadable(read("<m>", script), "", "1:4", "not well-formed");
        assertUnreadable(
                read("<m>" + "<a>".repeat(40) + "</a>".repeat(40) + "</m>", script),
                "",
                "/m/a/a/a",
                "nested deeper than the 32 levels");
        assertUnreadable(read("x".repeat(2 << 20), script), "", "/", "bytes, but at most");
        assertThat(read("<m/>", script)).isEqualTo(new GtlRequest.Ping());
    }

    @Test
    void what_the_script_makes_is_read_as_any_message() {
        assertUnreadable(read("<m/>", making("<other/>")), "", "/other", "The root element must be GTLMessages");
    }

    @Test
    @Tag("R9")
    void without_a_script_the_standard_format_is_read() {
        assertThat(new GtlReader(Messages.RULES, null).read("<GTLMessages><Ping/></GTLMessages>"))
                .containsExactly(new GtlRequest.Ping());
    }

    @Test
    void a_script_of_version_1_runs_too() throws Exception {
        Path file = Files.writeString(
                folder.resolve("old.xsl"),
                "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
                        + "<xsl:output omit-xml-declaration='yes'/>"
                        + "<xsl:template match='/'><a><xsl:value-of select='//b'/></a></xsl:template></xsl:stylesheet>");

        assertThat(Transformation.of(file, Scripts.LIMITS).apply("<m><b>1</b><b>2</b></m>"))
                .isEqualTo("<a>1</a>");
    }

    @ParameterizedTest
    @CsvSource({
        "<xsl:blah/>, line 2, Unknown XSLT",
        "<xsl:template match='/'>, line 3, xsl:template",
        "<xsl:template match='/'><a b='{'/></xsl:template>, line 2, ''",
    })
    void a_script_that_cannot_be_compiled_is_named_with_its_line(String content, String line, String detail) {
        Path file = Scripts.file(folder, content);

        assertThatThrownBy(() -> Transformation.of(file, Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining(file + ", " + line + ": ")
                .hasMessageContaining(detail);
    }

    @Test
    void a_script_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Transformation.of(folder.resolve("none.xsl"), Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining("none.xsl: there is no such file");
        assertThatThrownBy(() -> Transformation.of(folder, Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining("cannot be read");
    }

    private GtlRequest read(String message, String content) {
        return new GtlReader(Messages.RULES, script(folder, content))
                .read(message)
                .get(0);
    }
}
