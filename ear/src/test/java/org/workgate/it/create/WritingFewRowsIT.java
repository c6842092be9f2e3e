package org.workgate.it.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** How much a creation writes, as triggers in the database count it. */
class WritingFewRowsIT {

    private static final int TASKS = 300;

    /** All but the journal, and but the lease, which is also written by the clock. */
    private static final String COUNTING = "create table written (name text);"
            + " create function count_row() returns trigger language plpgsql as"
            + " $$ begin insert into written values (TG_TABLE_NAME); return null; end $$;"
            + " do $$ declare name text; begin for name in select tablename from pg_tables where tablename like 'gtl_%'"
            + " and tablename not in ('gtl_message', 'gtl_journal_counter', 'gtl_intake') loop execute"
            + " format('create trigger counting after insert or update or delete on %I for each row"
            + " execute function count_row()', name); end loop; end $$";

    private static final String DELIVERIES = "select coalesce(sum(batches), 0) from gtl_intake";

    private static Postgresql database;
    private static WorkgateServer server;

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(database.setup("rows"), true).create().start();
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
    void a_creation_writes_at_most_three_rows_beside_the_journal() {
        new Api(server).exchange("<CreateTask/>");
        database.run(COUNTING);
        long deliveriesBefore = database.number(DELIVERIES);

        new Testbed(server).fill("GTLIn", "few", TASKS);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> database.number("select count(*) from gtl_task where capture_id like 'few%'") == TASKS);
        assertThat(database.number("select count(*) from written"))
                .as("the task, and a line of its history")
                .isEqualTo(2L * TASKS);
        assertThat(database.number(DELIVERIES) - deliveriesBefore)
                .as("one row of the lease for each delivery")
                .isLessThanOrEqualTo(TASKS);
    }
}
