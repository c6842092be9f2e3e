package org.workgate.it.rule;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.console.Chromium;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** Drafts of rules are tried on a backlog, over HTTP. Each test has a backlog of its own, which nothing else moves. */
class TryingDraftsIT {

    private static final String OUTPUT = "GTLOut";
    private static final int WIDE = 1280;
    private static final int NARROW = 390;

    private static Postgresql database;
    private static WorkgateServer server;
    private static Api api;
    private static Testbed testbed;
    private static Chromium chromium;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        database = new Postgresql();
        // Who waits for what a test has locked is to wait until the test lets go.
        database.run("alter role postgres set lock_timeout = 0");
        // No desk takes the tasks out of the queue.
        server = Testbed.on(
                        database.setup("trying")
                                .beginningWith(WorkgateServer.SAMPLE_STRUCTURE
                                        .replace("      system: desk\n", "")
                                        .replace("      limit: 100\n", "    - id: second\n      name: Second\n")),
                        false)
                .create()
                .start();
        api = new Api(server);
        testbed = new Testbed(server);
        chromium = new Chromium(server);
        for (String role : new String[] {"viewer", "agent", "operator", "integrator", "distributor", "auditor"}) {
            database.run("insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) select '"
                    + role + "', 1, password_hash, '" + role + "', created_at, changed_at from gtl_user"
                    + " where name = 'admin'");
        }
    }

    @AfterAll
    static void stop() {
        try {
            chromium.close();
            server.close();
        } finally {
            database.close();
        }
    }

    @AfterEach
    void the_browser_complained_of_nothing() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @BeforeEach
    void clear() {
        database.run("delete from gtl_task_history; delete from gtl_task");
    }

    private static int create(String category, String more) {
        return Integer.parseInt(api.exchange("<CreateTask><CaptureId>" + UUID.randomUUID() + "</CaptureId><category>"
                        + category + "</category>" + more + "</CreateTask>")
                .get(0)
                .value("BrokerId"));
    }

    /** Makes so many orders out of this one. */
    private static void multiply(int order, int count) {
        database.run("create temporary table one as select * from gtl_task where id = " + order
                + "; alter table one add column n integer; update one set n = 1;"
                + " insert into one select o.*, s from (select * from gtl_task where id = " + order
                + ") o, generate_series(2, " + count + ") s;"
                + " update one set id = 1000000 + n, capture_id = 'N' || n, capture_guard = 1000000 + n where n > 1;"
                + " alter table one drop column n; insert into gtl_task select * from one where id > 1000000");
    }

    /** All that a database could tell of a change. */
    private static List<Long> traces() {
        return List.of(
                database.number("select coalesce(sum(hashtext(t::text)), 0) from gtl_task t"),
                database.number("select count(*) from gtl_task_history"),
                database.number("select count(*) from gtl_message"),
                database.number("select count(*) from gtl_rule_table"),
                (long) testbed.depth(OUTPUT));
    }

    @Test
    void a_draft_that_moves_reprioritizes_and_errs_is_told_of_and_changes_nothing() {
        create("Order", "<businessValue>1</businessValue>");
        int gold =
                create("Order", "<businessValue>1</businessValue><Ext><customerSegment>Gold</customerSegment></Ext>");
        create("Order", "<businessValue>0</businessValue>");
        create("Claim", "<businessValue>1</businessValue><dueDateTime>2999-01-01T00:00:00</dueDateTime>");
        List<Long> before = traces();

        JsonObject trial = done(begin(
                "prioritization",
                table(
                        List.of("processId", "customerSegment"),
                        List.of("priority", "reprioritizeInMinutes", "distributionPointId", "dueDateTime"),
                        List.of("\"ORDERS\"", "\"Gold\"", "90", "5", "\"second\"", ""),
                        List.of("\"CLAIMS\"", "-", "40", "5", "", "createdDateTime"),
                        List.of("-", "-", "50 / businessValue", "5", "", ""))));

        assertThat(trial.get("state").getAsString()).isEqualTo("done");
        JsonObject report = trial.getAsJsonObject("report");
        assertThat(report.get("looked").getAsInt()).isEqualTo(4);
        assertThat(report.get("same").getAsInt()).isEqualTo(1);
        assertThat(report.get("changed").getAsInt()).isEqualTo(3);
        assertThat(report.get("changedAnyway").getAsInt()).isZero();
        assertThat(differences(report))
                .isEqualTo(Map.of(
                        "distribution-point", 1,
                        "higher-priority", 1,
                        "due-earlier", 1,
                        "overdue", 1,
                        "new-error", 1));
        JsonObject fault = only(report.getAsJsonArray("newErrors"));
        assertThat(fault.get("error").getAsString()).startsWith("Table \"Draft\", row 3, column \"priority\": ");
        assertThat(fault.get("table").getAsString()).isEqualTo("Draft");
        assertThat(fault.get("row").getAsInt()).isEqualTo(3);
        assertThat(fault.get("column").getAsString()).isEqualTo("priority");
        assertThat(fault.get("tasks").getAsInt()).isOne();
        assertThat(report.getAsJsonArray("mendedErrors")).isEmpty();
        assertThat(report.getAsJsonArray("priorities"))
                .hasToString("[{\"from\":90,\"to\":90,\"before\":0,\"after\":1},"
                        + "{\"from\":70,\"to\":70,\"before\":1,\"after\":0},"
                        + "{\"from\":50,\"to\":50,\"before\":2,\"after\":1},"
                        + "{\"from\":40,\"to\":40,\"before\":1,\"after\":1}]");
        assertThat(report.getAsJsonArray("distributionPoints"))
                .hasToString(
                        "[{\"distributionPointId\":\"desk\",\"before\":4,\"after\":2,\"first\":2,\"newAmongFirst\":0},"
                                + "{\"distributionPointId\":\"second\",\"before\":0,\"after\":1,\"first\":1,\"newAmongFirst\":1}]");
        JsonObject example = report.getAsJsonArray("examples").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(task -> task.get("BrokerId").getAsInt() == gold)
                .findFirst()
                .orElseThrow();
        assertThat(example.getAsJsonArray("changes"))
                .hasToString("[{\"attribute\":\"distributionPointId\",\"before\":\"desk\",\"after\":\"second\"},"
                        + "{\"attribute\":\"priority\",\"before\":\"70\",\"after\":\"90\"}]");
        assertThat(traces()).isEqualTo(before);
    }

    @Test
    void a_draft_of_classification_shows_what_follows_from_it_down_to_the_priority() {
        int order = create("Order", "");
        int held = create("Unclassified", "");
        assertThat(api.task(held).get("status").getAsString()).isEqualTo("ErrorHeld");
        List<Long> before = traces();

        JsonObject report = done(begin(
                        "classification", table(List.of("category"), List.of("processId"), List.of("-", "\"CLAIMS\""))))
                .getAsJsonObject("report");

        assertThat(report.get("looked").getAsInt()).isEqualTo(2);
        assertThat(differences(report))
                .containsEntry("process", 1)
                .containsEntry("contract", 1)
                .containsEntry("lower-priority", 1)
                .containsEntry("mended-error", 1);
        assertThat(only(report.getAsJsonArray("mendedErrors")).get("error").getAsString())
                .startsWith("No rule assigned a process");
        assertThat(api.task(order).get("processId").getAsString()).isEqualTo("ORDERS");
        assertThat(traces()).isEqualTo(before);
    }

    @Test
    void a_draft_with_faults_is_refused_with_its_cells_as_when_it_is_saved() {
        HttpResponse<String> refused = post("admin", "prioritization", giving("high"));

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonObject fault = only(json(refused).getAsJsonArray("faults"));
        assertThat(fault.get("row").getAsInt()).isEqualTo(1);
        assertThat(fault.get("column").getAsString()).isEqualTo("priority");
        assertThat(json(refused))
                .isEqualTo(json(send("admin", "PUT", "rules/prioritization", giving("high"), "If-Match", "*")));
        assertThat(json(post("admin", "prioritization.process.NONE", giving("1")))
                        .get("code")
                        .getAsString())
                .isEqualTo("SCOPE_NOT_FOUND");
        assertThat(json(post("admin", "routing", giving("1"))).get("code").getAsString())
                .isEqualTo("RULE_PLACE_NOT_FOUND");
    }

    @Test
    void one_draft_is_tried_at_a_time_and_a_trial_that_runs_can_be_canceled() {
        multiply(create("Order", ""), 1_000);
        var trials = new ArrayList<String>();
        database.hiding("gtl_task", () -> {
            String running = begin("prioritization", giving("1"));
            trials.add(running);
            assertThat(look(running, 0).get("state").getAsString()).isEqualTo("running");
            assertThat(look(running, 1).has("report")).isFalse();

            HttpResponse<String> second = post("admin", "prioritization", giving("2"));
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(json(second).get("code").getAsString()).isEqualTo("TRIAL_RUNNING");
            assertThat(json(second).get("detail").getAsString())
                    .startsWith(
                            "admin is trying a draft of prioritization, global on this server, as trial " + running);

            assertThat(send("admin", "DELETE", "rules/trials/" + running, "").statusCode())
                    .isEqualTo(204);
        });

        JsonObject canceled = look(trials.get(0), 60);
        assertThat(canceled.get("state").getAsString()).isEqualTo("canceled");
        assertThat(canceled.get("passed").getAsInt()).isZero();
        assertThat(canceled.get("total").getAsInt()).isEqualTo(1_000);
        assertThat(done(begin("prioritization", giving("2")))
                        .getAsJsonObject("report")
                        .get("looked")
                        .getAsInt())
                .isEqualTo(1_000);
    }

    @Test
    void the_progress_of_a_trial_can_be_followed_to_its_end() {
        multiply(create("Order", ""), 20_000);
        String id = begin("classification", table(List.of(), List.of("processId"), List.of("\"CLAIMS\"")));
        var seen = new ArrayList<Integer>();

        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    JsonObject trial = look(id, 0);
                    if (trial.get("total").getAsInt() > 0) {
                        assertThat(trial.get("total").getAsInt()).isEqualTo(20_000);
                    }
                    seen.add(trial.get("passed").getAsInt());
                    return trial.get("state").getAsString().equals("done");
                });

        assertThat(seen).isSorted().endsWith(20_000);
        assertThat(seen.stream().filter(looked -> looked > 0 && looked < 20_000))
                .isNotEmpty();
        JsonObject report = look(id, 0).getAsJsonObject("report");
        assertThat(report.get("changed").getAsInt()).isEqualTo(20_000);
        assertThat(report.getAsJsonArray("examples").size()).isBetween(49, 100);
    }

    @Test
    void a_trial_whose_database_fails_says_so_and_the_next_one_can_begin() {
        create("Order", "");
        var trials = new ArrayList<String>();
        database.hiding("gtl_task", () -> {
            trials.add(begin("prioritization", giving("1")));
            String reading = " from pg_stat_activity where application_name = 'workgate-reading'"
                    + " and wait_event_type = 'Lock'";
            await().until(() -> database.number("select count(*)" + reading) == 1);
            database.number("select count(pg_cancel_backend(pid))" + reading);
            JsonObject failed = look(trials.get(0), 60);

            assertThat(failed.get("state").getAsString()).isEqualTo("failed");
            assertThat(failed.get("problem").getAsString())
                    .startsWith("After 0 tasks the trial could not go on; nothing was changed.")
                    .contains("under incident ");
        });
        assertThat(done(begin("prioritization", giving("1"))).get("state").getAsString())
                .isEqualTo("done");
    }

    @Test
    void a_trial_that_the_server_does_not_know_is_not_found() {
        for (String method : List.of("GET", "DELETE")) {
            HttpResponse<String> answer = send("admin", method, "rules/trials/" + UUID.randomUUID(), "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).get("code").getAsString()).isEqualTo("TRIAL_NOT_FOUND");
            assertThat(json(answer).get("detail").getAsString()).contains("Try the draft again");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, 200, 403",
        "agent, 403, 403",
        "operator, 200, 403",
        "integrator, 403, 403",
        "distributor, 403, 403",
        "auditor, 200, 403",
        "admin, 200, 202",
    })
    void an_administrator_tries_drafts_and_who_sees_rules_sees_what_comes_of_them(String user, int look, int begin) {
        String id = begin("prioritization", giving("1"));
        done(id);

        assertThat(send(user, "GET", "rules/trials/" + id, "").statusCode()).isEqualTo(look);
        assertThat(send(user, "DELETE", "rules/trials/" + id, "").statusCode()).isEqualTo(begin == 202 ? 204 : 403);
        HttpResponse<String> begun = post(user, "prioritization", giving("1"));
        assertThat(begun.statusCode()).isEqualTo(begin);
        if (begin == 202) {
            done(json(begun).get("id").getAsString());
        }
    }

    private static String manyOrders() {
        var tasks = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            tasks.append("<CreateTask><category>")
                    .append(i % 3 == 0 ? "Claim" : i % 5 == 0 ? "Letter" : "Order")
                    .append("</category><businessValue>")
                    .append(i % 19)
                    .append("</businessValue><Ext><customerSegment>")
                    .append(i % 4 == 0 ? "Gold" : "Silver")
                    .append("</customerSegment></Ext></CreateTask>");
        }
        return tasks.toString();
    }

    @Test
    void in_the_console_a_draft_is_tried_and_then_saved_as_it_was_typed() {
        api.exchange(manyOrders());
        String draft = table(
                List.of("customerSegment"),
                List.of("addToPriority", "distributionPointId", "dueDateTime"),
                List.of("\"Gold\"", "30", "\"second\"", "createdDateTime"),
                List.of("-", "decimal(60 / businessValue, 0)", "", ""));
        Page page = chromium.admin(WIDE);
        page.navigate("revise?of=prioritization.contract.SALES");
        text(page).fill(draft);
        page.getByLabel("Start").fill("2999-01-01T08:00");

        photograph(page, "revise-before-a-trial");

        button(page, "Try on the backlog").click();

        assertThat(page).hasTitle("Trial of a draft · Workgate");
        assertThat(page.locator("dl.figures > div").first()).containsText("30");
        assertThat(region(page, "New errors")).containsText("Table \"Draft\", row 2, column \"addToPriority\": ");
        assertThat(row(region(page, "Outcome"), "go to another distribution point"))
                .hasCount(1);
        assertThat(row(region(page, "Distribution points"), "second").locator("td"))
                .hasText(new String[] {"0", "5", ""});
        assertThat(page.getByText("second: 5 of the first 5 would not be among them by the rules in force."))
                .isVisible();
        Locator example = region(page, "Examples")
                .or(region(page, "All of them"))
                .locator("tbody tr")
                .first();
        assertThat(example.locator("td.changes")).not().isEmpty();
        photograph(page, "trial");
        page.setViewportSize(NARROW, 900);
        assertThat((boolean) page.evaluate(
                        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isTrue();
        photograph(page, "trial-narrow");
        page.setViewportSize(WIDE, 900);
        example.getByRole(AriaRole.LINK).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
        page.goBack();

        back(page).first().click();

        assertThat(text(page)).hasValue(draft);
        assertThat(page.getByLabel("Start")).hasValue("2999-01-01T08:00");
        assertThat(json(send("viewer", "GET", "rules/prioritization.contract.SALES/versions", ""))
                        .getAsJsonArray("items"))
                .isEmpty();
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Version 1 is saved.");
    }

    @Test
    void in_the_console_a_trial_that_runs_shows_how_far_it_is_and_is_stopped() {
        multiply(create("Order", ""), 300);
        Page page = chromium.admin(WIDE);
        Page other = chromium.admin(WIDE);
        database.hiding("gtl_task", () -> {
            page.navigate("revise?of=prioritization");
            text(page).fill(giving("7"));
            button(page, "Try on the backlog").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("The tasks are being counted.");
            assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
            photograph(page, "trial-running");

            other.navigate("revise?of=prioritization");
            text(other).fill(giving("8"));
            button(other, "Try on the backlog").click();
            assertThat(other.getByRole(AriaRole.ALERT).first())
                    .containsText("admin is trying a draft of prioritization, global on this server.");
            assertThat(text(other)).hasValue(giving("8"));

            button(page, "Stop the trial").click();
            assertThat(region(page, "Stopping")).isVisible();
        });

        link(page, "Refresh").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The trial was stopped after 0 of about 300 tasks.");
        back(page).click();
        assertThat(text(page)).hasValue(giving("7"));
    }

    @Test
    void in_the_console_a_draft_with_faults_is_not_tried_and_a_trial_that_is_over_is_told_of() {
        Page page = chromium.admin(WIDE);
        page.navigate("revise?of=prioritization");
        text(page).fill(giving("high"));

        button(page, "Try on the backlog").click();

        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("Nothing was tried.");
        assertThat(page.getByRole(AriaRole.ALERT).first().getByRole(AriaRole.LISTITEM))
                .containsText("row 1, column \"priority\": high cannot be used");
        assertThat(text(page)).hasValue(giving("high"));
        assertThat(page.navigate("trial?id=" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(page.getByText("Try the draft again.")).isVisible();
        Page viewer = chromium.signedIn("viewer", WIDE, "tasks");
        viewer.navigate("trial?id=" + begin("prioritization", giving("1")));
        assertThat(viewer.locator("dl.figures")).isVisible();
        assertThat(back(viewer)).hasCount(0);
    }

    private static Locator text(Page page) {
        return page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator back(Page page) {
        return page.getByText("Back to the draft");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The section with this heading. */
    private static Locator region(Page page, String heading) {
        return page.locator("section")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading))));
    }

    private static Locator row(Locator part, String text) {
        return part.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static void photograph(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/" + name + ".png")));
    }

    private String begin(String place, String draft) {
        HttpResponse<String> begun = post("admin", place, draft);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String id = json(begun).get("id").getAsString();
        assertThat(begun.headers().firstValue("Location").orElseThrow()).endsWith("/api/v1/rules/trials/" + id);
        return id;
    }

    private JsonObject done(String id) {
        return look(id, 60);
    }

    private JsonObject look(String id, int wait) {
        HttpResponse<String> answer = send("viewer", "GET", "rules/trials/" + id + "?wait=" + wait, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static Map<String, Integer> differences(JsonObject report) {
        var differences = new HashMap<String, Integer>();
        report.getAsJsonArray("differences")
                .forEach(difference -> differences.put(
                        difference.getAsJsonObject().get("difference").getAsString(),
                        difference.getAsJsonObject().get("tasks").getAsInt()));
        return differences;
    }

    private static JsonObject only(JsonArray items) {
        assertThat(items).hasSize(1);
        return items.get(0).getAsJsonObject();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String giving(String priority) {
        return table(List.of(), List.of("priority"), List.of(priority));
    }

    @SafeVarargs
    private static String table(List<String> inputs, List<String> outputs, List<String>... rows) {
        var text =
                new StringBuilder("<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"Test\">"
                        + "<decision name=\"Draft\"><decisionTable hitPolicy=\"FIRST\">");
        inputs.forEach(
                input -> text.append("<input><inputExpression><text>" + input + "</text></inputExpression></input>"));
        outputs.forEach(output -> text.append("<output name=\"" + output + "\"/>"));
        for (List<String> row : rows) {
            text.append("<rule>");
            for (int i = 0; i < row.size(); i++) {
                String cell = i < inputs.size() ? "inputEntry" : "outputEntry";
                text.append("<" + cell + "><text>" + row.get(i) + "</text></" + cell + ">");
            }
            text.append("</rule>");
        }
        return text.append("</decisionTable></decision></definitions>").toString();
    }

    private HttpResponse<String> post(String user, String place, String draft) {
        return send(user, "POST", "rules/" + place + "/trials", draft);
    }

    private HttpResponse<String> send(String user, String method, String path, String body, String... headers) {
        String credentials = user + ":" + WorkgateServer.ADMIN_PASSWORD;
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("api/v1/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/xml")
                .timeout(Duration.ofMinutes(2))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
