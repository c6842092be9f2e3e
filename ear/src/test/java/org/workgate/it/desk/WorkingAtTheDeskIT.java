package org.workgate.it.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.workgate.it.console.Chromium;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/** What agents do at the built-in desk, in the browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkingAtTheDeskIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 360;
    private static final List<String> AGENTS = List.of("ann", "bob", "cid", "dot");

    private Postgresql database;
    private WorkgateServer server;
    private Api api;
    private Chromium chromium;
    private int series;

    @BeforeAll
    void start() {
        database = new Postgresql();
        server = database.setup("desk")
                .beginningWith(WorkgateServer.SAMPLE_STRUCTURE)
                .create()
                .start();
        api = new Api(server);
        chromium = new Chromium(server);
        chromium.admin(WIDE);
        AGENTS.forEach(name -> addUser(name, "agent"));
        addUser("vera", "viewer");
    }

    private void addUser(String name, String role) {
        database.run("insert into gtl_user (name, version, password_hash, roles, created_at, changed_at) select '"
                + name + "', 1, password_hash, '" + role
                + "', created_at, changed_at from gtl_user where name = 'admin'");
    }

    @AfterAll
    void stop() {
        try {
            chromium.close();
            server.close();
        } finally {
            database.close();
        }
    }

    /** Leaves the desk empty. */
    @AfterEach
    void clear() {
        for (JsonElement task : JsonParser.parseString(api.look("tasks?status=Queued,Distributed,Assigned&limit=500")
                        .body())
                .getAsJsonObject()
                .getAsJsonArray("items")) {
            api.request("POST", "tasks/" + task.getAsJsonObject().get("BrokerId") + "/complete", "{}");
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    /** A task that lies at the desk. */
    private record Lying(int brokerId, String captureId) {}

    private Lying lying(int priority, String... more) {
        String captureId =
                "job-" + ++series + "-" + UUID.randomUUID().toString().substring(0, 4);
        int brokerId = Integer.parseInt(api.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId><priority>"
                        + priority + "</priority><category>Order</category>" + String.join("", more)
                        + "</CreateTask>")
                .get(0)
                .value("BrokerId"));
        await().until(() -> text(api.task(brokerId), "status"), "Distributed"::equals);
        return new Lying(brokerId, captureId);
    }

    private Page desk(String agent) {
        return chromium.signedIn(agent, WIDE, "desk");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void takeNext(Page page) {
        button(page, "Take the next task").click();
    }

    /** The part of the page about a task that its agent has. */
    private static Locator job(Page page, Lying task) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Your task " + task.captureId()));
    }

    private static Locator jobs(Page page) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(Pattern.compile("^\\s*Your task ")));
    }

    private static Locator row(Page page, Lying task) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(task.captureId()));
    }

    private static Locator told(Page page) {
        return page.getByRole(AriaRole.STATUS);
    }

    private List<Reply> notified(Lying task) {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(task.captureId()))
                .toList();
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    @Test
    @Tag("R205")
    @Tag("R146")
    @Tag("A56")
    void the_best_task_is_taken_and_completed_with_its_result_code() {
        lying(3);
        Lying best = lying(9, "<Ext><customerID>C-1</customerID></Ext><Data><region>EMEA</region></Data>");
        lying(5);
        Page page = desk("ann");
        assertThat(page.getByText("3 tasks wait")).isVisible();

        takeNext(page);

        assertThat(told(page)).hasText("1 task taken.");
        assertThat(jobs(page)).hasCount(1);
        assertThat(job(page, best)).containsText("C-1");
        assertThat(job(page, best)).containsText("EMEA");
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/desk.png")));

        page.getByLabel("Result code").fill("PAID");
        job(page, best).getByLabel("Reason").first().fill("Frau Müller hat gezahlt");
        button(page, "Complete " + best.captureId()).click();

        assertThat(told(page)).hasText("1 task completed.");
        assertThat(jobs(page)).hasCount(0);
        List<Reply> notified = notified(best);
        assertThat(notified)
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskAssigned", "TaskCompleted");
        assertThat(notified.subList(2, 4))
                .allSatisfy(reply -> assertThat(reply.value("Actor")).isEqualTo("ann"));
        assertThat(notified.get(2).value("AssignedToUser")).isEqualTo("ann");
        assertThat(text(api.task(best.brokerId()).getAsJsonObject("Ext"), "resultCode"))
                .isEqualTo("PAID");
        assertThat(notified.get(3).value("Reason")).isEqualTo("Frau Müller hat gezahlt");
        JsonObject last = api.history(best.brokerId()).get(3);
        assertThat(text(last, "channel")).isEqualToIgnoringCase("console");
        assertThat(text(last, "principal")).isEqualTo("ann");
    }

    /** Both wait for the lock of the best one, so that the second finds it gone. */
    @Test
    void two_agents_who_ask_at_once_get_two_tasks() {
        Lying second = lying(5);
        Lying best = lying(9);
        Page ann = desk("ann");
        Page bob = desk("bob");

        database.lockingTask(best.brokerId(), () -> {
            Stream.of(ann, bob).forEach(WorkingAtTheDeskIT::startTaking);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> database.number("select count(*) from pg_locks where not granted") == 2);
        });

        Stream.of(ann, bob).forEach(page -> assertThat(told(page)).hasText("1 task taken."));
        assertThat(List.of(holder(best), holder(second))).containsExactlyInAnyOrder("ann", "bob");
        assertThat(jobs(ann)).hasCount(1);
        assertThat(jobs(bob)).hasCount(1);
    }

    @Test
    void many_who_ask_at_once_never_get_the_same() {
        int rounds = 3;
        List<Lying> tasks = new ArrayList<>();
        for (int i = 0; i < rounds * AGENTS.size(); i++) {
            tasks.add(lying(i % 5));
        }
        List<Page> desks = AGENTS.stream().map(this::desk).toList();

        for (int round = 1; round <= rounds; round++) {
            int taken = round;
            desks.forEach(WorkingAtTheDeskIT::startTaking);
            desks.forEach(page -> assertThat(jobs(page)).hasCount(taken));
        }

        assertThat(tasks).allSatisfy(task -> assertThat(
                        notified(task).stream().filter(reply -> reply.type().equals("TaskAssigned")))
                .hasSize(1));
        desks.forEach(WorkingAtTheDeskIT::takeNext);
        desks.forEach(page -> assertThat(told(page)).hasText("No task waits at present."));
    }

    private static void startTaking(Page page) {
        page.evaluate("() => document.getElementById('takeNext').click()");
    }

    private String holder(Lying task) {
        return text(api.task(task.brokerId()), "assignedToUser");
    }

    @Test
    @Tag("R108")
    @Tag("R139")
    void what_an_agent_puts_into_the_workbin_nobody_else_gets_until_it_is_given_back() {
        Lying task = lying(5);
        Page ann = desk("ann");
        takeNext(ann);
        button(ann, "Put " + task.captureId() + " into my workbin").click();
        assertThat(told(ann)).hasText("1 task put into your workbin.");
        assertThat(jobs(ann)).hasCount(0);

        Page bob = desk("bob");
        takeNext(bob);
        assertThat(told(bob)).hasText("No task waits at present.");
        assertThat(row(bob, task)).hasCount(0);

        button(ann, "Take up " + task.captureId()).click();
        assertThat(job(ann, task)).isVisible();
        button(ann, "Give " + task.captureId() + " back to the desk").click();
        assertThat(told(ann)).hasText("1 task given back to the desk.");

        takeNext(bob);
        assertThat(job(bob, task)).isVisible();
        List<Reply> notified = notified(task);
        assertThat(notified)
                .extracting(Reply::type)
                .containsExactly(
                        "TaskCreated",
                        "TaskDistributed",
                        "TaskAssigned",
                        "TaskDistributedQueue",
                        "TaskAssigned",
                        "TaskDistributedQueue",
                        "TaskAssigned");
        assertThat(notified.get(3).value("QueueType")).isEqualTo("AgentWorkbin");
        assertThat(notified.get(3).value("QueueTarget")).isEqualTo("ann");
        assertThat(notified.get(5).value("Queue")).isEqualTo("Desk");
        assertThat(notified.get(5).value("QueueType")).isEqualTo("InteractionQueue");
    }

    @Test
    @Tag("R143")
    void a_returned_task_is_distributed_anew() {
        Lying task = lying(5);
        Page page = desk("ann");
        button(page, "Take " + task.captureId()).click();
        assertThat(job(page, task)).isVisible();

        page.getByText("Return, to be distributed anew").click();
        page.getByLabel("Reason (goes into").fill("not mine");
        button(page, "Return " + task.captureId()).click();

        assertThat(told(page)).hasText("1 task returned, to be distributed anew.");
        await().until(() -> text(api.task(task.brokerId()), "status"), "Distributed"::equals);
        List<Reply> notified = notified(task);
        assertThat(notified)
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskDistributed", "TaskAssigned", "TaskReturned", "TaskDistributed");
        assertThat(notified.get(3).value("Reason")).isEqualTo("not mine");
        assertThat(notified.get(3).value("Actor")).isEqualTo("ann");
    }

    @Test
    @Tag("R141")
    void a_transferred_task_is_its_new_agents_and_nobody_else_touches_it() {
        Lying task = lying(5);
        Page ann = desk("ann");
        takeNext(ann);
        assertThat(job(ann, task)).isVisible();
        Page leftOpen = desk("ann");

        ann.getByText("Transfer to another agent").click();
        button(ann, "Transfer " + task.captureId()).click();
        assertThat(ann.getByRole(AriaRole.ALERT)).hasText("Choose the agent who is to have the task.");
        ann.getByText("Transfer to another agent").click();
        ann.getByLabel("Agent").selectOption("bob");
        button(ann, "Transfer " + task.captureId()).click();
        assertThat(told(ann)).hasText("1 task transferred.");
        assertThat(jobs(ann)).hasCount(0);

        button(leftOpen, "Complete " + task.captureId()).click();
        assertThat(leftOpen.getByRole(AriaRole.ALERT)).containsText("bob has task " + task.brokerId());
        assertThat(jobs(leftOpen)).hasCount(0);
        assertThat(holder(task)).isEqualTo("bob");

        assertThat(job(desk("bob"), task)).isVisible();
        Reply transferred = notified(task).get(3);
        assertThat(transferred.type()).isEqualTo("TaskAssigned");
        assertThat(transferred.value("Actor")).isEqualTo("ann");
        assertThat(transferred.value("AssignedToUser")).isEqualTo("bob");
    }

    @Test
    void what_has_left_the_desk_meanwhile_is_not_taken() {
        Lying task = lying(5);
        Page page = desk("ann");
        assertThat(row(page, task)).isVisible();
        api.exchange("<HoldTask><CaptureId>" + task.captureId() + "</CaptureId></HoldTask>");

        button(page, "Take " + task.captureId()).click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not at the desk any more; its status is Held.");
        assertThat(row(page, task)).hasCount(0);
        api.request("POST", "tasks/" + task.brokerId() + "/cancel", "{}");
    }

    @Test
    void what_is_overdue_is_shown_so() {
        Lying late = lying(5, "<dueDateTime>2020-01-01T00:00:00</dueDateTime>");
        Lying early = lying(0, "<dueDateTime>2099-01-01T00:00:00</dueDateTime>");
        Page page = desk("ann");

        assertThat(row(page, late)).containsText("Overdue");
        assertThat(row(page, early)).not().containsText("Overdue");
        assertThat(row(page, early).getByRole(AriaRole.CELL).first()).hasText("0");
        takeNext(page);
        assertThat(job(page, late)).containsText("Overdue");
    }

    @Test
    void a_task_is_taken_and_completed_without_a_mouse() {
        Lying task = lying(5);
        Page page = desk("ann");
        tabTo(page, button(page, "Take the next task"));
        page.keyboard().press("Enter");
        assertThat(job(page, task)).isVisible();
        tabTo(page, page.getByLabel("Result code"));
        page.keyboard().type("DONE");
        page.keyboard().press("Enter");

        assertThat(told(page)).hasText("1 task completed.");
        assertThat(text(api.task(task.brokerId()).getAsJsonObject("Ext"), "resultCode"))
                .isEqualTo("DONE");
    }

    private static void tabTo(Page page, Locator target) {
        for (int i = 0; i < 40; i++) {
            if ((Boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Not reached with the tabulator: " + target);
    }

    @Test
    void the_desk_is_no_wider_than_a_telephone() {
        Lying mine = lying(9);
        lying(5, "<dueDateTime>2020-01-01T00:00:00</dueDateTime>");
        Page page = chromium.signedIn("ann", NARROW, "desk");
        takeNext(page);
        assertThat(job(page, mine)).isVisible();
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/desk-narrow.png")));

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(NARROW);
    }

    @Test
    void the_desk_is_for_agents_and_where_they_begin() {
        Page ann = desk("ann");
        assertThat(ann).hasTitle("Desk · Workgate");
        assertThat(ann.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                        .getByRole(AriaRole.LINK))
                .hasText(new String[] {"Desk"});
        ann.navigate("tasks");
        assertThat(ann).hasTitle("Desk · Workgate");

        Page vera = chromium.signedIn("vera", WIDE, "tasks");
        assertThat(vera.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                        .getByRole(AriaRole.LINK))
                .hasText(new String[] {"Tasks", "Structure", "Rules"});
        assertThat(vera.navigate("desk").status()).isEqualTo(403);
        assertThat(ann.context().request().get("desk").status()).isEqualTo(200);
    }
}
