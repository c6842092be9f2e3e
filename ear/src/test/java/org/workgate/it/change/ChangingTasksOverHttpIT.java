package org.workgate.it.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;

/** The same over HTTP, with the notification that a message would have caused, but nobody's response (A48). */
@EitherBroker
@ExtendWith(SharedServer.class)
class ChangingTasksOverHttpIT {

    private final String captureId = UUID.randomUUID().toString();
    private final Api api;

    ChangingTasksOverHttpIT(Api api) {
        this.api = api;
    }

    @Test
    @Tag("R153")
    @Tag("R166")
    @Tag("R180")
    void each_operation_answers_with_the_task_and_notifies_its_capture_point() {
        int brokerId = create("");
        long before = api.lastSequence();

        assertThat(status(operate(brokerId, "hold", "{\"reason\": \"lunch\"}"))).isEqualTo("Held");
        assertThat(status(operate(brokerId, "resume", ""))).isEqualTo("Queued");
        assertThat(status(operate(brokerId, "restart", "{}"))).isEqualTo("Queued");
        assertThat(status(operate(brokerId, "cancel", "{\"reason\": null}"))).isEqualTo("Canceled");

        List<Reply> told = api.notifications().stream()
                .filter(reply -> reply.sequence() > before)
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .toList();
        assertThat(told)
                .extracting(Reply::type)
                .containsExactly("TaskHeld", "TaskResumed", "TaskRestarted", "TaskCanceled");
        assertThat(told).allSatisfy(reply -> {
            assertThat(reply.correlationId()).isEmpty();
            assertThat(reply.value("Actor")).isEqualTo("admin");
        });
        assertThat(told.get(0).value("Reason")).isEqualTo("lunch");
        assertThat(told.get(1).values("Reason")).isEmpty();
        JsonObject entry = api.history(brokerId).get(1);
        assertThat(entry.get("channel").getAsString()).isEqualTo("HTTP");
        assertThat(entry.get("principal").getAsString()).isEqualTo("admin");
        assertThat(entry.get("Reason").getAsString()).isEqualTo("lunch");
    }

    @Test
    @Tag("R134")
    void a_patch_sets_what_it_gives_and_clears_what_is_null() {
        int brokerId = create("<priority>7</priority><category>Order</category><Data><a>1</a><b>2</b></Data>");

        HttpResponse<String> answer = api.request(
                "PATCH",
                "tasks/" + brokerId,
                "{\"priority\": 9, \"category\": null, \"dueDateTime\": \"2030-01-01T10:00:00+02:00\", \"Ext\":"
                        + " {\"customerID\": \"C1\"}, \"Data\": {\"a\": null, \"c\": \"3\"}, \"reason\": \"why\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject task = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(task.get("priority").getAsInt()).isEqualTo(9);
        assertThat(task.get("category").isJsonNull()).isTrue();
        assertThat(task.get("dueDateTime").getAsString()).isEqualTo("2030-01-01T08:00:00Z");
        assertThat(task.getAsJsonObject("Ext").get("customerID").getAsString()).isEqualTo("C1");
        assertThat(task.getAsJsonObject("Data")).hasToString("{\"b\":\"2\",\"c\":\"3\"}");
        Reply told = api.notifications().get(api.notifications().size() - 1);
        assertThat(told.type()).isEqualTo("TaskUpdated");
        assertThat(told.value("CaptureId")).isEqualTo(captureId);
        assertThat(told.value("Reason")).isEqualTo("why");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"priority\": \"high\"} | priority must be a whole number",
                "{\"priority\": 1.5} | priority must be a whole number",
                "{\"priority\": 2147483648} | priority must be a whole number between",
                "{\"priority\": -2147483648} | priority must lie between",
                "{\"dueDateTime\": \"tomorrow\"} | dueDateTime must be a time such as",
                "{\"category\": \"123456789012345678901234567890123\"} | category has 33 characters",
                "{\"category\": \"a\\u0007\"} | category has the character U+0007 at position 2",
                "{\"status\": \"New\"} | status is not changed by an update",
                "{\"customerID\": \"x\"} | customerID is not changed by an update",
                "{\"Ext\": {\"foo\": \"x\"}} | Ext/foo is not changed by an update",
                "{\"Data\": {\"a b\": \"x\"}} | Data/a b cannot be the name of an attribute",
                "{\"Data\": 5} | Data must be an object",
                "[1] | The body must be a JSON object",
                "nonsense | The body must be a JSON object",
                "'' | The body must be a JSON object"
            })
    void a_patch_that_cannot_be_used_names_the_member(String body, String detail) {
        int brokerId = create("<priority>7</priority>");

        HttpResponse<String> answer = api.request("PATCH", "tasks/" + brokerId, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(problem.get("code").getAsString()).isEqualTo("INVALID_FORMAT");
        assertThat(problem.get("detail").getAsString()).contains(detail);
        assertThat(api.history(brokerId)).hasSize(1);
    }

    @Test
    void a_refusal_is_a_problem_with_the_code_of_the_interface() {
        int brokerId = create("");
        operate(brokerId, "complete", "");

        assertProblem(operate(brokerId, "hold", ""), 409, "CANNOT_HOLD_ASSIGNED_TASK");
        assertProblem(operate(brokerId, "complete", ""), 409, "CANNOT_COMPLETE_TASK");
        assertProblem(operate(2_147_483_646, "cancel", ""), 404, "TASK_NOT_FOUND");
        assertProblem(operate(0, "cancel", ""), 404, "TASK_NOT_FOUND");
        assertProblem(operate(-2_147_483_647, "cancel", ""), 404, "TASK_NOT_FOUND");
        assertProblem(operate(brokerId, "hold", "{\"reasons\": 1}"), 400, "INVALID_FORMAT");
        assertProblem(operate(brokerId, "hold", "{\"reason\": \"" + "x".repeat(256) + "\"}"), 400, "INVALID_FORMAT");
        assertThat(operate(brokerId, "destroy", "").statusCode()).isIn(404, 405);
    }

    @Test
    void a_change_of_a_task_that_has_changed_since_is_refused() {
        int brokerId = create("");
        String seen = api.look("tasks/" + brokerId).headers().firstValue("ETag").orElseThrow();
        assertThat(api.request("POST", "tasks/" + brokerId + "/hold", "", "If-Match", seen)
                        .statusCode())
                .isEqualTo(200);

        assertProblem(
                api.request("POST", "tasks/" + brokerId + "/resume", "", "If-Match", seen), 412, "PRECONDITION_FAILED");
        assertProblem(
                api.request("PATCH", "tasks/" + brokerId, "{\"priority\": 1}", "If-Match", seen),
                412,
                "PRECONDITION_FAILED");
        assertProblem(
                api.request("POST", "tasks/" + brokerId + "/resume", "", "If-Match", "whatever"),
                400,
                "INVALID_FORMAT");
        assertThat(api.request("POST", "tasks/" + brokerId + "/resume", "", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.history(brokerId)).hasSize(3);
    }

    @Test
    void a_history_is_read_page_by_page() {
        int brokerId = create("");
        for (int i = 0; i < 6; i++) {
            operate(brokerId, i % 2 == 0 ? "hold" : "resume", "");
        }
        List<JsonObject> whole = api.history(brokerId);
        var read = new ArrayList<JsonObject>();

        String page = "tasks/" + brokerId + "/history?limit=3";
        while (page != null) {
            JsonObject part = JsonParser.parseString(api.look(page).body()).getAsJsonObject();
            assertThat(part.getAsJsonArray("items").size()).isBetween(1, 3);
            part.getAsJsonArray("items").forEach(entry -> read.add(entry.getAsJsonObject()));
            page = part.get("next").isJsonNull()
                    ? null
                    : part.get("next").getAsString().replaceFirst("^/api/v1/", "");
        }

        assertThat(whole).hasSize(7);
        assertThat(read).isEqualTo(whole);
        assertProblem(api.look("tasks/" + brokerId + "/history?limit=0"), 400, "INVALID_FORMAT");
        assertProblem(api.look("tasks/" + brokerId + "/history?after=x"), 400, "INVALID_FORMAT");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("application/problem+json");
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("code")
                        .getAsString())
                .isEqualTo(code);
    }

    private HttpResponse<String> operate(int brokerId, String operation, String body) {
        return api.request("POST", "tasks/" + brokerId + "/" + operation, body);
    }

    private static String status(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("status")
                .getAsString();
    }

    private int create(String content) {
        List<Reply> replies =
                api.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId>" + content + "</CreateTask>");
        return Integer.parseInt(replies.get(0).value("BrokerId"));
    }
}
