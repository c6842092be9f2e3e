package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.assertUnreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.task.AttributeValues;
import org.workgate.task.TaskCommand;

/** R12: the worked example, a foreign format both ways. */
class SampleTransformationTest {

    private static final Path SAMPLES = Path.of("../samples");
    private static final Transformation IN = script("in.xsl");
    private static final Transformation OUT = script("out.xsl");

    private static Transformation script(String name) {
        try {
            return Transformation.of(SAMPLES.resolve("transformation").resolve(name), Scripts.LIMITS);
        } catch (UnusableScript e) {
            throw new AssertionError(e);
        }
    }

    private static GtlRequest read(String sample) throws IOException {
        List<GtlRequest> requests = new GtlReader(Messages.RULES, IN)
                .read(Files.readAllBytes(SAMPLES.resolve("transformation/in/" + sample)));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @ParameterizedTest
    @CsvSource({"open, CreateTask", "change, UpdateTask", "wait, HoldTask", "withdraw, CancelTask"})
    void each_ticket_is_a_request(String ticket, String type) throws IOException {
        assertThat(read(ticket + ".xml"))
                .isInstanceOf(GtlRequest.TaskAction.class)
                .extracting(GtlRequest::type)
                .isEqualTo(type);
    }

    @Test
    void nothing_that_a_ticket_says_is_lost() throws IOException {
        var action = (GtlRequest.TaskAction) read("open.xml");
        AttributeValues values = ((TaskCommand.Create) action.command()).values();

        assertThat(action.actor()).isEqualTo("jane");
        assertThat(action.reason()).isEqualTo("asked by telephone");
        assertThat(values)
                .hasToString(((TaskCommand.Create) Messages.action("""
                <GTLMessages><CreateTask><CaptureId>T-4711</CaptureId>
                <channel>Portal</channel><category>Order</category><priority>90</priority>
                <dueDateTime>2030-03-06T23:59:59</dueDateTime>
                <Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment></Ext>
                <Data><region>EMEA</region></Data></CreateTask></GTLMessages>""").command())
                        .values()
                        .toString());
    }

    @Test
    @Tag("A89")
    void nonsense_is_refused_in_the_words_of_the_script() throws IOException {
        assertUnreadable(
                read("nonsense.xml"),
                "",
                "/",
                "There is no step forget; there are ask, change, done, go-on, open, wait, withdraw");
        assertUnreadable(
                new GtlReader(Messages.RULES, IN)
                        .read("<ticket xmlns='urn:example:crm' step='open'><urgency>huge</urgency></ticket>")
                        .get(0),
                "",
                "/",
                "low, normal or high, not huge");
        assertUnreadable(
                new GtlReader(Messages.RULES, IN).read("<order/>").get(0), "", "/", "must be a ticket, not order");
    }

    // With the two queues crossed, errors would otherwise breed errors for ever
    @Test
    @Tag("A37")
    void the_foreign_form_of_an_error_is_read_as_an_error() throws IOException {
        assertThat(new GtlReader(Messages.RULES, IN)
                        .read(Files.readAllBytes(SAMPLES.resolve("transformation/out/refused.xml"))))
                .singleElement()
                .isInstanceOf(GtlRequest.ForeignError.class);
    }

    static List<Path> everyMessage() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("out"))) {
            return files.sorted().toList();
        }
    }

    /** An element of the foreign format; text alone would be what the processor makes of an element without a template. */
    @ParameterizedTest
    @MethodSource("everyMessage")
    void every_message_of_the_interface_has_a_foreign_form(Path message) throws IOException, ScriptFailure {
        assertThat(OUT.apply(Files.readString(message)).strip()).startsWith("<").contains("urn:example:crm");
    }

    @ParameterizedTest
    @CsvSource({"task-created, accepted", "task-held, waiting", "error, refused", "task-info, state"})
    void the_samples_of_what_goes_out_are_what_the_script_makes(String message, String sample)
            throws IOException, ScriptFailure {
        assertThat(OUT.apply(Files.readString(SAMPLES.resolve("out/" + message + ".xml")))
                        .strip())
                .isEqualTo(Files.readString(SAMPLES.resolve("transformation/out/" + sample + ".xml"))
                        .strip());
    }
}
