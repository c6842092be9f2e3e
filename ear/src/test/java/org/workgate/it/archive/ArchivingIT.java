package org.workgate.it.archive;

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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.console.Chromium;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/** Final tasks leave the list for the archive when they expire, and the archive when they have been kept long enough. */
class ArchivingIT {

    private static final int WIDE = 1280;
    private static final String PAST = "<expirationDateTime>2020-02-29T12:00:00</expirationDateTime>";
    private static final String FUTURE = "<expirationDateTime>2999-04-04T00:00:00</expirationDateTime>";
    private static final long TWO_DAYS = Duration.ofDays(2).toNanos() / 1_000;
    private static final String KEPT = "30";
    private static final Pattern FAULT = Pattern.compile("could not be (archived|deleted); it is tried again");
    private static final Pattern FAULT_IS_OVER = Pattern.compile("Nothing is left that could not be");

    private static Postgresql database;
    private static WorkgateServer server;
    private static Api api;

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = database.setup("archive")
                .variable("workgate.archive.days", KEPT)
                .create()
                .start();
        api = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private int create(String attributes) {
        return Integer.parseInt(only(api.exchange(
                        "<CreateTask>" + address + "<category>Order</category>" + attributes + "</CreateTask>"))
                .value("BrokerId"));
    }

    private Reply ask(String action) {
        return ask(action, "");
    }

    private Reply ask(String action, String attributes) {
        return only(api.exchange("<" + action + ">" + address + attributes + "</" + action + ">"));
    }

    private static void awaitArchived(int brokerId) {
        await().until(() -> isArchived(brokerId));
    }

    private static boolean isArchived(int brokerId) {
        return api.task(brokerId).has("archived");
    }

    /** Whoever was to be archived before has been when a task is that is to be now. */
    private static void awaitARound() {
        var control = new ArchivingIT();
        int brokerId = control.create(PAST);
        control.ask("CancelTask");
        awaitArchived(brokerId);
    }

    private List<Integer> found(String condition) {
        HttpResponse<String> answer = api.look("tasks?" + condition);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("items").asList().stream()
                .map(task -> task.getAsJsonObject().get("BrokerId").getAsInt())
                .toList();
    }

    @Test
    @Tag("R97")
    @Tag("R203")
    void a_final_task_that_has_expired_leaves_the_list_for_the_archive_with_its_history() {
        int brokerId = create(PAST);
        assertThat(ask("GetTaskInfo").value("expirationDateTime")).isEqualTo("2020-02-29T12:00:00");
        assertThat(found("q=" + captureId)).containsExactly(brokerId);
        assertThat(isArchived(brokerId)).isFalse();
        Instant before = Instant.now();

        ask("CompleteTask");

        awaitArchived(brokerId);
        JsonObject task = api.task(brokerId);
        assertThat(task.get("archived").getAsBoolean()).isTrue();
        assertThat(Instant.parse(text(task, "archivedDateTime"))).isBetween(before, Instant.now());
        assertThat(text(task, "CaptureId")).isEqualTo(captureId);
        assertThat(text(task, "status")).isEqualTo("Completed");
        assertThat(text(task, "processId")).isEqualTo("ORDERS");
        assertThat(api.history(brokerId))
                .extracting(line -> text(line, "event"))
                .containsExactly("TaskCreated", "TaskCompleted");
        assertThat(found("q=" + captureId)).isEmpty();
        assertThat(found("archived=false&q=" + captureId)).isEmpty();
        assertThat(found("archived=true&q=" + captureId)).containsExactly(brokerId);
    }

    /** Archiving changes what is shown of a task, though it changes nothing about it. */
    @Test
    @Tag("R206")
    void an_archived_task_has_another_etag_than_it_had_in_the_list() {
        int brokerId = create("");
        ask("CompleteTask");
        String inList = etag(brokerId);

        ask("UpdateTask", PAST);
        awaitArchived(brokerId);

        String version = inList.replace("\"", "");
        assertThat(etag(brokerId)).isEqualTo("\"" + (Integer.parseInt(version) + 1) + "-archived\"");
        assertThat(api.request("GET", "tasks/" + brokerId, "", "If-None-Match", etag(brokerId))
                        .statusCode())
                .isEqualTo(304);
        assertThat(api.request("PATCH", "tasks/" + brokerId, "{}", "If-Match", etag(brokerId))
                        .statusCode())
                .isEqualTo(404);
    }

    private static String etag(int brokerId) {
        return api.look("tasks/" + brokerId).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    @Tag("R97")
    void a_final_task_that_has_yet_to_expire_stays() {
        int brokerId = create(FUTURE);
        ask("CompleteTask");

        awaitARound();

        assertThat(isArchived(brokerId)).isFalse();
    }

    @Test
    @Tag("R98")
    @Tag("A34")
    void a_task_that_expires_before_it_is_final_stays_as_it_is_and_is_archived_once_it_is_final() {
        int brokerId = create(PAST);

        awaitARound();
        assertThat(isArchived(brokerId)).isFalse();
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");

        ask("CancelTask");
        awaitArchived(brokerId);
    }

    @Test
    @Tag("A34")
    void nobody_is_told_of_the_archiving() {
        int brokerId = create(PAST);
        ask("CancelTask");

        awaitArchived(brokerId);
        awaitARound();

        assertThat(api.notifications().stream()
                        .filter(reply -> reply.values("CaptureId").contains(captureId)))
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskCanceled");
    }

    @Test
    @Tag("A63")
    void an_update_that_lets_a_final_task_expire_archives_it() {
        int brokerId = create("");
        ask("CompleteTask");
        awaitARound();
        assertThat(isArchived(brokerId)).isFalse();

        assertThat(ask("UpdateTask", PAST).type()).isEqualTo("TaskUpdated");

        awaitArchived(brokerId);
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Completed");
        assertThat(api.history(brokerId))
                .extracting(line -> text(line, "event"))
                .containsExactly("TaskCreated", "TaskCompleted", "TaskUpdated");
    }

    @Test
    @Tag("A34")
    @Tag("R35")
    void no_message_and_no_operator_finds_an_archived_task() {
        int brokerId = create(PAST);
        ask("CompleteTask");
        awaitArchived(brokerId);

        for (String action : List.of("GetTaskInfo", "UpdateTask", "HoldTask", "RestartTask")) {
            assertThat(ask(action).value("Code")).isEqualTo("TASK_NOT_FOUND");
        }
        assertThat(only(api.exchange("<GetTaskInfo><BrokerId>" + brokerId + "</BrokerId></GetTaskInfo>"))
                        .value("Code"))
                .isEqualTo("TASK_NOT_FOUND");
        for (HttpResponse<String> answer : List.of(
                api.request("POST", "tasks/" + brokerId + "/cancel", "{}"),
                api.request("PATCH", "tasks/" + brokerId, "{\"category\":\"Claim\"}"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("TASK_NOT_FOUND");
        }
    }

    @Test
    @Tag("A44")
    void the_capture_id_of_an_archived_task_can_be_used_again() {
        int first = create(PAST);
        ask("CompleteTask");
        awaitArchived(first);

        int second = create("");

        assertThat(second).isGreaterThan(first);
        assertThat(only(api.exchange("<CreateTask>" + address + "</CreateTask>"))
                        .value("Code"))
                .isEqualTo("TASK_ALREADY_CAPTURED");
        assertThat(found("captureId=" + captureId)).containsExactly(second);
        assertThat(found("captureId=" + captureId + "&archived=true")).containsExactly(first);
    }

    @ParameterizedTest
    @Tag("R206")
    @Tag("R121")
    @CsvSource({"Letter=CUSTOM, true", "Data/letter=CUSTOM, true", "Letter=other, false", "status=Canceled, false"})
    void the_archive_is_searched_by_the_conditions_of_the_list(String condition, boolean finds) {
        String letter = "L-" + captureId;
        int brokerId = create(PAST + "<Data><Letter>" + letter + "</Letter></Data>");
        ask("CompleteTask");
        awaitArchived(brokerId);

        assertThat(found("archived=true&q=" + captureId + "&" + condition.replace("CUSTOM", letter)))
                .isEqualTo(finds ? List.of(brokerId) : List.of());
    }

    @Test
    void what_is_neither_true_nor_false_is_named() {
        HttpResponse<String> answer = api.look("tasks?archived=yes");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The parameter archived is \\\"yes\\\"")
                .contains("true or false");
    }

    @Test
    @Tag("R203")
    void without_expiration_a_task_is_archived_when_the_retention_of_its_process_or_solution_is_over() {
        int order = endedTwoDaysAgo("<category>Order</category>");
        int claim = endedTwoDaysAgo("<category>Claim</category>");
        assertThat(text(api.task(claim), "processId")).isNotEqualTo("ORDERS");
        int fresh = new ArchivingIT().ended("<category>Order</category>");

        putStructure(WorkgateServer.SAMPLE_STRUCTURE.replace("name: Orders\n", "name: Orders\n        retention: 1\n"));
        awaitArchived(order);
        awaitARound();
        assertThat(isArchived(claim)).isFalse();
        assertThat(isArchived(fresh)).isFalse();

        putStructure(WorkgateServer.SAMPLE_STRUCTURE.replace(
                "    businessCalendar: OFFICE\n", "    businessCalendar: OFFICE\n    retention: 2\n"));
        awaitArchived(claim);
        assertThat(isArchived(fresh)).isFalse();
        putStructure(WorkgateServer.SAMPLE_STRUCTURE);
    }

    private int endedTwoDaysAgo(String attributes) {
        int brokerId = new ArchivingIT().ended(attributes);
        database.run("update gtl_task set ended_at = ended_at - " + TWO_DAYS + " where id = " + brokerId);
        return brokerId;
    }

    private int ended(String attributes) {
        int brokerId = Integer.parseInt(only(api.exchange("<CreateTask>" + address + attributes + "</CreateTask>"))
                .value("BrokerId"));
        ask("CompleteTask");
        return brokerId;
    }

    /** Without anybody to hand tasks to. */
    private static void putStructure(String file) {
        HttpResponse<String> answer = api.request(
                "PUT",
                "structure",
                file.replace("      system: desk\n", ""),
                "Content-Type",
                "application/yaml",
                "If-Match",
                "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void what_has_been_in_the_archive_for_as_long_as_the_setting_says_is_deleted() {
        int old = create(PAST);
        ask("CompleteTask");
        awaitArchived(old);
        awaitARound();
        assertThat(isArchived(old)).isTrue();

        database.run("update gtl_archived_task set archived_at = archived_at - "
                + Duration.ofDays(Long.parseLong(KEPT)).toNanos() / 1_000 + " where id = " + old);

        await().until(() -> api.look("tasks/" + old).statusCode() == 404);
        assertThat(database.number("select count(*) from gtl_archived_history where broker_id = " + old))
                .isZero();
    }

    @Test
    void a_task_that_somebody_has_locked_or_that_cannot_be_archived_stops_no_other() {
        int locked = create(PAST);
        int refused = new ArchivingIT().create(PAST);
        database.run("create function keep() returns trigger language plpgsql as"
                + " $$ begin raise exception 'kept'; end $$;"
                + " create trigger keeping before delete on gtl_task for each row"
                + " when (old.id = " + refused + ") execute function keep()");
        database.lockingTask(locked, () -> {
            // What has expired the longest ago comes first.
            database.run("update gtl_task set status = 'CANCELED', ended_at = 1, expiration_date_time = 1 where id = "
                    + refused);
            awaitARound();
        });
        assertThat(isArchived(refused)).isFalse();

        ask("CancelTask");
        awaitArchived(locked);
        database.run("drop trigger keeping on gtl_task");
        await().atMost(Duration.ofMinutes(2)).until(() -> isArchived(refused));
        assertThat(api.history(refused)).hasSize(1);
    }

    @Test
    @Tag("A34")
    @Tag("R206")
    void the_console_shows_the_archive_and_what_has_expired_and_is_open() {
        int open = create(PAST);
        var other = new ArchivingIT();
        int archived = other.create(PAST + "<Data><Letter>K-17</Letter></Data>");
        other.ask("CompleteTask");
        awaitArchived(archived);
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(WIDE);
            page.getByLabel("Show").selectOption("Archive");
            page.getByRole(AriaRole.BUTTON, named("Search")).click();
            assertThat(page).hasTitle("Archive · Workgate");
            Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(other.captureId));
            assertThat(row).hasCount(1);
            assertThat(page.getByLabel("Selected tasks")).hasCount(0);
            screenshot(page, "archive");

            row.getByRole(AriaRole.LINK).click();
            assertThat(page.getByText("nothing changes it any more")).isVisible();
            assertThat(page.getByText("K-17")).isVisible();
            assertThat(page.getByRole(AriaRole.NAVIGATION).filter(new Locator.FilterOptions().setHasText("Edit")))
                    .hasCount(0);
            assertThat(page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName("TaskCompleted")))
                    .isVisible();
            screenshot(page, "archived-task");
            assertThat(page.navigate("edit?id=" + archived).status()).isEqualTo(404);

            page.navigate("tasks?show=expired&q=" + captureId);
            assertThat(page.locator("tbody tr")).hasCount(1);
            screenshot(page, "expired-open");
            page.getByRole(AriaRole.LINK, named(Integer.toString(open))).click();
            assertThat(page.getByText("Expired, still open")).isVisible();
            screenshot(page, "expired-task");

            page.navigate("tasks?show=expired&q=" + other.captureId);
            assertThat(page.getByText("No task matches")).isVisible();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    @Tag("A43")
    void the_console_leads_to_the_tasks_that_share_a_capture_id_whatever_signs_are_in_it() {
        String shared = "R&D 50%41 #" + captureId.substring(0, 8);
        String onTheWire = "<CaptureId>" + shared.replace("&", "&amp;") + "</CaptureId>";
        int last = 0;
        for (int i = 0; i < 2; i++) {
            last = Integer.parseInt(api.exchange("<CreateTask>" + onTheWire + PAST + "</CreateTask>")
                    .get(0)
                    .value("BrokerId"));
            api.exchange("<CompleteTask>" + onTheWire + "</CompleteTask>");
            awaitArchived(last);
        }
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(WIDE);
            page.navigate("task?id=" + last);

            page.getByText("Show them").click();

            assertThat(page.getByLabel("CaptureId begins with")).hasValue(shared);
            assertThat(page.locator("tbody tr")).hasCount(2);
        }
    }

    @Test
    void a_task_that_somebody_has_locked_is_passed_over_and_archived_as_soon_as_it_is_not() throws SQLException {
        int locked = create("");
        ask("CompleteTask");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // So that it can expire while it is locked.
            statement.execute("select from gtl_task where id = " + locked + " for key share");
            database.run("update gtl_task set expiration_date_time = 1 where id = " + locked);
            awaitARound();
            assertThat(isArchived(locked)).isFalse();
            assertThat(server.lines(Pattern.compile("Task " + locked + " could not")))
                    .isEmpty();
        }

        awaitArchived(locked);
    }

    @Test
    void that_no_task_can_be_archived_is_told_once() {
        await().until(() ->
                server.lines(FAULT).size() == server.lines(FAULT_IS_OVER).size());
        int before = server.lines(FAULT).size();
        List<Integer> tasks = IntStream.range(0, 12)
                .mapToObj(i -> new ArchivingIT().ended(""))
                .toList();
        database.run("create sequence attempts; create function fail() returns trigger language plpgsql as"
                + " $$ begin perform nextval('attempts'); raise exception 'full'; end $$;"
                + " create trigger failing before delete on gtl_task for each row"
                + " when (old.expiration_date_time = 7) execute function fail()");

        database.run("update gtl_task set expiration_date_time = 7 where id between " + tasks.get(0) + " and "
                + tasks.get(tasks.size() - 1));
        await().until(() -> database.number("select last_value from attempts") > tasks.size());
        awaitARound();

        assertThat(server.lines(FAULT)).hasSize(before + 1);
        database.run("drop trigger failing on gtl_task");
        await().atMost(Duration.ofMinutes(2)).until(() -> tasks.stream().allMatch(ArchivingIT::isArchived));
        await().until(() ->
                server.lines(FAULT).size() == server.lines(FAULT_IS_OVER).size());
    }

    @Test
    void an_archived_task_that_cannot_be_deleted_stops_no_other() {
        int refused = create(PAST);
        ask("CompleteTask");
        awaitArchived(refused);
        var other = new ArchivingIT();
        int old = other.create(PAST);
        other.ask("CompleteTask");
        awaitArchived(old);
        database.run("create function stay() returns trigger language plpgsql as"
                + " $$ begin raise exception 'stays'; end $$;"
                + " create trigger staying before delete on gtl_archived_task for each row"
                + " when (old.id = " + refused + ") execute function stay()");

        database.run("update gtl_archived_task set archived_at = 1 where id in (" + refused + ", " + old + ")");

        await().until(() -> api.look("tasks/" + old).statusCode() == 404);
        assertThat(isArchived(refused)).isTrue();
        database.run("drop trigger staying on gtl_archived_task");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> api.look("tasks/" + refused).statusCode() == 404);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/" + name + ".png")));
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
