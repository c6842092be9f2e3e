package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast a backlog is worked off on IBM MQ with several messages to a transaction, compared with one to each. */
@Tag("ibm-mq")
@Tag("long")
class WorkingOffABacklogOverIbmMqIT {

    private static final int MESSAGES = 3_000;

    /** Rounds before those that count: the compiler is at work until it has been through a few backlogs. */
    private static final int WARM_UP = 3;

    private static final int ROUNDS = 3;

    @Test
    void several_messages_to_a_transaction_are_faster_than_one_to_each() throws IOException {
        List<Double> one = rates("ibm-mq-one", 1);
        List<Double> several = rates("ibm-mq-several", 500);

        double ratio = median(several) / median(one);
        String report = String.format(
                Locale.ROOT,
                "Backlogs of %d CreateTasks over IBM MQ, %d processors, messages per second: one to a transaction %s, several %s:"
                        + " %.1f times as fast.%n",
                MESSAGES,
                Runtime.getRuntime().availableProcessors(),
                one.stream().map(Math::round).toList(),
                several.stream().map(Math::round).toList(),
                ratio);
        System.out.println(report);
        Files.writeString(Path.of("target", "ibm-mq-backlog.md"), report);
        assertThat(ratio).isGreaterThan(1);
    }

    /** Messages per second in each round, where at most so many are taken in one transaction. */
    private static List<Double> rates(String name, int maxMessages) {
        try (var mq = new Installation(
                name,
                "server-ibm-mq.xml",
                UnaryOperator.identity(),
                server ->
                        server.variable("workgate.capture-point.batch.max-messages", Integer.toString(maxMessages)))) {
            return IntStream.range(0, WARM_UP + ROUNDS)
                    .mapToObj(round -> rate(mq, "round" + round + "-"))
                    .skip(WARM_UP)
                    .toList();
        }
    }

    /** From the first reply that is there to the last; those that came with the first are not counted. */
    private static double rate(Installation mq, String series) {
        mq.input().inhibitGet(true);
        mq.putTasks(IntStream.range(0, MESSAGES).mapToObj(i -> series + i).toList());
        mq.input().inhibitGet(false);
        int first = drained(mq, 1);
        long begin = System.nanoTime();
        drained(mq, MESSAGES - first);
        return (MESSAGES - first) / ((System.nanoTime() - begin) / 1e9);
    }

    /** Takes so many replies or more off the output queue, and returns how many. */
    private static int drained(Installation mq, int count) {
        var taken = new ArrayList<>();
        Awaitility.await("the replies")
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> taken.addAll(mq.output().drain()) && taken.size() >= count);
        return taken.size();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
