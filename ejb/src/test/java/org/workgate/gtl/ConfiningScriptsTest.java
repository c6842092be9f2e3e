package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.workgate.gtl.Scripts.making;
import static org.workgate.gtl.Scripts.script;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A76: what a script may not do, though only administrators can give one. */
class ConfiningScriptsTest {

    private static final String SECRET = "top secret";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<xsl:value-of select=\"doc('secret.xml')\"/> | doc()",
                "<xsl:value-of select=\"fn:document('secret.xml')\"/> | document()",
                "<xsl:value-of select=\"document('')\"/> | document()",
                "<xsl:if test=\"doc-available('secret.xml')\"/> | doc-available()",
                "<xsl:value-of select=\"unparsed-text('secret.xml')\"/> | unparsed-text()",
                "<xsl:value-of select=\"unparsed-text-lines ('secret.xml')\"/> | unparsed-text-lines()",
                "<xsl:value-of select=\"json-doc('secret.xml')\"/> | json-doc()",
                "<xsl:value-of select=\"collection('.')\"/> | collection()",
                "<xsl:value-of select=\"uri-collection('.')\"/> | uri-collection()",
                "<xsl:value-of select=\"environment-variable('PATH')\"/> | environment-variable()",
                "<xsl:value-of select=\"available-environment-variables()\"/> | available-environment-variables()",
                "<xsl:value-of select=\"doc#1('secret.xml')\"/> | doc()",
                "<xsl:value-of select=\"transform(map{'stylesheet-location':'secret.xml'})\"/> | transform()",
                "<a b=\"see {doc('secret.xml')}\"/> | doc()",
                "<xsl:result-document href='written.xml'><a/></xsl:result-document> | xsl:result-document",
                "<xsl:evaluate xpath=\"'1'\"/> | xsl:evaluate",
                "<xsl:source-document href='secret.xml'><a/></xsl:source-document> | xsl:source-document",
            })
    void what_reaches_beyond_the_message_is_refused_with_its_line(String instruction, String named) throws IOException {
        Files.writeString(folder.resolve("secret.xml"), "<a>" + SECRET + "</a>");
        Path file = Scripts.file(folder, "\n" + making(instruction));

        assertThatThrownBy(() -> Transformation.of(file, Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining(file + ", line 3: ")
                .hasMessageContaining(named + " is not allowed")
                .hasMessageContaining("nothing but the message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:import href='other.xsl'/>",
                "<xsl:include href='other.xsl'/>",
                "<xsl:use-package name='urn:other'/>"
            })
    void a_script_is_one_file(String declaration) throws IOException {
        Files.writeString(
                folder.resolve("other.xsl"),
                "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'/>");
        Path file = Scripts.file(folder, declaration);

        assertThatThrownBy(() -> Transformation.of(file, Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining("is not allowed");
    }

    @Test
    void what_only_looks_like_a_forbidden_function_is_none() throws ScriptFailure {
        var script = script(
                folder, making("<a title='the document (old)'><xsl:value-of select=\"'document (' , my-doc\"/></a>"));

        assertThat(script.apply("<my-doc/>")).contains("the document (old)").contains("document (");
    }

    /** What the check of the source does not see is stopped where it happens. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:value-of select=\"fx:doc('%s')\"/>",
                "<xsl:value-of select=\"fx:document('%s')\"/>",
                "<xsl:value-of select=\"fx:unparsed-text('%s')\"/>",
                "<xsl:value-of select=\"fx:unparsed-text-lines('%s')\"/>",
                "<xsl:value-of select=\"fx:collection('%s')\"/>",
                "<xsl:value-of select=\"fx:json-doc('%s')\"/>",
                "<xsl:value-of select=\"fx:function-lookup(xs:QName('fx:doc'), 1)('%s')\"/>",
                "<xsl:value-of select=\"fx:environment-variable('PATH'), '%s'[2]\"/>",
                "<xsl:value-of select=\"fx:available-environment-variables(), '%s'[2]\"/>",
                "<xsl:value-of select=\"system-property('user.home'), '%s'[2]\"/>",
            })
    void nothing_is_read_from_elsewhere_when_it_is_run(String instruction) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        var script = script(
                folder,
                "<xsl:template match='/' xmlns:fx='http://www.w3.org/2005/xpath-functions'><a>"
                        + String.format(instruction, secret.toUri()) + "</a></xsl:template>");

        String result;
        try {
            result = script.apply("<m/>");
        } catch (ScriptFailure refused) {
            result = refused.getMessage();
        }

        assertThat(result).doesNotContain(SECRET, System.getenv("PATH"), System.getProperty("user.home"));
        assertThat(result).matches("(?s).*(<a[^>]*/>|<a[^>]*> *</a>|prohibited|disallowed).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:value-of select=\"rt:exec(rt:getRuntime(), 'touch %s')\" xmlns:rt='java:java.lang.Runtime'/>",
                "<xsl:value-of select=\"rt:exec(rt:getRuntime(), 'touch %s')\""
                        + " xmlns:rt='http://xml.apache.org/xalan/java/java.lang.Runtime'/>",
                "<xsl:value-of select=\"pb:start(pb:new('touch', '%s'))\" xmlns:pb='java:java.lang.ProcessBuilder'/>",
            })
    void no_program_is_started(String payload) {
        Path witness = folder.resolve("witness");
        Path file = Scripts.file(folder, making(String.format(payload, witness)));

        assertThatThrownBy(() -> Transformation.of(file, Scripts.LIMITS).apply("<m/>"))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("Cannot find a");

        assertThat(witness).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]>",
                "<!DOCTYPE x SYSTEM '%s'>",
                "<!DOCTYPE x [<!ENTITY e 'a'>]>"
            })
    void a_script_has_no_document_type(String prolog) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        Path file = Scripts.file(folder, making("<a/>"));
        Files.writeString(file, String.format(prolog, secret.toUri()) + Files.readString(file));

        assertThatThrownBy(() -> Transformation.of(file, Scripts.LIMITS))
                .isInstanceOf(UnusableScript.class)
                .hasMessageContaining("script.xsl, line 1: ")
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void no_connection_is_opened() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var script = script(
                    folder,
                    "<xsl:template match='/' xmlns:fx='http://www.w3.org/2005/xpath-functions'><xsl:value-of"
                            + " select=\"fx:doc('http://127.0.0.1:" + server.getLocalPort()
                            + "/x')\"/></xsl:template>");

            assertThatThrownBy(() -> script.apply("<m/>"))
                    .isInstanceOf(ScriptFailure.class)
                    .hasMessageContaining("prohibited");

            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_message_with_a_document_type_does_not_reach_the_script() {
        var script = script(folder, making("<GTLMessages><Ping/></GTLMessages>"));

        assertThat(new GtlReader(Messages.RULES, script).read("<!DOCTYPE t [<!ENTITY e 'x'>]><t>&e;</t>"))
                .singleElement()
                .satisfies(request -> Messages.assertUnreadable(request, "", "/", "A document type declaration"));
    }

    @Test
    void recursion_without_end_is_stopped_and_harms_nothing() throws ScriptFailure {
        var script = script(
                folder,
                "<xsl:template match='/'><a><xsl:call-template name='r'/></a></xsl:template>"
                        + "<xsl:template name='r'><xsl:if test='/m'><a><xsl:call-template name='r'/></a></xsl:if>"
                        + "</xsl:template>");

        assertThatThrownBy(() -> script.apply("<m/>"))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining("Too many nested template or function calls");

        assertThat(script.trouble()).isEmpty();
        assertThat(script.apply("<n/>")).contains("<a");
    }

    @Test
    void the_stack_bounds_how_deeply_a_script_calls_itself() throws ScriptFailure {
        String content =
                "<xsl:template match='/'><a><xsl:call-template name='r'><xsl:with-param name='n' select='2000'/>"
                        + "</xsl:call-template></a></xsl:template><xsl:template name='r'><xsl:param name='n'/>"
                        + "<xsl:if test='$n > 0'><xsl:variable name='x'><xsl:call-template name='r'>"
                        + "<xsl:with-param name='n' select='$n - 1'/></xsl:call-template></xsl:variable>"
                        + "<xsl:copy-of select='$x'/></xsl:if></xsl:template>";
        var flat = new Transformation.Limits(Duration.ofSeconds(10), 10_000, 1 << 18);
        var deep = new Transformation.Limits(Duration.ofSeconds(10), 10_000, 1 << 24);

        assertThatThrownBy(() -> script(folder, content, flat).apply("<m/>")).isInstanceOf(ScriptFailure.class);
        assertThat(script(folder, content, deep).apply("<m/>")).contains("<a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:for-each select='1 to 1000000000'><b/></xsl:for-each>",
                "<xsl:value-of select=\"string-join((1 to 100000) ! 'bomb')\"/>",
            })
    void a_result_without_measure_is_stopped(String instruction) {
        var script = script(folder, making("<a>" + instruction + "</a>"));

        assertThatThrownBy(() -> script.apply("<m/>"))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining("more than the 10000 characters allowed");
        assertThat(script.trouble()).isEmpty();
    }

    @Test
    void a_run_that_takes_too_long_is_refused() {
        var limits = new Transformation.Limits(Duration.ofMillis(50), 10_000, 1 << 20);
        // Hundreds of thousands of calls for 28 elements, which no optimizer saves.
        var script = script(
                folder,
                making("<a><xsl:value-of select='f:fib(count(//b))' xmlns:f='urn:f'/></a>")
                        + "<xsl:function name='f:fib' xmlns:f='urn:f'><xsl:param name='n'/>"
                        + "<xsl:sequence select='if ($n lt 2) then $n else f:fib($n - 1) + f:fib($n - 2)'/></xsl:function>",
                limits);
        String exponential = "<m>" + "<b/>".repeat(28) + "</m>";

        assertThatThrownBy(() -> script.apply(exponential))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining("longer than the 50 ms allowed");

        await().atMost(Duration.ofMinutes(2)).until(script::trouble, Optional::isEmpty);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(script.apply("<m/>")).contains("<a"));
    }

    /** Nothing can stop it; it is left alone, and the script is used again when it has ended. */
    @Test
    void the_script_waits_for_a_run_that_took_too_long() throws ScriptFailure {
        var limits = new Transformation.Limits(Duration.ofMillis(50), 10_000, 1 << 20);
        var end = new CompletableFuture<String>();
        var script = new Transformation(Path.of("script.xsl"), message -> end.join(), limits);

        assertThatThrownBy(() -> script.apply("<m/>"))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining("longer than the 50 ms allowed");
        assertThat(script.trouble()).get().asString().contains("script.xsl", "still running");
        assertThatThrownBy(() -> script.apply("<m/>")).isInstanceOf(ScriptOverdue.class);

        end.complete("<a/>");
        await().until(script::trouble, Optional::isEmpty);
        assertThat(script.apply("<m/>")).isEqualTo("<a/>");
    }
}
