package org.workgate.it.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.WorkgateServer;

/** Rules are read and changed over HTTP while the server runs. Each test has a place of its own. */
class ChangingTheRulesIT {

    private static final String ANY = "*";
    private static final String YAML = "application/yaml";

    private static Postgresql database;
    private static WorkgateServer server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = database.setup("rules")
                .variable("workgate.rules.folder", "sample")
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

    @Test
    void the_rules_of_the_sample_set_up_are_there_after_the_first_start_and_no_later_one() throws IOException {
        String published = Files.readString(Path.of("../samples/rules/prioritization.dmn"));
        HttpResponse<String> installed = get("rules/prioritization");
        assertThat(installed.body()).isEqualTo(published);
        assertThat(tag(installed)).isEqualTo("\"1\"");
        assertThat(version("prioritization", 1).get("author").getAsString()).isEqualTo("Workgate");
        assertThat(get("rules/classification").body())
                .isEqualTo(Files.readString(Path.of("../samples/rules/classification.dmn")));
        assertThat(put("prioritization", ANY, giving("1")).statusCode()).isEqualTo(200);

        server.stop();
        server.start();

        assertThat(get("rules/prioritization").body()).isEqualTo(giving("1"));
        assertThat(versions("prioritization")).hasSize(2);
        assertThat(get("rules/prioritization?version=1").body()).isEqualTo(published);
    }

    @Test
    void a_table_comes_back_as_it_was_saved_byte_for_byte() {
        String table = "<?xml version=\"1.0\"  encoding='UTF-8' ?>\r\n<!-- Grüße 😀 -->\r\n\t" + giving("10") + "\n\n";

        HttpResponse<String> saved =
                send("admin", "PUT", "rules/prioritization.contract.SALES", table, "If-None-Match", ANY);

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        HttpResponse<String> read = get("rules/prioritization.contract.SALES");
        assertThat(read.body()).isEqualTo(table);
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/xml;charset=UTF-8");
        assertThat(tag(read)).isEqualTo("\"1\"");
        JsonObject version = version("prioritization.contract.SALES", 1);
        assertThat(json(saved)).isEqualTo(version);
        assertThat(version.get("name").getAsString()).isEqualTo("Giving");
        assertThat(version.get("author").getAsString()).isEqualTo("admin");
        assertThat(version.get("validFrom")).isEqualTo(version.get("savedAt"));
        assertThat(entry("prioritization.contract.SALES").get("inForce")).isEqualTo(version);
    }

    @Test
    void a_table_says_which_version_it_follows() {
        String place = "prioritization.contract.SERVICE";
        assertProblem(send("admin", "PUT", "rules/" + place, giving("1")), 428, "If-None-Match: *");
        assertProblem(put(place, ANY, giving("1")), 412, "no rules of prioritization, contract SERVICE yet");
        assertThat(send("admin", "PUT", "rules/" + place, giving("1"), "If-None-Match", ANY)
                        .statusCode())
                .isEqualTo(201);

        assertProblem(send("admin", "PUT", "rules/" + place, giving("2"), "If-None-Match", ANY), 412, "\"1\"");
        assertProblem(
                send("admin", "PUT", "rules/" + place, giving("2"), "If-None-Match", "\"1\""), 400, "has to be *");
        assertProblem(put(place, "three", giving("2")), 400, "the ETag of the table");
        assertThat(tag(put(place, "\"1\"", giving("2")))).isEqualTo("\"2\"");
        assertProblem(put(place, "\"1\"", giving("3")), 412, "?version=2");
        assertThat(get("rules/" + place).body()).isEqualTo(giving("2"));
        assertThat(tag(put(place, ANY, giving("4")))).isEqualTo("\"3\"");
        assertThat(versions(place)).hasSize(3);
    }

    @Test
    void a_table_with_faults_changes_nothing_and_all_of_its_cells_are_told() {
        HttpResponse<String> refused = send(
                "admin",
                "PUT",
                "rules/prioritization.process.ORDERS",
                giving("high", "10", "low"),
                "If-None-Match",
                ANY);

        assertProblem(refused, 400, "Table \"Giving\", row 1, column \"priority\": high cannot be used");
        JsonObject problem = json(refused);
        assertThat(problem.get("code").getAsString()).isEqualTo("INVALID_FORMAT");
        assertThat(problem.getAsJsonArray("faults"))
                .extracting(JsonElement::getAsJsonObject)
                .allSatisfy(fault -> {
                    assertThat(fault.get("table").getAsString()).isEqualTo("Giving");
                    assertThat(fault.get("column").getAsString()).isEqualTo("priority");
                    assertThat(fault.get("message").getAsString()).contains("cannot be used");
                })
                .extracting(fault -> fault.get("row").getAsInt())
                .containsExactly(1, 3);
        assertProblem(
                send("admin", "PUT", "rules/prioritization.process.ORDERS", "<oops", "If-None-Match", ANY),
                400,
                "not well-formed XML at line 1");
        assertProblem(get("rules/prioritization.process.ORDERS"), 404, "No rules are in force");
        assertThat(versions("prioritization.process.ORDERS")).isEmpty();
    }

    @Test
    void a_version_is_not_in_force_before_its_start() {
        String place = "prioritization.process.CLAIMS";
        assertThat(send("admin", "PUT", "rules/" + place, giving("1"), "If-None-Match", ANY)
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> planned = put(place + "?validFrom=2999-01-01T00:00:00%2B01:00", "\"1\"", giving("2"));

        assertThat(tag(planned)).isEqualTo("\"2\"");
        assertThat(get("rules/" + place).body()).isEqualTo(giving("1"));
        assertThat(get("rules/" + place + "?version=2").body()).isEqualTo(giving("2"));
        JsonObject entry = entry(place);
        assertThat(entry.getAsJsonObject("inForce").get("version").getAsInt()).isEqualTo(1);
        assertThat(entry.getAsJsonObject("next").get("version").getAsInt()).isEqualTo(2);
        assertThat(entry.getAsJsonObject("next").get("validFrom").getAsString()).isEqualTo("2998-12-31T23:00:00Z");
        // Who has not seen what is planned is told so.
        assertProblem(put(place, "\"1\"", giving("3")), 412, "?version=2");
        assertThat(tag(put(place + "?validFrom=2020-01-01T00:00:00Z", "\"2\"", giving("3"))))
                .isEqualTo("\"3\"");
        assertThat(get("rules/" + place).body()).isEqualTo(giving("3"));
        JsonObject third = version(place, 3);
        assertThat(third.get("validFrom")).isEqualTo(third.get("savedAt"));
        for (String wrong : List.of("tomorrow", "2030-01-01T00:00:00", "%2B12030-01-01T00:00:00Z")) {
            assertProblem(put(place + "?validFrom=" + wrong, ANY, giving("4")), 400, "a time such as");
        }
    }

    @Test
    void rules_hold_for_what_there_is() {
        assertThat(send("admin", "PUT", "rules/classification.capture-point.mq", assigning(), "If-None-Match", ANY)
                        .statusCode())
                .isEqualTo(201);
        for (String unknown : List.of("capture-point.crm", "contract.sales", "process.SALES")) {
            HttpResponse<String> refused =
                    send("admin", "PUT", "rules/classification." + unknown, assigning(), "If-None-Match", ANY);

            assertProblem(refused, 404, unknown.replace('-', ' ').replace('.', ' '));
            assertThat(json(refused).get("code").getAsString()).isEqualTo("SCOPE_NOT_FOUND");
            assertThat(versions("classification." + unknown)).isEmpty();
        }
        for (String noPlace : List.of("routing", "prioritization.capture-point.mq")) {
            assertProblem(get("rules/" + noPlace), 404, "it has to be classification or prioritization");
            assertProblem(put(noPlace, ANY, giving("1")), 404, "There is no place " + noPlace);
        }
        assertProblem(get("rules/classification?version=999999"), 404, "999999");
        assertProblem(get("rules/classification?version=none"), 400, "a whole number");
    }

    /** The ID has signs that an address has to encode. */
    @Test
    void what_the_structure_has_lost_keeps_its_rules_and_may_get_others() {
        String address = "rules/classification.contract.1.5%20Gr%C3%BC%C3%9Fe";
        String sample = send("admin", "GET", "structure", "", "Accept", YAML).body();
        putStructure(sample.replace("- id: CLOSED\n", "- id: 1.5 Grüße\n"));
        HttpResponse<String> saved = send("admin", "PUT", address, assigning(), "If-None-Match", ANY);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);

        putStructure(sample);

        assertThat(get(address).body()).isEqualTo(assigning());
        assertThat(entry("classification.contract.1.5 Grüße").has("inForce")).isTrue();
        assertThat(tag(send("admin", "PUT", address, assigning(), "If-Match", "\"1\"")))
                .isEqualTo("\"2\"");
    }

    private void putStructure(String file) {
        HttpResponse<String> answer = send("admin", "PUT", "structure", file, "If-Match", ANY, "Content-Type", YAML);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
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
    void an_administrator_changes_them_and_who_sees_tasks_sees_them(String user, int look, int change) {
        assertThat(send(user, "GET", "rules", "").statusCode()).isEqualTo(look);
        assertThat(send(user, "GET", "rules/classification", "").statusCode()).isEqualTo(look);
        assertThat(send(user, "GET", "rules/classification?version=1", "").statusCode())
                .isEqualTo(look);
        assertThat(send(user, "GET", "rules/classification/versions", "").statusCode())
                .isEqualTo(look);
        assertThat(send(
                                user,
                                "PUT",
                                "rules/classification",
                                get("rules/classification").body(),
                                "If-Match",
                                ANY)
                        .statusCode())
                .isEqualTo(change);
    }

    /** A table that gives these priorities, a row each. */
    private static String giving(String... priorities) {
        return table("Giving", "priority", priorities);
    }

    private static String assigning() {
        return table("Assigning", "processId", "\"ORDERS\"");
    }

    private static String table(String name, String output, String... cells) {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"Test\"><decision name=\""
                + name
                + "\"><decisionTable hitPolicy=\"FIRST\"><output name=\"" + output + "\"/><rule><outputEntry><text>"
                + String.join("</text></outputEntry></rule><rule><outputEntry><text>", cells)
                + "</text></outputEntry></rule></decisionTable></decision></definitions>";
    }

    private HttpResponse<String> get(String path) {
        return send("viewer", "GET", path, "");
    }

    private HttpResponse<String> put(String place, String ifMatch, String table) {
        return send("admin", "PUT", "rules/" + place, table, "If-Match", ifMatch);
    }

    private JsonObject entry(String place) {
        return only(json(get("rules")).getAsJsonArray("items"), "place", place);
    }

    private JsonObject version(String place, int number) {
        return only(versions(place), "version", String.valueOf(number));
    }

    private JsonArray versions(String place) {
        return json(get("rules/" + place + "/versions")).getAsJsonArray("items");
    }

    private static JsonObject only(JsonArray items, String key, String value) {
        var found = new ArrayList<JsonObject>();
        items.forEach(item -> {
            if (item.getAsJsonObject().get(key).getAsString().equals(value)) {
                found.add(item.getAsJsonObject());
            }
        });
        assertThat(found).as(value).hasSize(1);
        return found.get(0);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String tag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("detail").getAsString()).contains(detail);
    }

    private HttpResponse<String> send(String user, String method, String path, String body, String... headers) {
        String credentials = user + ":" + WorkgateServer.ADMIN_PASSWORD;
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("api/v1/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .timeout(Duration.ofSeconds(90))
                .method(method, BodyPublishers.ofString(body));
        if (path.startsWith("rules")) {
            request.header("Content-Type", "application/xml");
        }
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
