package org.workgate.it.route;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.console.Chromium;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** Distribution to a router behind queues, which the test itself is: what it is told, and what becomes of what it tells. */
@EitherBroker
class RoutingTasksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String STRUCTURE = WorkgateServer.SAMPLE_STRUCTURE
            .replace("id: desk", "id: router")
            .replace("name: Desk", "name: Router")
            .replace("system: desk", "system: router")
            .replace(
                    "limit: 100",
                    String.join(
                            "\n      ",
                            "submit: [priority, dueDateTime, category, Ext/customerID, Data/*]",
                            "takeOver: [region]",
                            "removed: error-hold"));

    private static WorkgateServer server;
    private static Api api;
    private static Testbed testbed;

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";

    @BeforeAll
    static void start() {
        server = Testbed.on(
                        WorkgateServer.named("route")
                                .onBrokerOfTheBuild()
                                .beginningWith(STRUCTURE)
                                .withRouterQueues(),
                        false)
                .create()
                .start();
        api = new Api(server);
        testbed = new Testbed(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Leaves no task at the router. */
    @AfterEach
    void endAll() {
        for (JsonElement task : JsonParser.parseString(
                        api.look("tasks?status=Queued,Distributed,Assigned,Held,ErrorHeld&limit=500")
                                .body())
                .getAsJsonObject()
                .getAsJsonArray("items")) {
            String path = "tasks/" + task.getAsJsonObject().get("BrokerId");
            if (api.request("POST", path + "/complete", "{}").statusCode() == 202) {
                api.request("POST", path + "/force", "");
            }
        }
    }

    private int create(String attributes) {
        return Integer.parseInt(only(api.exchange(
                        "<CreateTask>" + address + "<category>Order</category>" + attributes + "</CreateTask>"))
                .value("BrokerId"));
    }

    /** What the router is told next about this test's task; what is left of others does not matter. */
    private Told next() {
        Told told;
        do {
            told = Told.of(testbed.next("RouterIn", PATIENCE).orElseThrow());
        } while (!captureId.equals(told.fields().get("CaptureId")));
        return told;
    }

    private static void tell(String type, String distributionId, String more) {
        testbed.put(
                "RouterOut",
                List.of("<" + type + "><DistributionId>" + distributionId + "</DistributionId>" + more + "</" + type
                        + ">"));
    }

    private void awaitTold(String... types) {
        await().untilAsserted(() -> assertThat(told()).extracting(Reply::type).containsExactly(types));
    }

    /** What went out about the task, oldest first. */
    private List<Reply> told() {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .toList();
    }

    @Test
    @Tag("R205")
    @Tag("R124")
    @Tag("R82")
    void the_whole_way_is_told_step_by_step() {
        int brokerId = create("<Ext><customerID>C7</customerID><productType>DSL</productType></Ext>"
                + "<Data><region>EMEA</region></Data>");

        Told submitted = next();
        assertThat(submitted.type()).isEqualTo("Submit");
        assertThat(submitted.fields())
                .containsEntry("BrokerId", Integer.toString(brokerId))
                .containsEntry("CaptureId", captureId)
                .containsEntry("DistributionPointId", "router");
        assertThat(submitted.attributes())
                .containsEntry("GTL_priority", "50")
                .containsEntry("GTL_solutionId", "backoffice")
                .containsEntry("GTL_ext_customerId", "C7")
                .containsEntry("GTL_data_region", "EMEA")
                .hasSize(5);
        String id = submitted.distributionId();
        assertThat(text(api.task(brokerId), "DistributionId")).isEqualTo(id);

        tell("Queued", id, "<Queue>orders</Queue><QueueType>InteractionQueue</QueueType>");
        tell("Assigned", id, "<Agent>ann</Agent>");
        tell(
                "Updated",
                id,
                "<Agent>ann</Agent><Attributes><GTL_priority>7</GTL_priority><GTL_tenantId>x</GTL_tenantId></Attributes>");
        tell(
                "Completed",
                id,
                "<Reason>paid</Reason><Attributes><GTL_ext_resultCode>PAID</GTL_ext_resultCode></Attributes>");

        awaitTold(
                "TaskCreated",
                "TaskDistributed",
                "TaskDistributedQueue",
                "TaskAssigned",
                "TaskUpdated",
                "TaskCompleted");
        List<Reply> told = told();
        assertThat(told)
                .extracting(reply -> reply.value("Actor"))
                .containsExactly("MQ Capture Point", "Distribution Service", "Router", "ann", "ann", "Router");
        assertThat(told.subList(1, 6))
                .allSatisfy(reply -> assertThat(reply.value("DistributionId")).isEqualTo(id));
        assertThat(told.get(4).value("priority")).isEqualTo("7");
        assertThat(told.get(4).value("tenantId")).isEqualTo("demo");
        assertThat(told.get(5).value("Reason")).isEqualTo("paid");
        assertThat(text(api.task(brokerId).getAsJsonObject("Ext"), "resultCode"))
                .isEqualTo("PAID");
    }

    @Test
    @Tag("R126")
    @Tag("R121")
    void an_update_is_passed_on_and_one_from_there_does_not_come_back() {
        create("<Data><region>EMEA</region></Data>");
        String id = next().distributionId();
        tell("Assigned", id, "<Agent>ann</Agent>");
        awaitTold("TaskCreated", "TaskDistributed", "TaskAssigned");

        tell("Updated", id, "<Attributes><GTL_category>Claim</GTL_category></Attributes>");
        awaitTold("TaskCreated", "TaskDistributed", "TaskAssigned", "TaskUpdated");
        api.exchange("<UpdateTask>" + address + "<priority>88</priority><businessValue>3</businessValue>"
                + "<Data><region/></Data></UpdateTask>");

        Told updated = next();
        assertThat(updated.type()).isEqualTo("Update");
        assertThat(updated.distributionId()).isEqualTo(id);
        assertThat(updated.attributes())
                .containsEntry("GTL_priority", "88")
                .containsEntry("GTL_data_region", "")
                .hasSize(2);
    }

    @Test
    @Tag("A81")
    void a_custom_attribute_is_taken_over_where_the_distribution_point_says_so() {
        int brokerId = create("<Data><region>EMEA</region><colour>red</colour></Data>");
        String id = next().distributionId();

        tell(
                "Updated",
                id,
                "<Attributes><GTL_data_region>APAC</GTL_data_region><GTL_data_colour>blue</GTL_data_colour></Attributes>");

        awaitTold("TaskCreated", "TaskDistributed", "TaskUpdated");
        assertThat(text(api.task(brokerId).getAsJsonObject("Data"), "region")).isEqualTo("APAC");
        assertThat(text(api.task(brokerId).getAsJsonObject("Data"), "colour")).isEqualTo("red");
    }

    @Test
    @Tag("A87")
    @Tag("R151")
    void a_hold_is_answered_when_the_router_gives_the_task_back() {
        int brokerId = create("");
        String id = next().distributionId();

        String hold = api.send("<HoldTask>" + address + "<Reason>wait</Reason></HoldTask>");
        Told revoke = next();
        assertThat(revoke.type()).isEqualTo("Revoke");
        assertThat(revoke.fields()).containsEntry("DistributionId", id).containsEntry("EvenIfAssigned", "false");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Distributed");
        assertThat(api.replies(hold)).isEmpty();
        // What is asked for afterwards waits behind it, and to look does not.
        String resume = api.send("<ResumeTask>" + address + "</ResumeTask>");
        assertThat(only(api.exchange("<GetTaskInfo>" + address + "</GetTaskInfo>"))
                        .value("status"))
                .isEqualTo("Distributed");
        assertThat(pending(brokerId)).containsExactly("HoldTask", "ResumeTask");

        tell("Revoked", id, "");

        await().untilAsserted(() -> assertThat(api.replies(resume)).hasSize(1));
        assertThat(only(api.replies(hold)).type()).isEqualTo("TaskHeld");
        assertThat(only(api.replies(hold)).value("Reason")).isEqualTo("wait");
        assertThat(only(api.replies(hold)).value("DistributionId")).isEqualTo(id);
        assertThat(only(api.replies(resume)).type()).isEqualTo("TaskResumed");
        assertThat(next().distributionId()).isNotEqualTo(id);
        awaitTold("TaskCreated", "TaskDistributed", "TaskInfo", "TaskHeld", "TaskResumed", "TaskDistributed");
        assertThat(pending(brokerId)).isEmpty();
    }

    /** And one message tells of both. */
    @ParameterizedTest
    @Tag("A25")
    @CsvSource({
        "R171, RestartTask, TaskRestarted",
        "R178, CancelTask, TaskCanceled",
        "A62, CompleteTask, TaskCompleted",
    })
    void what_takes_a_task_from_the_router_takes_effect_when_that_has_given_it_back(
            String proves, String request, String answer) {
        int brokerId = create("");
        String id = next().distributionId();

        String asked = api.send("<" + request + ">" + address + "</" + request + ">");
        assertThat(next().type()).isEqualTo("Revoke");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Distributed");
        assertThat(api.replies(asked)).isEmpty();
        tell("Revoked", id, "");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        assertThat(only(api.replies(asked)).type()).isEqualTo(answer);
        assertThat(only(api.replies(asked)).value("DistributionId")).isEqualTo(id);
        assertThat(told().subList(0, 3))
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", answer);
    }

    @ParameterizedTest
    @Tag("A66")
    @CsvSource({
        "HoldTask, CANNOT_HOLD_ASSIGNED_TASK",
        "RestartTask, CANNOT_RESTART_TASK",
        "CancelTask, CANNOT_CANCEL_COMPLETED_TASK",
    })
    void an_agent_who_was_faster_keeps_the_task(String request, String code) {
        int brokerId = create("");
        String id = next().distributionId();
        String asked = api.send("<" + request + ">" + address + "</" + request + ">");
        assertThat(next().type()).isEqualTo("Revoke");

        tell("AlreadyAssigned", id, "<Agent>ann</Agent>");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        assertThat(only(api.replies(asked)).value("Code")).isEqualTo(code);
        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskDistributed", "TaskAssigned");
        assertThat(text(api.task(brokerId), "assignedToUser")).isEqualTo("ann");
    }

    @Test
    @Tag("A62")
    @Tag("A66")
    void a_completion_is_asked_back_from_the_agent_as_well() {
        create("");
        String id = next().distributionId();
        String asked = api.send("<CompleteTask>" + address + "</CompleteTask>");
        assertThat(next().fields()).containsEntry("EvenIfAssigned", "false");

        tell("AlreadyAssigned", id, "<Agent>ann</Agent>");
        Told again = next();
        assertThat(again.type()).isEqualTo("Revoke");
        assertThat(again.fields()).containsEntry("EvenIfAssigned", "true");
        assertThat(api.replies(asked)).isEmpty();
        tell("Revoked", id, "");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        assertThat(told())
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskAssigned", "TaskCompleted");
    }

    @Test
    @Tag("A66")
    void work_that_was_done_before_the_task_was_asked_back_is_done() {
        int brokerId = create("");
        String id = next().distributionId();
        String asked = api.send("<HoldTask>" + address + "</HoldTask>");
        assertThat(next().type()).isEqualTo("Revoke");

        tell("Completed", id, "<Agent>ann</Agent>");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        assertThat(only(api.replies(asked)).value("Code")).isEqualTo("CANNOT_HOLD_ASSIGNED_TASK");
        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskDistributed", "TaskCompleted");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Completed");
    }

    @Test
    @Tag("A66")
    void what_comes_back_by_itself_is_held_where_it_is_then() {
        create("");
        String id = next().distributionId();
        String asked = api.send("<HoldTask>" + address + "</HoldTask>");
        assertThat(next().type()).isEqualTo("Revoke");

        tell("Returned", id, "");
        tell("Revoked", id, "");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        assertThat(told())
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskReturned", "TaskHeld");
    }

    @Test
    @Tag("A66")
    void what_an_agent_had_for_a_while_before_it_came_back_is_held() {
        create("");
        String id = next().distributionId();
        String asked = api.send("<HoldTask>" + address + "</HoldTask>");
        assertThat(next().type()).isEqualTo("Revoke");

        tell("Assigned", id, "<Agent>ann</Agent>");
        tell("Revoked", id, "");

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        awaitTold("TaskCreated", "TaskDistributed", "TaskAssigned", "TaskReturned", "TaskHeld");
    }

    @Test
    @Tag("A87")
    void what_waits_for_a_router_that_the_structure_has_no_more_is_carried_out() {
        create("");
        next();
        String asked = api.send("<CancelTask>" + address + "</CancelTask>");
        assertThat(next().type()).isEqualTo("Revoke");
        assertThat(api.replies(asked)).isEmpty();

        put(STRUCTURE.replace("system: router", "system: desk"));

        await().untilAsserted(() -> assertThat(api.replies(asked)).hasSize(1));
        awaitTold("TaskCreated", "TaskDistributed", "TaskCanceled");
        put(STRUCTURE);
    }

    private static void put(String structure) {
        HttpResponse<String> response =
                api.request("PUT", "structure", structure, "If-Match", "*", "Content-Type", "application/yaml");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    @Tag("A87")
    void an_operator_is_told_that_it_waits_and_can_do_without_the_answer() {
        int brokerId = create("");
        String id = next().distributionId();
        assertThat(api.request("POST", "tasks/" + brokerId + "/force", "").statusCode())
                .isEqualTo(409);

        assertThat(api.request("POST", "tasks/" + brokerId + "/cancel", "{\"reason\":\"gone\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(next().type()).isEqualTo("Revoke");
        assertThat(pending(brokerId)).containsExactly("CancelTask");
        assertThat(api.request("POST", "tasks/" + brokerId + "/force", "").statusCode())
                .isEqualTo(200);

        awaitTold("TaskCreated", "TaskDistributed", "TaskCanceled");
        assertThat(told().get(2).value("Reason")).isEqualTo("gone");
        tell("AlreadyAssigned", id, "<Agent>ann</Agent>");
        tell("Completed", id, "");
        await().until(() -> testbed.depth("RouterOut") == 0);
        assertThat(told()).hasSize(3);
    }

    @Test
    @Tag("A87")
    void the_console_shows_what_waits_and_lets_an_operator_go_on_without_the_answer() {
        int brokerId = create("");
        next();
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(1280);
            page.navigate("operate?operation=hold&from=task&id=" + brokerId);
            page.getByLabel("Reason").fill("waiting for papers");
            button(page, "Hold this task").click();
            assertThat(page.getByRole(AriaRole.STATUS).first())
                    .hasText("1 task still with the distribution system; what you asked for follows as soon as it gives"
                            + " an answer.");
            Locator waiting = page.getByRole(
                    AriaRole.REGION, new Page.GetByRoleOptions().setName("Waits for the distribution system"));
            assertThat(waiting.getByRole(AriaRole.LISTITEM)).containsText("HoldTask, asked for by admin");
            assertThat(waiting).containsText("waiting for papers");
            assertThat(page.locator("header .status")).hasText("Distributed");

            waiting.getByText("Do not wait for it").click();
            button(page, "Go on without its answer").click();

            assertThat(page.locator("header .status")).hasText("Held");
            assertThat(waiting).isHidden();
            assertThat(chromium.complaints()).isEmpty();
        }
        awaitTold("TaskCreated", "TaskDistributed", "TaskHeld");
    }

    @Test
    @Tag("A87")
    void the_console_says_why_what_waited_is_not_possible_without_the_answer_either() {
        int brokerId = create("");
        String id = next().distributionId();
        assertThat(api.request("POST", "tasks/" + brokerId + "/hold", "{}").statusCode())
                .isEqualTo(202);
        tell("Assigned", id, "<Agent>ann</Agent>");
        await().until(() -> text(api.task(brokerId), "status").equals("Assigned"));
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(1280);
            page.navigate("task?id=" + brokerId);
            Page late = page.context().newPage();
            late.navigate("task?id=" + brokerId);
            page.getByText("Do not wait for it").click();

            button(page, "Go on without its answer").click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("cannot be held: its status is Assigned");
            assertThat(page).hasTitle("Error: Task " + brokerId + " · Workgate");
            assertThat(page.locator("header .status")).hasText("Assigned");
            late.getByText("Do not wait for it").click();
            button(late, "Go on without its answer").click();
            assertThat(late.getByRole(AriaRole.ALERT)).hasText("Nothing waits any more.");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    @Tag("A87")
    void the_console_tells_apart_what_is_done_and_what_waits() {
        int waiting = create("");
        next();
        int done = Integer.parseInt(api.exchange("<CreateTask><Hold>true</Hold></CreateTask>")
                .get(0)
                .value("BrokerId"));
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(1280);
            page.navigate("operate?operation=cancel&id=" + waiting + "&id=" + done);

            button(page, "Cancel 2 tasks").click();

            assertThat(page.getByRole(AriaRole.STATUS).first())
                    .hasText("1 task canceled. 1 task still with the distribution system; what you asked for follows as"
                            + " soon as it gives an answer.");
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Nonsense><DistributionId>ID</DistributionId></Nonsense>",
                "<Updated><DistributionId>ID</DistributionId><Attributes><GTL_priority>high</GTL_priority></Attributes></Updated>",
                "<Assigned><DistributionId>ID</DistributionId></Assigned>",
                "<Assigned>",
                "<Returned><DistributionId>ID</DistributionId><Agent>AGENT</Agent></Returned>",
            })
    @Tag("A81")
    void what_cannot_be_read_is_set_aside_and_stops_nothing(String report) {
        int brokerId = create("");
        String id = next().distributionId();

        String wrong = report.replace("ID</", id + "</").replace("AGENT", "a".repeat(256));
        testbed.put("RouterOut", List.of(wrong));
        tell("Assigned", id, "<Agent>ann</Agent>");

        awaitTold("TaskCreated", "TaskDistributed", "TaskAssigned");
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");
        assertThat(testbed.next("RouterBackout", PATIENCE)).contains(wrong);
    }

    @Test
    @Tag("R157")
    @Tag("A80")
    void what_the_router_drops_becomes_an_error_where_the_distribution_point_says_so() {
        int brokerId = create("");
        String id = next().distributionId();

        tell("Removed", id, "<Reason>queue deleted</Reason>");

        awaitTold("TaskCreated", "TaskDistributed", "TaskErrorHeld");
        assertThat(told().get(2).value("Reason")).isEqualTo("Distribution failed");
        assertThat(told().get(2).value("Error")).contains("queue deleted");
        assertThat(text(api.task(brokerId).getAsJsonObject("Data"), "Error")).contains("queue deleted");
    }

    private static List<String> pending(int brokerId) {
        return api.task(brokerId).getAsJsonArray("pending").asList().stream()
                .map(operation -> text(operation.getAsJsonObject(), "operation"))
                .toList();
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
