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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.WorkgateServer;

/** The samples that integrators begin with do what they say, and the files beside them can be had from the server. */
@EitherBroker
@ExtendWith(SharedServer.class)
class SampleMessagesIT {

    private static final Path SAMPLES = Path.of("../samples/in");

    private final Api api;
    private final String captureId = UUID.randomUUID().toString();

    SampleMessagesIT(Api api) {
        this.api = api;
    }

    @ParameterizedTest
    @Tag("R2")
    @Tag("R15")
    @Tag("R33")
    @CsvSource({
        "R45 R64, create-task-minimal, '', TaskCreated",
        "R44 R64, create-task, '', TaskCreated",
        "R78, get-task-info, create-task, TaskInfo",
        "R132 A5, update-task, create-task, TaskUpdated",
        "R152, hold-task, create-task, TaskHeld",
        "R165 A4, resume-task, create-task hold-task, TaskResumed",
        "R172 A5, restart-task, create-task, TaskRestarted",
        "R179, cancel-task, create-task, TaskCanceled",
        "R145, complete-task, create-task, TaskCompleted",
        "A41, several-actions, create-task, TaskHeld TaskUpdated TaskResumed",
        "R184 R185 A30, ping, '', Pong",
    })
    void a_sample_is_answered_as_its_name_says(String proves, String sample, String before, String answers)
            throws IOException {
        for (String first : before.isEmpty() ? new String[0] : before.split(" ")) {
            api.exchange(bytes(first));
        }
        assertThat(api.exchange(bytes(sample))).extracting(Reply::type).containsExactly(answers.split(" "));
    }

    @ParameterizedTest
    @Tag("R18")
    @Tag("R70")
    @Tag("R74")
    @CsvSource({
        "R34, INVALID_FORMAT, 2",
        "R35, TASK_NOT_FOUND, 2",
        "R67, TASK_ALREADY_CAPTURED, 2",
        "R147, CANNOT_COMPLETE_TASK, 3",
        "R154 A14, CANNOT_HOLD_ASSIGNED_TASK, 3",
        "R167, CANNOT_RESUME_TASK, 3",
        "R174, CANNOT_RESTART_TASK, 3",
        "R181 A15, CANNOT_CANCEL_COMPLETED_TASK, 3",
    })
    void a_sample_of_an_error_ends_with_it(String proves, String code, int parameters) throws IOException {
        String sample = "error-" + code.toLowerCase(Locale.ROOT).replace('_', '-');
        List<Reply> replies = api.exchange(bytes(sample));

        Reply error = replies.get(replies.size() - 1);
        assertThat(error.value("Code")).isEqualTo(code);
        assertThat(error.value("Message")).isNotBlank();
        assertThat(error.values("Parameter")).hasSize(parameters);
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
