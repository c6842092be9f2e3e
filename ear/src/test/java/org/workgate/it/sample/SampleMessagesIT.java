package org.workgate.it.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.WorkgateServer;

/** The samples that integrators begin with do what they say, and the files beside them can be had from the server. */
@ExtendWith(SharedServer.class)
class SampleMessagesIT {

    private static final Path SAMPLES = Path.of("../samples/in");

    private final Api api;
    private final String captureId = UUID.randomUUID().toString();

    SampleMessagesIT(Api api) {
        this.api = api;
    }

    @ParameterizedTest
    @CsvSource({
        "create-task-minimal, '', TaskCreated",
        "create-task, '', TaskCreated",
        "get-task-info, create-task, TaskInfo",
        "update-task, create-task, TaskUpdated",
        "hold-task, create-task, TaskHeld",
        "resume-task, create-task hold-task, TaskResumed",
        "restart-task, create-task, TaskRestarted",
        "cancel-task, create-task, TaskCanceled",
        "complete-task, create-task, TaskCompleted",
        "several-actions, create-task, TaskHeld TaskUpdated TaskResumed",
        "ping, '', Pong",
    })
    void a_sample_is_answered_as_its_name_says(String sample, String before, String answers) throws IOException {
        for (String first : before.isEmpty() ? new String[0] : before.split(" ")) {
            api.exchange(bytes(first));
        }
        assertThat(api.exchange(bytes(sample))).extracting(Reply::type).containsExactly(answers.split(" "));
    }

    static Stream<String> errors() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".xml", ""))
                    .filter(name -> name.startsWith("error-"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void a_sample_of_an_error_ends_with_it(String sample) throws IOException {
        List<Reply> replies = api.exchange(bytes(sample));

        assertThat(replies.get(replies.size() - 1).value("Code"))
                .isEqualTo(sample.replace("error-", "").replace('-', '_').toUpperCase(Locale.ROOT));
        assertThat(replies.subList(0, replies.size() - 1))
                .extracting(Reply::type)
                .doesNotContain("Error");
    }

    @ParameterizedTest
    @CsvSource({
        "gtl-messages.xsd, ../ejb/src/main/resources/org/workgate/gtl/gtl-messages.xsd, application/xml",
        "interface.md, ../docs/interface.md, text/markdown"
    })
    void everybody_can_download_the_schema_and_its_explanation(
            String name, Path source, String type, WorkgateServer server) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "interface/" + name))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(source));
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith(type);
    }

    /** Every test has tasks of its own. */
    private byte[] bytes(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample + ".xml"))
                .replaceAll("SR-(\\d)(\\d*)", captureId + "-$1$2")
                .getBytes(StandardCharsets.UTF_8);
    }
}
