package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.ErrorCode;
import org.workgate.task.TaskEvent;

class SampleMessagesTest {

    private static final Path SAMPLES = Path.of("../samples");

    static List<Path> in() throws IOException {
        return files("in");
    }

    static List<Path> out() throws IOException {
        return files("out");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    // One sample of each message that comes in, and one of each error
    @Test
    @Tag("R2")
    @Tag("R76")
    void there_is_a_sample_of_each_request_and_of_each_error() throws IOException {
        Set<String> names = names(in());

        assertThat(names)
                .contains(
                        "create-task",
                        "get-task-info",
                        "update-task",
                        "complete-task",
                        "hold-task",
                        "resume-task",
                        "restart-task",
                        "cancel-task",
                        "ping")
                .containsAll(Arrays.stream(ErrorCode.values())
                        .map(code ->
                                "error-" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    // 1.0: sixteen messages go out
    @Test
    void there_is_a_sample_of_each_response_and_notification() throws IOException {
        Set<String> expected = Arrays.stream(TaskEvent.class.getPermittedSubclasses())
                .filter(event -> event != TaskEvent.Silent.class)
                .map(event ->
                        event.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        expected.addAll(Set.of("task-info", "error", "pong"));

        assertThat(expected).hasSize(16);
        assertThat(names(out())).isEqualTo(expected);
    }

    private static Set<String> names(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString().replace(".xml", ""))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("in")
    void a_sample_that_comes_in_is_valid_and_readable_unless_it_shows_that_it_is_not(Path file) throws IOException {
        String message = Files.readString(file);
        List<GtlRequest> requests = new GtlReader(Messages.RULES).read(message);

        if (file.getFileName().toString().equals("error-invalid-format.xml")) {
            assertThat(requests).hasOnlyElementsOfType(GtlRequest.Unreadable.class);
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> PublishedSchema.valid(message));
        } else {
            assertThat(requests).isNotEmpty().noneMatch(GtlRequest.Unreadable.class::isInstance);
            assertThat(PublishedSchema.valid(message)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("out")
    void a_sample_that_goes_out_is_valid(Path file) throws IOException {
        assertThat(PublishedSchema.valid(Files.readString(file))).isNotEmpty();
    }

    @ParameterizedTest
    @Tag("R43")
    @MethodSource("out")
    void a_sample_that_goes_out_tells_of_nothing_that_is_still_to_come(Path file) throws IOException {
        String message = Files.readString(file);

        for (String past : List.of("created", "held", "distributed", "assigned", "completed")) {
            assertThat(time(message, past + "DateTime")).isLessThanOrEqualTo(time(message, "EventDateTime"));
        }
    }

    /** Empty where there is none. */
    private static String time(String message, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">(.*)</").matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<CreateTask><dueDateTime>2024-02-28T24:00:00</dueDateTime><priority>-2147483647</priority></CreateTask>",
                "<HoldTask><BrokerId>-2147483647</BrokerId><ActionDateTime>0001-01-01T00:00:00</ActionDateTime></HoldTask>"
            })
    void what_the_schema_allows_at_its_bounds_is_read(String action) {
        String message = "<GTLMessages>" + action + "</GTLMessages>";

        assertThat(new GtlReader(Messages.RULES).read(PublishedSchema.valid(message)))
                .hasOnlyElementsOfType(GtlRequest.TaskAction.class);
    }

    // The schema is strict: nothing that the writer never prints
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<gtlmessages><Pong/></gtlmessages>",
                "<GTLMessages/>",
                "<GTLMessages><Pong/><Pong/></GTLMessages>",
                "<GTLMessages><Pong/><Ping/></GTLMessages>",
                "<GTLMessages><createTask/></GTLMessages>",
                "<GTLMessages><CreateTask><priority>2147483648</priority></CreateTask></GTLMessages>",
                "<GTLMessages><CreateTask><priority>-2147483648</priority></CreateTask></GTLMessages>",
                "<GTLMessages><HoldTask><BrokerId>-2147483648</BrokerId></HoldTask></GTLMessages>",
                "<GTLMessages><CreateTask><priority>1</priority><channel>x</channel></CreateTask></GTLMessages>",
                "<GTLMessages><CreateTask><dueDateTime>2024-03-04T09:00:00Z</dueDateTime></CreateTask></GTLMessages>",
                "<GTLMessages><CreateTask><Ext><customerId>1</customerId></Ext></CreateTask></GTLMessages>",
                "<GTLMessages><UpdateTask><Ext/></UpdateTask></GTLMessages>",
                "<GTLMessages><Error><Message>m</Message><Code>OTHER</Code></Error></GTLMessages>",
                "<GTLMessages><TaskCreated><CaptureId>1</CaptureId></TaskCreated></GTLMessages>"
            })
    void the_schema_allows_nothing_else(String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> PublishedSchema.valid(message));
    }
}
