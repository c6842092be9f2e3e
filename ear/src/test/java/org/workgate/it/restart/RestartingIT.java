package org.workgate.it.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.WorkgateServer;

/** Stopped and started again, the server goes on where it was. */
class RestartingIT {

    @Test
    @Tag("R47")
    void tasks_and_journal_survive_a_restart_and_ids_are_not_given_twice() {
        try (WorkgateServer server = WorkgateServer.named("restart").create().start()) {
            var api = new Api(server);
            String before = api.exchange("<CreateTask><CaptureId>before</CaptureId></CreateTask>")
                    .get(0)
                    .value("BrokerId");
            List<Reply> journal = api.notifications();
            assertThat(journal).isNotEmpty();

            server.stop();
            server.start();

            assertThat(api.readiness()).isEqualTo(200);
            assertThat(api.task(Integer.parseInt(before)).get("CaptureId").getAsString())
                    .isEqualTo("before");
            assertThat(api.notifications()).isEqualTo(journal);
            Reply again = api.exchange("<CreateTask><CaptureId>before</CaptureId></CreateTask>")
                    .get(0);
            assertThat(again.value("Code")).isEqualTo("TASK_ALREADY_CAPTURED");
            assertThat(again.sequence())
                    .isGreaterThan(journal.get(journal.size() - 1).sequence());
            Reply after = api.exchange("<CreateTask/>").get(0);
            assertThat(Integer.parseInt(after.value("BrokerId"))).isGreaterThan(Integer.parseInt(before));
        }
    }
}
