package org.workgate.it.distribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** The way of tasks to a distribution point, what is reported from there, and back. It keeps three tasks nobody works on. */
class DistributingTasksIT {

    private static final int LIMIT = 3;

    private static final String STRUCTURE = WorkgateServer.SAMPLE_STRUCTURE.replace("limit: 100", "limit: " + LIMIT);

    private static Postgresql database;
    private static WorkgateServer server;
    private static Api api;

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(database.setup("distribute").beginningWith(STRUCTURE), true)
                .create()
                .start();
        api = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    /** Leaves the distribution point empty. */
    @AfterEach
    void cancelAll() {
        for (JsonElement task : items("tasks?status=Queued,Distributed,Held&limit=500")) {
            api.request("POST", "tasks/" + task.getAsJsonObject().get("BrokerId") + "/cancel", "{}");
        }
    }

    private static List<JsonElement> items(String path) {
        return JsonParser.parseString(api.look(path).body())
                .getAsJsonObject()
                .getAsJsonArray("items")
                .asList();
    }

    private int create(String attributes) {
        return Integer.parseInt(only(api.exchange(
                        "<CreateTask>" + address + "<category>Order</category>" + attributes + "</CreateTask>"))
                .value("BrokerId"));
    }

    /** What went out about the task, oldest first. */
    private List<Reply> told() {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .toList();
    }

    private static String awaitDistributed(int brokerId) {
        await().until(() -> text(api.task(brokerId), "status"), "Distributed"::equals);
        return text(api.task(brokerId), "DistributionId");
    }

    private static HttpResponse<String> report(String distributionId, String what, String body) {
        return api.request("POST", "distribution-points/desk/tasks/" + distributionId + "/" + what, body);
    }

    private static void assertTaken(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    @Test
    @Tag("R205")
    @Tag("A56")
    @Tag("R146")
    void the_whole_way_is_told_step_by_step() {
        int brokerId = create("");
        String id = awaitDistributed(brokerId);

        assertTaken(report(id, "queued", "{\"Queue\":\"orders\",\"QueueType\":\"InteractionQueue\"}"));
        assertTaken(report(id, "assigned", "{\"agent\":\"ann\"}"));
        assertTaken(report(id, "updated", "{\"priority\":7,\"tenantId\":\"x\",\"agent\":\"ann\"}"));
        assertTaken(report(id, "completed", "{\"Ext\":{\"resultCode\":\"PAID\"},\"reason\":\"paid\"}"));

        List<Reply> told = told();
        assertThat(told)
                .extracting(Reply::type)
                .containsExactly(
                        "TaskCreated",
                        "TaskDistributed",
                        "TaskDistributedQueue",
                        "TaskAssigned",
                        "TaskUpdated",
                        "TaskCompleted");
        assertThat(told.subList(1, 6)).allSatisfy(reply -> {
            assertThat(reply.value("DistributionId")).isEqualTo(id);
            assertThat(reply.value("DistributionPointId")).isEqualTo("desk");
            assertThat(reply.correlationId()).isEmpty();
        });
        assertThat(told)
                .extracting(reply -> reply.value("Actor"))
                .containsExactly("MQ Capture Point", "Distribution Service", "Desk", "ann", "ann", "Desk");
        assertThat(told.get(2).value("Queue")).isEqualTo("orders");
        assertThat(told.get(2).value("QueueType")).isEqualTo("InteractionQueue");
        assertThat(told.get(3).value("AssignedToUser")).isEqualTo("ann");
        assertThat(told.get(4).value("priority")).isEqualTo("7");
        assertThat(told.get(4).value("tenantId")).isEqualTo("demo");
        assertThat(told.get(5).value("Reason")).isEqualTo("paid");
        JsonObject task = api.task(brokerId);
        assertThat(text(task, "status")).isEqualTo("Completed");
        assertThat(text(task.getAsJsonObject("Ext"), "resultCode")).isEqualTo("PAID");
        assertThat(text(task, "assignedToUser")).isEqualTo("ann");
        assertThat(api.history(brokerId).get(4).getAsJsonArray("ignored")).hasToString("[\"tenantId\"]");
    }

    /** 3.4.7: all become active at the same moment, and are created in another order than they are worth. */
    @Test
    @Tag("R100")
    @Tag("R94")
    void the_best_are_handed_out_first_and_no_more_than_there_is_room_for() {
        String active = Instant.now()
                .plusSeconds(4)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "");
        List<Integer> priorities = List.of(4, 9, 1, 7, 5, 8);
        List<Integer> ids = priorities.stream()
                .map(priority -> Integer.parseInt(only(api.exchange("<CreateTask><category>Order</category><priority>"
                                + priority + "</priority><activationDateTime>" + active
                                + "</activationDateTime></CreateTask>"))
                        .value("BrokerId")))
                .toList();
        long before = api.lastSequence();

        await().until(() -> distributed(before, priorities, ids).size() >= LIMIT);
        assertThat(distributed(before, priorities, ids)).containsExactly(9, 8, 7);

        for (int done : List.of(8, 9, 7)) {
            int left = distributed(before, priorities, ids).size();
            String id = text(api.task(ids.get(priorities.indexOf(done))), "DistributionId");
            assertTaken(report(id, "assigned", "{\"agent\":\"ann\"}"));
            await().until(() -> distributed(before, priorities, ids).size() > left);
            assertTaken(report(id, "completed", ""));
        }
        assertThat(distributed(before, priorities, ids)).containsExactly(9, 8, 7, 5, 4, 1);
    }

    /** The priorities of those that were handed out since then, in the order in which it was told. */
    private static List<Integer> distributed(long since, List<Integer> priorities, List<Integer> ids) {
        return api.notifications(since).stream()
                .filter(reply -> reply.type().equals("TaskDistributed"))
                .map(reply -> priorities.get(ids.indexOf(Integer.valueOf(reply.value("BrokerId")))))
                .toList();
    }

    @Test
    @Tag("R151")
    @Tag("R161")
    @Tag("R162")
    void a_held_task_is_revoked_and_handed_out_anew_under_another_id() {
        int brokerId = create("");
        String first = awaitDistributed(brokerId);

        Reply held = only(api.exchange("<HoldTask>" + address + "</HoldTask>"));
        assertThat(held.type()).isEqualTo("TaskHeld");
        assertThat(held.value("DistributionId")).isEqualTo(first);
        assertThat(text(api.task(brokerId), "DistributionId")).isNull();
        assertThat(report(first, "completed", "").statusCode()).isEqualTo(409);

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");
        assertThat(awaitDistributed(brokerId)).isNotEqualTo(first);
        assertThat(told())
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskHeld", "TaskResumed", "TaskDistributed");
    }

    @Test
    @Tag("R143")
    @Tag("A60")
    void a_returned_task_is_handed_out_anew_under_another_id() {
        int brokerId = create("");
        String first = awaitDistributed(brokerId);

        assertTaken(report(first, "returned", "{\"agent\":\"ann\",\"reason\":\"not mine\"}"));
        await().until(() -> !first.equals(awaitDistributed(brokerId)));

        List<Reply> told = told();
        assertThat(told)
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskReturned", "TaskDistributed");
        assertThat(told.get(2).value("DistributionId")).isEqualTo(first);
        assertThat(told.get(2).value("Reason")).isEqualTo("not mine");
        assertThat(told.get(3).value("DistributionId")).isNotEqualTo(first);
    }

    @Test
    @Tag("R173")
    void a_task_that_is_restarted_there_is_classified_and_handed_out_anew() {
        int brokerId = create("");
        String first = awaitDistributed(brokerId);

        assertTaken(report(first, "restarted", ""));
        await().until(() -> !first.equals(awaitDistributed(brokerId)));

        assertThat(told())
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskRestarted", "TaskDistributed");
    }

    @Test
    @Tag("R170")
    @Tag("R177")
    void a_task_that_an_agent_works_on_is_neither_held_nor_restarted_nor_canceled() {
        int brokerId = create("");
        assertTaken(report(awaitDistributed(brokerId), "assigned", "{\"agent\":\"ann\"}"));

        assertThat(Stream.of("HoldTask", "RestartTask", "CancelTask")
                        .map(request -> only(api.exchange("<" + request + ">" + address + "</" + request + ">"))
                                .value("Code")))
                .containsExactly("CANNOT_HOLD_ASSIGNED_TASK", "CANNOT_RESTART_TASK", "CANNOT_CANCEL_COMPLETED_TASK");
        assertThat(only(api.exchange("<CompleteTask>" + address + "</CompleteTask>"))
                        .type())
                .isEqualTo("TaskCompleted");
    }

    @Test
    void a_report_that_changes_nothing_tells_nobody() {
        int brokerId = create("");
        String id = awaitDistributed(brokerId);

        assertTaken(report(id, "updated", "{\"priority\":50,\"Data\":{\"region\":\"EMEA\"}}"));

        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskDistributed");
        assertThat(api.history(brokerId)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updated | {\"priority\":\"high\"} | priority must be a whole number",
                "updated | {\"colour\":\"red\"} | colour is no attribute",
                "assigned | {} | agent is missing",
                "queued | {\"Queue\":\"q\",\"QueueType\":\"Heap\"} | InteractionQueue",
                "returned | {\"Queue\":\"q\"} | Queue is not expected",
            })
    void a_report_that_cannot_be_read_is_refused_and_changes_nothing(String what, String body, String why) {
        int brokerId = create("");
        String id = awaitDistributed(brokerId);

        HttpResponse<String> response = report(id, what, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(why);
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Distributed");
    }

    @Test
    void what_is_put_aside_into_a_workbin_takes_no_room() {
        for (int i = 0; i < LIMIT; i++) {
            String id = awaitDistributed(
                    Integer.parseInt(only(api.exchange("<CreateTask/>")).value("BrokerId")));
            assertTaken(
                    report(id, "queued", "{\"Queue\":\"w\",\"QueueType\":\"AgentWorkbin\",\"QueueTarget\":\"ann\"}"));
        }

        assertThat(awaitDistributed(create(""))).isNotNull();
    }

    @Test
    @Tag("R157")
    @Tag("A80")
    void a_task_whose_distribution_point_has_left_the_structure_becomes_an_error_and_can_be_resumed() {
        for (int i = 0; i < LIMIT; i++) {
            awaitDistributed(Integer.parseInt(only(api.exchange("<CreateTask><priority>99</priority></CreateTask>"))
                    .value("BrokerId")));
        }
        int waiting = create("");
        assertThat(text(api.task(waiting), "status")).isEqualTo("Queued");

        put(STRUCTURE.replace("id: desk", "id: front"));

        await().until(() -> text(api.task(waiting), "status"), "ErrorHeld"::equals);
        Reply errorHeld = told().get(1);
        assertThat(errorHeld.type()).isEqualTo("TaskErrorHeld");
        assertThat(errorHeld.value("Reason")).isEqualTo("Distribution failed");
        assertThat(errorHeld.value("Error")).contains("distribution point desk").contains("resume or restart");
        assertThat(errorHeld.value("Actor")).isEqualTo("Distribution Service");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");
        awaitDistributed(waiting);
        assertThat(text(api.task(waiting), "DistributionPointId")).isEqualTo("front");
        put(STRUCTURE);
    }

    private static void put(String structure) {
        HttpResponse<String> response =
                api.request("PUT", "structure", structure, "If-Match", "*", "Content-Type", "application/yaml");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void a_report_about_nothing_is_told_so() {
        assertThat(report("none", "completed", ""))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(409))
                .satisfies(response -> assertThat(response.body()).contains("STALE_DISTRIBUTION_ID"));
        assertThat(api.request("POST", "distribution-points/nowhere/tasks/none/completed", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private static Reply only(List<Reply> replies) {
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
