package org.workgate.it.outlast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
            case 0 -> {
                lives.putPart(testbed, part, parts);
                database.run("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name like 'workgate%'");
                awaitPause(paused);
            }
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
