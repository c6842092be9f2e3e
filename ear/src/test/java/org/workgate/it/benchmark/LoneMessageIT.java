package org.workgate.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * How long the answer to a message takes that comes alone, compared with a message-driven bean without any of what the product
 * does. Both run on one server in one run, in turn.
 */
@Tag("long")
class LoneMessageIT {

    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 10;
    private static final int MESSAGES = 100;
    private static final double WANTED = 1.5;

    @Test
    void a_message_that_comes_alone_is_answered_nearly_as_fast_as_by_a_bare_message_driven_bean() throws IOException {
        try (WorkgateServer server = Bare.on(Testbed.on(WorkgateServer.named("lone"), false), List.of(1))
                .create()
                .start()) {
            var api = new Api(server);
            await("the intake").atMost(Duration.ofMinutes(1)).until(() -> api.readiness() == 200);
            var testbed = new Testbed(server);
            testbed.resume(Bare.endpoint(1));
            testbed.exchange(Bare.INPUT, Bare.OUTPUT, "warm", WARM_UP);
            testbed.exchange("GTLIn", "GTLOut", "warm", WARM_UP);
            var bare = new ArrayList<Long>();
            var workgate = new ArrayList<Long>();
            for (int round = 0; round < ROUNDS; round++) {
                bare.addAll(testbed.exchange(Bare.INPUT, Bare.OUTPUT, "lone" + round, MESSAGES));
                workgate.addAll(testbed.exchange("GTLIn", "GTLOut", "lone" + round, MESSAGES));
            }
            double ratio = (double) median(workgate) / median(bare);
            String report = String.format(
                    Locale.ROOT,
                    "A lone message is answered in %.1f ms by the bare MDB, in %.1f ms by Workgate (medians of %d): %.2f times.%n",
                    median(bare) / 1e3,
                    median(workgate) / 1e3,
                    bare.size(),
                    ratio);
            System.out.println(report);
            Files.writeString(Path.of("target", "lone.md"), report);
            assertThat(ratio).isLessThanOrEqualTo(WANTED);
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
