package org.workgate.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.WorkgateServer;

/** How long an existing installation takes to start, compared with the same server with an empty application. */
@Tag("long")
class StartTimeIT {

    private static final int ROUNDS = 3;
    private static final double ALLOWED = 1.6;

    @Test
    void a_restart_takes_at_most_1_6_times_the_start_of_an_empty_server() throws IOException {
        try (WorkgateServer workgate = WorkgateServer.named("start-workgate").create();
                WorkgateServer empty = WorkgateServer.named("start-empty")
                        .withoutWorkgate()
                        .deploying(ShrinkWrap.create(WebArchive.class, "empty.war")
                                .addAsWebResource(new StringAsset("empty"), "index.html"))
                        .create()) {
            workgate.start().stop();
            empty.start().stop();
            List<Duration> full = new ArrayList<>();
            List<Duration> bare = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                bare.add(empty.start().after(WorkgateServer.SERVER_READY));
                empty.stop();
                full.add(workgate.start().after(WorkgateServer.START_LINE));
                workgate.stop();
            }
            double ratio = (double) median(full).toMillis() / median(bare).toMillis();
            String table = String.format(
                    Locale.ROOT,
                    "Restart of an existing installation, until its intake runs: %d ms (median of %s).%n"
                            + "Start of the same server with an empty application: %d ms (median of %s). Ratio: %.2f.%n",
                    median(full).toMillis(),
                    full,
                    median(bare).toMillis(),
                    bare,
                    ratio);
            System.out.println(table);
            Files.writeString(Path.of("target", "start-time.md"), table);
            assertThat(ratio).isLessThanOrEqualTo(ALLOWED);
        }
    }

    private static Duration median(List<Duration> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
