package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** The same on PostgreSQL, the database of production, and when the server is killed meanwhile (A74, A75). */
class KeepingOrderOnPostgresqlIT {

    private static Postgresql database;
    private static WorkgateServer server;

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(database.setup("postgresql"), true).create().start();
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
    void a_life_put_back_to_back_is_carried_out_and_answered_in_its_order() {
        var api = new Api(server);
        var lives = new Lives("calm", 200);

        lives.put(api, new Testbed(server));

        lives.assertTold(api, new Testbed(server));
    }

    @Test
    @Tag("A74")
    void no_request_is_lost_or_doubled_or_out_of_order_when_the_server_is_killed() {
        var api = new Api(server);
        long writtenBefore = written();
        var lives = new Lives("killed", 300);
        lives.put(api, new Testbed(server));
        for (int fifth = 1; fifth <= 3; fifth++) {
            long reached = writtenBefore + (long) lives.messages() * fifth / 5;
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> written() >= reached);
            server.kill();
            server.start();
        }

        lives.assertTold(api, new Testbed(server));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> database.number("select count(*) from pg_prepared_xacts") == 0);
        assertThat(database.number(
                        "select count(*) from gtl_task where capture_id like 'killed%' and status = 'COMPLETED'"))
                .isEqualTo(300);
        assertThat(database.number("select count(*) from gtl_task_history h join gtl_task t on t.id = h.broker_id"
                        + " where t.capture_id like 'killed%'"))
                .isEqualTo(lives.messages());
    }

    /** How many messages went out, asked of the database itself, which costs the server nothing. */
    private static long written() {
        return database.number("select count(*) from gtl_message where direction = 'OUT'");
    }
}
