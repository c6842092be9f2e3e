package org.workgate.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.WorkgateServer;

/** Who may do what, by the roles of the contract; one user for each role, put into the database from outside. */
class EnforcingRolesIT {

    private static final String CREATE = "<GTLMessages><CreateTask/></GTLMessages>";

    private static Postgresql database;
    private static WorkgateServer server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = database.setup("roles").create().start();
        new Api(server).exchange("<CreateTask/>");
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

    @ParameterizedTest
    @CsvSource({
        "viewer, 200, 403, 403, 403, 403, 403, 403",
        "agent, 403, 403, 403, 403, 403, 403, 403",
        "operator, 200, 200, 200, 403, 200, 200, 403",
        "integrator, 403, 403, 403, 202, 200, 200, 403",
        "distributor, 403, 403, 403, 403, 403, 403, 409",
        "auditor, 200, 403, 403, 403, 200, 403, 403",
    })
    void a_role_may_do_what_the_contract_says_and_no_more(
            String role, int look, int operate, int update, int submit, int kept, int send, int report)
            throws IOException, InterruptedException {
        int brokerId = Integer.parseInt(
                new Api(server).exchange("<CreateTask/>").get(0).value("BrokerId"));
        String task = "tasks/" + brokerId;

        assertThat(status(role, "GET", task, "")).as("look at a task").isEqualTo(look);
        assertThat(status(role, "POST", task + "/hold", "")).as("hold a task").isEqualTo(operate);
        assertThat(status(role, "PATCH", task, "{\"priority\": 1}"))
                .as("update a task")
                .isEqualTo(update);
        assertThat(status(role, "POST", "capture-points/mq/messages", CREATE))
                .as("submit a message")
                .isEqualTo(submit);
        assertThat(status(role, "GET", "tasks?limit=1", "")).as("list tasks").isEqualTo(look);
        assertThat(status(role, "POST", "distribution-points/desk/tasks/none/completed", ""))
                .as("report about a distributed task")
                .isEqualTo(report);
        assertThat(status(role, "GET", "capture-points/mq/backout", ""))
                .as("list what was set aside")
                .isEqualTo(kept);
        assertThat(status(role, "GET", "capture-points/mq/unsent", ""))
                .as("list what was not sent")
                .isEqualTo(kept);
        assertThat(status(role, "POST", "capture-points/mq/unsent/resend", ""))
                .as("send what was not sent")
                .isEqualTo(send);
        assertThat(new Api(server).history(brokerId)).hasSize(operate == 200 ? 3 : 1);
    }

    @ParameterizedTest
    @CsvSource({"viewer, false", "operator, false", "integrator, true", "auditor, true"})
    void bodies_are_for_integrators_administrators_and_auditors(String role, boolean shown)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(role, "GET", "capture-points/mq/notifications?limit=1", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .has("body"))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, tasks",
        "GET, tasks/1",
        "POST, tasks/1/cancel",
        "PATCH, tasks/1",
        "GET, capture-points/mq/backout",
        "GET, capture-points/mq/unsent",
        "POST, capture-points/mq/unsent/resend",
    })
    void strangers_are_asked_who_they_are(String method, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(server.address().resolve("api/v1/" + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private int status(String user, String method, String path, String body) throws IOException, InterruptedException {
        return send(user, method, path, body).statusCode();
    }

    private HttpResponse<String> send(String user, String method, String path, String body)
            throws IOException, InterruptedException {
        String credentials = user + ":" + WorkgateServer.ADMIN_PASSWORD;
        return client.send(
                HttpRequest.newBuilder(server.address().resolve("api/v1/" + path))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
