package org.workgate.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * How fast a backlog is worked off, compared with a message-driven bean without any of what the product does. Both run on
 * one server in one run, in turn, each on its own queues and its own database of the same kind.
 */
@Tag("long")
class ThroughputIT {

    private static final int MESSAGES = 5_000;

    /** Rounds before those that count: the compiler is at work until all have been through a few backlogs. */
    private static final int WARM_UP = 4;

    private static final int ROUNDS = 3;
    private static final List<Integer> CONSUMERS = List.of(1, 4, 16);
    private static final double WANTED = 2;
    private static final long MIB = 1 << 20;

    /** How often a write to the disk is forced to learn what that costs. */
    private static final int FORCED_WRITES = 500;

    /**
     * Somebody who works off a backlog.
     *
     * @param name for people
     * @param endpoint of its message-driven bean
     * @param input the queue that it takes from
     * @param output the queue on which it puts one answer per message
     * @param dataSource its database
     * @param table where it puts one row per message
     */
    private record Contender(
            String name, String endpoint, String input, String output, String dataSource, String table) {}

    private static final Contender WORKGATE = new Contender(
            "Workgate", "workgate#workgate-ejb.jar#GtlMessageBean1", "GTLIn", "GTLOut", "jdbc/workgate", "gtl_task");

    private int series;

    @ParameterizedTest(name = "journal: {0}")
    @ValueSource(booleans = {true, false})
    void a_backlog_is_worked_off_twice_as_fast_as_by_a_bare_message_driven_bean(boolean journal) throws IOException {
        var contenders = new ArrayList<Contender>();
        CONSUMERS.forEach(number -> contenders.add(new Contender(
                "bare MDB, consumers: " + number,
                Bare.endpoint(number),
                Bare.INPUT,
                Bare.OUTPUT,
                "jdbc/bare",
                "bare_task")));
        contenders.add(WORKGATE);
        var setup = WorkgateServer.named("throughput")
                .variable("workgate.capture-point.journal", Boolean.toString(journal));
        try (WorkgateServer server =
                Bare.on(Testbed.on(setup, false), CONSUMERS).create().start()) {
            var testbed = new Testbed(server);
            testbed.pause(WORKGATE.endpoint());
            for (int round = 0; round < WARM_UP; round++) {
                contenders.forEach(contender -> rate(contender, testbed));
            }
            Map<Contender, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender contender : contenders) {
                    rates.computeIfAbsent(contender, any -> new ArrayList<>()).add(rate(contender, testbed));
                }
            }
            double best = contenders.stream()
                    .filter(contender -> !contender.equals(WORKGATE))
                    .mapToDouble(contender -> median(rates.get(contender)))
                    .max()
                    .orElseThrow();
            double ratio = median(rates.get(WORKGATE)) / best;
            report(journal, rates, ratio, testbed.heap());
            assertThat(ratio).isGreaterThanOrEqualTo(WANTED);
        }
    }

    /** Messages per second, from the moment in which the endpoint is opened until the last transaction has committed. */
    private double rate(Contender contender, Testbed testbed) {
        testbed.clear(contender.output());
        testbed.fill(contender.input(), "backlog" + ++series, MESSAGES);
        assertThat(testbed.depth(contender.input())).isEqualTo(MESSAGES);
        int rows = testbed.rows(contender.dataSource(), contender.table()) + MESSAGES;
        long begin = System.nanoTime();
        testbed.resume(contender.endpoint());
        // The depth is cheap to ask for, but counts what is not yet committed; the rows are asked for at the end only.
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> testbed.depth(contender.output()) >= MESSAGES
                        && testbed.rows(contender.dataSource(), contender.table()) >= rows);
        double seconds = (System.nanoTime() - begin) / 1e9;
        testbed.pause(contender.endpoint());
        await().until(() -> testbed.depth(contender.input()) == 0);
        var answered = new AtomicInteger();
        await().until(() -> answered.addAndGet(testbed.clear(contender.output())) >= MESSAGES);
        assertThat(answered).hasValue(MESSAGES);
        assertThat(testbed.rows(contender.dataSource(), contender.table())).isEqualTo(rows);
        return MESSAGES / seconds;
    }

    /**
     * Milliseconds until a small write is on the disk, the median. The bare bean's rate depends on that, since each of its messages
     * waits for several.
     */
    private static double forcedWrite() throws IOException {
        Path file = Files.createTempFile(Path.of("target"), "forced", ".write");
        var milliseconds = new ArrayList<Double>();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
            for (int i = 0; i < FORCED_WRITES; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(1 << 12), 0);
                milliseconds.add((System.nanoTime() - begin) / 1e6);
            }
        } finally {
            Files.delete(file);
        }
        return median(milliseconds);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void report(boolean journal, Map<Contender, List<Double>> rates, double ratio, JsonObject heap)
            throws IOException {
        var table = new StringBuilder(String.format(
                Locale.ROOT,
                "Backlog of %d CreateTasks, journal %s, %d processors, a forced write takes %.2f ms, %s%n%n"
                        + "| | messages per second, median | each round |%n|---|---|---|%n",
                MESSAGES,
                journal ? "on" : "off",
                Runtime.getRuntime().availableProcessors(),
                forcedWrite(),
                Runtime.version()));
        rates.forEach((contender, measured) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %s |%n",
                contender.name(),
                median(measured),
                measured.stream()
                        .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                        .collect(Collectors.joining(" · ")))));
        table.append(String.format(
                Locale.ROOT,
                "%nWorkgate is %.1f times as fast as the best of the others. Heap: %d MiB at most, of %d MiB.%n",
                ratio,
                heap.get("peak").getAsLong() / MIB,
                heap.get("limit").getAsLong() / MIB));
        System.out.println(table);
        Files.writeString(Path.of("target", journal ? "throughput.md" : "throughput-without-journal.md"), table);
    }
}
