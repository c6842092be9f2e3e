package org.workgate.it.outlast;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.console.Chromium;
import org.workgate.it.order.Lives;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * What fails for lack of infrastructure waits: the intake pauses, resumes by itself, and nothing is lost, doubled, out of
 * order or set aside, however often and however long (A73).
 */
class OutlastingOutagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern PAUSED = Pattern.compile("Intake of mq: WAITING");

    /** Few, so that the broker's safety net would catch messages that are tried all the time while the outage lasts. */
    private static final int SAFETY_NET = 8;

    private static Postgresql database;
    private static WorkgateServer server;

    private final Api api = new Api(server);
    private final Testbed testbed = new Testbed(server);

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(
                        database.setup("outages").variable("queue.max.redeliveries", Integer.toString(SAFETY_NET)),
                        true)
                .create()
                .start();
        database.run("create table outage (state text not null);"
                + " create function outage() returns trigger language plpgsql as $$ declare present text; begin"
                + " select state into present from outage; if found then raise exception 'an outage' using"
                + " errcode = present; end if; return new; end $$;"
                + " create trigger outage before insert or update on gtl_task for each row execute function outage()");
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
    @Tag("A73")
    void twenty_outages_cost_nothing_but_time() {
        outlast("twenty", 20);
    }

    @Test
    @Tag("long")
    void a_hundred_outages_cost_nothing_but_time() {
        outlast("hundred", 100);
    }

    /** Half a minute of it is a dozen attempts where each follows two seconds after the one before. */
    @Test
    void an_outage_that_only_messages_meet_does_not_use_up_their_attempts() {
        var lives = new Lives("patient", 20);
        lives.begin(api, testbed);
        outage("40001", () -> {
            putUntilItPauses(lives, 0, 1, pauses());
            await("half a minute")
                    .pollDelay(Duration.ofSeconds(30))
                    .atMost(PATIENCE)
                    .until(() -> testbed.depth("GTLBackout") == 0);
        });

        assertOutlasted(lives);
    }

    /** Nobody knows from outside whether a commit was lost or only its answer. */
    @Test
    void whoever_asked_for_a_change_is_told_to_look_whether_it_was_made() {
        int brokerId = Integer.parseInt(api.exchange("<CreateTask/>").get(0).value("BrokerId"));
        outage("40001", () -> {
            HttpResponse<String> answer = api.request("POST", "tasks/" + brokerId + "/hold", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("it may have been done, or not; look first")
                    .doesNotContain("nothing was done");
        });
    }

    @Test
    void what_was_done_is_not_denied_where_the_task_cannot_be_read_afterwards() {
        int brokerId = Integer.parseInt(api.exchange("<CreateTask/>").get(0).value("BrokerId"));
        database.run("create function hide() returns trigger language plpgsql as $$ begin"
                + " alter table gtl_pending_operation rename to gtl_hidden; return new; end $$;"
                + " create trigger hide after update on gtl_task for each row when (new.status = 'HELD' and new.id = "
                + brokerId + ") execute function hide()");
        try {
            HttpResponse<String> answer = api.request("POST", "tasks/" + brokerId + "/hold", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("DONE_BUT_NOT_READ", "What was asked for is done");
        } finally {
            database.run("drop trigger hide on gtl_task; alter table gtl_hidden rename to gtl_pending_operation");
        }
        assertThat(api.task(brokerId).get("status").getAsString()).isEqualTo("Held");
    }

    @Test
    void the_console_shows_what_of_several_tasks_is_not_known() {
        List<String> ids = api.exchange("<CreateTask/><CreateTask/>").stream()
                .map(reply -> reply.value("BrokerId"))
                .toList();
        try (var chromium = new Chromium(server)) {
            Page page = chromium.admin(1280);
            page.navigate("operate?operation=hold&id=" + ids.get(0) + "&id=" + ids.get(1));
            outage("40001", () -> page.getByText("Hold 2 tasks").click());

            assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("1 not known, 1 not tried.");
            Locator rows = page.locator("tbody tr");
            assertThat(rows.nth(0)).containsText("Not known: the database or the message broker did not answer");
            assertThat(rows.nth(1)).containsText("Not tried");
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots/operate-not-known.png")));

            page.getByText("Hold 1 task", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(rows.nth(0)).containsText("Not known");
            assertThat(rows.nth(1)).containsText("Done");
            assertThat(chromium.complaints()).isEmpty();
        }
        assertThat(api.task(Integer.parseInt(ids.get(0))).get("status").getAsString())
                .isEqualTo("Queued");
    }

    private void outlast(String series, int outages) {
        var lives = new Lives(series, outages * 4);
        lives.begin(api, testbed);
        for (int part = 0; part < outages; part++) {
            putInAnOutage(lives, part, outages);
            await("the intake to resume").atMost(PATIENCE).until(() -> api.readiness() == 200);
        }

        assertOutlasted(lives);
    }

    /** Of each kind in turn: lost sessions, lock time-outs, serialization failures, deadlocks. */
    private void putInAnOutage(Lives lives, int part, int parts) {
        int paused = pauses();
        switch (part % 4) {
            case 0 ->
                database.locking("gtl_task", () -> {
                    lives.putPart(testbed, part, parts);
                    awaitIntakeAtWork(paused);
                    database.run("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name like 'workgate%'");
                    awaitPause(paused);
                });
            case 1 -> database.locking("gtl_task", () -> putUntilItPauses(lives, part, parts, paused));
            case 2 -> outage("40001", () -> putUntilItPauses(lives, part, parts, paused));
            default -> outage("40P01", () -> putUntilItPauses(lives, part, parts, paused));
        }
    }

    private void putUntilItPauses(Lives lives, int part, int parts, int paused) {
        lives.putPart(testbed, part, parts);
        awaitPause(paused);
    }

    /** Every change of a task fails with this state meanwhile. */
    private static void outage(String state, Runnable meanwhile) {
        database.run("insert into outage values ('" + state + "')");
        try {
            meanwhile.run();
        } finally {
            database.run("delete from outage");
        }
    }

    private static int pauses() {
        return server.lines(PAUSED).size();
    }

    /** Amidst a transaction, where a lost session is met for sure; where it waits too long for that, it pauses for that reason. */
    private static void awaitIntakeAtWork(int paused) {
        await("the intake to wait for the table")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pauses() > paused
                        || database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and application_name like 'workgate%'")
                                > 0);
    }

    private static void awaitPause(int before) {
        await("the intake to pause")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pauses() > before);
    }

    private void assertOutlasted(Lives lives) {
        lives.assertTold(api, testbed);
        assertThat(List.of(testbed.depth("GTLIn"), testbed.depth("GTLBackout"))).containsOnly(0);
        await("nothing in doubt")
                .atMost(PATIENCE)
                .until(() -> database.number("select count(*) from pg_prepared_xacts") == 0);
        await().atMost(PATIENCE).until(() -> api.readiness() == 200);
    }
}
