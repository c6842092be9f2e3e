package org.workgate.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** Who may do what, by the roles of the contract; one user for each role. */
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
        user("viewer", "viewer");
        user("agent", "agent");
        user("operator", "operator");
        user("integrator", "integrator:mq");
        user("integrator-of-all", "integrator:*");
        user("integrator-elsewhere", "integrator:crm");
        user("distributor", "distributor:desk");
        user("distributor-elsewhere", "distributor:mq");
        user("auditor", "auditor");
        user("viewer-and-integrator-elsewhere", "viewer integrator:crm");
    }

    private static void user(String name, String roles) {
        database.run("insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) select '"
                + name + "', 1, password_hash, '" + roles
                + "', created_at, changed_at from gtl_user where name = 'admin'");
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
        "integrator-of-all, 403, 403, 403, 202, 200, 200, 403",
        "integrator-elsewhere, 403, 403, 403, 404, 404, 404, 403",
        "distributor, 403, 403, 403, 403, 403, 403, 409",
        "distributor-elsewhere, 403, 403, 403, 403, 403, 403, 404",
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
    @CsvSource({
        "viewer, false",
        "operator, false",
        "integrator, true",
        "viewer-and-integrator-elsewhere, false",
        "auditor, true"
    })
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

    @Test
    void a_message_of_a_capture_point_that_is_not_given_to_an_integrator_does_not_exist_for_him()
            throws IOException, InterruptedException {
        String messageId = new Api(server).send("<CreateTask/>");
        new Api(server).replies(messageId);

        assertThat(status("integrator", "GET", "messages/" + messageId, "")).isEqualTo(200);
        HttpResponse<String> answer = send("integrator-elsewhere", "GET", "messages/" + messageId, "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("MESSAGE_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({"mq", "nowhere"})
    void a_capture_point_that_is_not_given_is_answered_as_one_that_does_not_exist(String id)
            throws IOException, InterruptedException {
        for (String path : List.of("/notifications", "/backout", "/unsent")) {
            HttpResponse<String> answer = send("integrator-elsewhere", "GET", "capture-points/" + id + path, "");

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                            + "\"detail\":\"There is no capture point " + id
                            + "\",\"code\":\"CAPTURE_POINT_NOT_FOUND\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"viewer", "operator", "integrator-of-all", "auditor"})
    void users_are_for_administrators(String user) throws IOException, InterruptedException {
        assertThat(status(user, "GET", "users", "")).isEqualTo(403);
        assertThat(status(user, "GET", "users/admin", "")).isEqualTo(403);
        assertThat(status(user, "DELETE", "users/" + user, "")).isEqualTo(403);
        assertThat(status(user, "PUT", "users/admin/password", "{\"password\": \"correct horse battery\"}"))
                .isEqualTo(403);
    }

    @Test
    void what_is_done_to_users_is_in_the_audit_trail_with_who_did_it() throws IOException, InterruptedException {
        String user = "{\"name\": \"audited\", \"password\": \"correct horse battery\", \"roles\": [\"viewer\"]}";
        send("admin", "POST", "users", user);
        send("admin", "PUT", "users/audited/password", "{\"password\": \"another good password\"}");
        new Api(server).request("PUT", "users/audited", "{\"roles\": [\"administrator\"]}", "If-Match", "*");
        send("admin", "DELETE", "users/audited", "");

        assertThat(database.column("select event || ' by ' || principal || ': ' || detail from gtl_audit"
                        + " where detail like 'User audited%' order by id"))
                .containsExactly(
                        "USER_CREATED by admin: User audited: viewer",
                        "PASSWORD_CHANGED by admin: User audited",
                        "USER_CHANGED by admin: User audited: +administrator -viewer",
                        "USER_REMOVED by admin: User audited");
    }

    @Test
    void the_audit_trail_is_for_auditors_and_comes_page_by_page() throws IOException, InterruptedException {
        for (String name : List.of("viewer", "operator", "integrator-of-all")) {
            assertThat(status(name, "GET", "audit", "")).as(name).isEqualTo(403);
        }
        database.run("insert into gtl_audit (id, recorded_at, event, principal, detail) select 1000000 - n,"
                + " 1000000 * (n / 2), 'FORCED', 'x', 'Task ' || n from generate_series(1, 5) n");

        var told = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        String page = "audit?limit=2&from=1970-01-01T00:00:01Z";
        while (told.size() < 4) {
            JsonObject part = JsonParser.parseString(
                            send("auditor", "GET", page, "").body())
                    .getAsJsonObject();
            pages.add(part.getAsJsonArray("items").size());
            part.getAsJsonArray("items")
                    .forEach(line -> told.add(line.getAsJsonObject().get("at").getAsString() + " "
                            + line.getAsJsonObject().get("detail").getAsString()));
            page = part.get("next").getAsString().replaceFirst("^/api/v1/", "");
        }

        assertThat(told)
                .containsExactly(
                        "1970-01-01T00:00:01Z Task 3",
                        "1970-01-01T00:00:01Z Task 2",
                        "1970-01-01T00:00:02Z Task 5",
                        "1970-01-01T00:00:02Z Task 4");
        assertThat(pages).containsExactly(2, 2);
        assertThat(status("auditor", "GET", "audit?from=yesterday", "")).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, users",
        "GET, audit",
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
