package org.workgate.it.outlast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** On the embedded default nobody need take messages from the output queue: it never fills up, and the intake never waits. */
@Tag("long")
class OutlastingSilenceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int ANSWERS = 200_000;
    private static final int OPERATIONS = 5;

    /** The setting {@code output.newest} of the embedded default. */
    private static final int KEPT = 20_000;

    private static final Pattern WAITING = Pattern.compile("Intake of mq: WAITING");
    private static final String PINGS =
            "<GTLMessages>" + String.join("", Collections.nCopies(OPERATIONS, "<Ping/>")) + "</GTLMessages>";

    /** The queue holds a third of what is put on it, so that the intake would stop if the oldest were not discarded in time. */
    @Test
    void two_hundred_thousand_messages_that_nobody_takes_never_stop_the_intake() {
        try (WorkgateServer server = Testbed.on(WorkgateServer.named("silence"), false)
                .variable("queue.max.depth", Integer.toString(ANSWERS / 3))
                .create()
                .start()) {
            var api = new Api(server);
            var testbed = new Testbed(server);
            long begun = System.nanoTime();

            for (int put = 0; put < ANSWERS / OPERATIONS; put += 250) {
                testbed.put("GTLIn", Collections.nCopies(250, PINGS));
            }

            await("all to be taken")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> testbed.depth("GTLIn") == 0);
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(server.lines(WAITING)).isEmpty();
            assertThat(testbed.depth("GTLBackout")).isZero();
            await("the newest to be left").atMost(PATIENCE).until(() -> testbed.depth("GTLOut") == KEPT);
            assertThat(testbed.rows("jdbc/workgate", "gtl_message")).isEqualTo(ANSWERS + ANSWERS / OPERATIONS);
            assertThat(api.readiness()).isEqualTo(200);
            System.out.printf("%d messages out with no consumer in %d s%n", ANSWERS, taken.toSeconds());
        }
    }
}
