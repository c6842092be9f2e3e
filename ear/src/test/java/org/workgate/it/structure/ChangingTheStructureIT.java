package org.workgate.it.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/** The business structure is read and changed over HTTP while the server runs, and tasks go by it at once. */
class ChangingTheStructureIT {

    private static final String YAML = "application/yaml";
    private static final String OTHER = """
            tenants:
            - id: acme
              name: Acme
              timeZone: UTC
              solutions:
              - id: production
                name: Production
                capturePoints: [mq]
              - id: test
                name: Test
            """;

    private static Postgresql database;
    private static WorkgateServer server;
    private static String sample;

    private final HttpClient client = HttpClient.newHttpClient();
    private Api api;

    @BeforeAll
    static void start() throws IOException {
        sample = Files.readString(Path.of("../samples/structure/demo.yaml"));
        database = new Postgresql();
        server = database.setup("structure")
                .variable("workgate.structure.file", "sample")
                .create()
                .start();
        new Api(server).exchange("<Ping/>");
        for (String role : new String[] {"viewer", "agent", "operator", "integrator", "distributor", "auditor"}) {
            database.run("insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) select '"
                    + role + "', 1, password_hash, '" + role + "', created_at, changed_at from gtl_user"
                    + " where name = 'admin'");
        }
    }

    @AfterAll
    static void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    /** Each test begins with the sample set-up in force. */
    @BeforeEach
    void begin() {
        api = new Api(server);
        assertThat(put("*", sample).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("R197")
    @Tag("R199")
    @Tag("R202")
    void the_structure_in_force_is_told_as_json_and_as_a_file() {
        HttpResponse<String> json = send("admin", "GET", "structure", "");
        HttpResponse<String> file = send("admin", "GET", "structure", "", "Accept", YAML);

        JsonObject structure = JsonParser.parseString(json.body()).getAsJsonObject();
        JsonObject solution = first(first(structure, "tenants"), "solutions");
        assertThat(solution.get("id").getAsString()).isEqualTo("backoffice");
        assertThat(first(solution, "distributionPoints").get("id").getAsString())
                .isEqualTo("desk");
        assertThat(solution.getAsJsonArray("contracts")
                        .get(2)
                        .getAsJsonObject()
                        .get("validUntil")
                        .getAsString())
                .isEqualTo("2020-12-31");
        assertThat(tag(json)).isEqualTo("\"" + structure.get("version").getAsInt() + "\"");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/yaml;charset=UTF-8");
        assertThat(file.body()).isEqualTo(sample);
        assertThat(tag(file)).isEqualTo(tag(json));
    }

    @Test
    @Tag("R81")
    @Tag("R82")
    void a_task_tells_tenant_and_solution_of_its_capture_point_as_soon_as_it_is_created() {
        Reply before = info(created());
        assertThat(put("*", OTHER).statusCode()).isEqualTo(200);
        Reply after = info(created());

        assertThat(before.value("tenantId")).isEqualTo("demo");
        assertThat(before.value("solutionId")).isEqualTo("backoffice");
        assertThat(after.value("tenantId")).isEqualTo("acme");
        assertThat(after.value("solutionId")).isEqualTo("production");
        // What was created before belongs where it belonged.
        assertThat(info(before.value("BrokerId")).value("tenantId")).isEqualTo("demo");
    }

    @Test
    void what_another_server_has_changed_counts_for_the_next_message() {
        created();
        database.run("insert into gtl_structure_version select max(version_no) + 1, '" + OTHER
                + "', 'admin', 0, null from gtl_structure_version");

        assertThat(info(created()).value("solutionId")).isEqualTo("production");
    }

    @Test
    void a_change_says_which_version_it_replaces() {
        String seen = tag(send("admin", "GET", "structure", ""));

        assertProblem(put(null, OTHER), 428, "If-Match");
        assertProblem(put("three", OTHER), 400, "the ETag of the structure");
        HttpResponse<String> first = put(seen, OTHER);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertProblem(put(seen, sample), 412, tag(first));
        assertThat(send("admin", "GET", "structure", "", "Accept", YAML).body()).isEqualTo(OTHER);
    }

    @Test
    void every_version_is_kept_with_who_saved_it_and_why() {
        assertThat(send("admin", "PUT", "structure?comment=To%20try", OTHER, "If-Match", "*", "Content-Type", YAML)
                        .statusCode())
                .isEqualTo(200);
        String present = tag(put("*", OTHER));

        var items = JsonParser.parseString(
                        send("admin", "GET", "structure/versions", "").body())
                .getAsJsonObject()
                .getAsJsonArray("items");
        JsonObject newest = items.get(0).getAsJsonObject();
        int number = newest.get("version").getAsInt();
        // To put the same again makes no version.
        assertThat(present).isEqualTo("\"" + number + "\"");
        assertThat(newest.get("author").getAsString()).isEqualTo("admin");
        assertThat(newest.get("comment").getAsString()).isEqualTo("To try");
        assertThat(items.get(items.size() - 1).getAsJsonObject().get("author").getAsString())
                .isEqualTo("Workgate");
        assertThat(send("admin", "GET", "structure/versions/" + number, "", "Accept", YAML)
                        .body())
                .isEqualTo(OTHER);
        assertThat(send("admin", "GET", "structure/versions/1", "", "Accept", YAML)
                        .body())
                .isEqualTo(sample);
        assertProblem(send("admin", "GET", "structure/versions/999999", ""), 404, "999999");
    }

    @Test
    void a_file_with_faults_changes_nothing_and_all_of_them_are_told() {
        HttpResponse<String> answer = put("*", "tenants: [{id: t, zone: UTC, solutions: [{id: s, contracts: [{}]}]}]");

        assertProblem(answer, 400, "tenants[t].zone (line 1) is not known");
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(problem.get("code").getAsString()).isEqualTo("INVALID_FORMAT");
        assertThat(problem.getAsJsonArray("faults"))
                .extracting(JsonElement::getAsString)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("tenants[t].solutions[s].contracts[1].id (line 1) is missing");
        assertThat(send("admin", "GET", "structure", "", "Accept", YAML).body()).isEqualTo(sample);
    }

    @Test
    void every_configured_capture_point_has_to_belong_to_a_solution() {
        assertProblem(
                put("*", "tenants: [{id: t, solutions: [{id: a}, {id: b}]}]"),
                400,
                "leaves capture point mq to no solution");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, 200, 403",
        "agent, 403, 403",
        "operator, 200, 403",
        "integrator, 403, 403",
        "distributor, 403, 403",
        "auditor, 200, 403",
        "admin, 200, 200",
    })
    void an_administrator_changes_it_and_who_sees_tasks_sees_it(String user, int look, int change) {
        assertThat(send(user, "GET", "structure", "").statusCode()).isEqualTo(look);
        assertThat(send(user, "GET", "structure/versions", "").statusCode()).isEqualTo(look);
        assertThat(send(user, "GET", "structure/versions/1", "").statusCode()).isEqualTo(look);
        assertThat(send(user, "PUT", "structure", OTHER, "If-Match", "*", "Content-Type", YAML)
                        .statusCode())
                .isEqualTo(change);
    }

    @Test
    void what_was_changed_is_in_force_after_a_restart() {
        String version = tag(put("*", OTHER));

        server.stop();
        server.start();

        assertThat(tag(send("admin", "GET", "structure", ""))).isEqualTo(version);
        assertThat(info(created()).value("solutionId")).isEqualTo("production");
    }

    private String created() {
        return api.exchange("<CreateTask/>").get(0).value("BrokerId");
    }

    private Reply info(String brokerId) {
        return api.exchange("<GetTaskInfo><BrokerId>" + brokerId + "</BrokerId></GetTaskInfo>")
                .get(0);
    }

    private HttpResponse<String> put(String ifMatch, String file) {
        return ifMatch == null
                ? send("admin", "PUT", "structure", file, "Content-Type", YAML)
                : send("admin", "PUT", "structure", file, "Content-Type", YAML, "If-Match", ifMatch);
    }

    private static String tag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("detail")
                        .getAsString())
                .contains(detail);
    }

    private static JsonObject first(JsonObject parent, String list) {
        return parent.getAsJsonArray(list).get(0).getAsJsonObject();
    }

    private HttpResponse<String> send(String user, String method, String path, String body, String... headers) {
        String credentials = user + ":" + WorkgateServer.ADMIN_PASSWORD;
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("api/v1/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .timeout(Duration.ofSeconds(90))
                .method(method, BodyPublishers.ofString(body));
        try {
            return client.send(
                    headers.length == 0
                            ? request.build()
                            : request.headers(headers).build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
