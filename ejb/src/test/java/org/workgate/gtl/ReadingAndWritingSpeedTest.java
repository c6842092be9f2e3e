package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.workgate.task.TaskCommand;
import org.workgate.task.Tasks;

@Tag("long")
class ReadingAndWritingSpeedTest {

    /** The first half is for the compiler of the virtual machine. */
    private static final int ROUNDS = 30;

    private static final int TIMES = 20;

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05Z");
    private static final ReadingRules RULES = new ReadingRules(ZoneId.of("UTC"), 2_000_000, 32, 1_000_000);
    private static final GtlWriter WRITER = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false));

    @Test
    void reader_and_writer_take_at_most_three_times_a_bare_pass_of_the_parser() throws RunnerException {
        var options = new OptionsBuilder()
                .include(ReadingAndWriting.class.getName() + "\\.")
                .build();

        Map<String, Double> times = new Runner(options)
                .run().stream()
                        .collect(Collectors.toMap(
                                run -> run.getPrimaryResult().getLabel(), ReadingAndWritingSpeedTest::bestMedian));

        assertThat(times.get("readAndWrite") / times.get("barePass"))
                .as("time in bare passes; microseconds of each: %s", times)
                .isLessThanOrEqualTo(3);
    }

    private static double bestMedian(RunResult run) {
        return run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(second -> second.getPrimaryResult().getStatistics().getPercentile(50))
                .min()
                .orElseThrow();
    }

    // What is not linear would take a hundred times as long.
    @ParameterizedTest
    @EnumSource
    void ten_times_the_size_takes_at_most_twelve_times_as_long(LargeMessage large) {
        byte[] small = large.of(100_000).getBytes(StandardCharsets.UTF_8);
        byte[] big = large.of(1_000_000).getBytes(StandardCharsets.UTF_8);
        List<Double> ratios = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            long first = processorTime(small, TIMES);
            long second = processorTime(big, TIMES / 10);
            ratios.add(10.0 * second / first);
        }

        assertThat(median(ratios.subList(ROUNDS / 2, ROUNDS)))
                .as("time for 1 MB in times for 100 kB")
                .isLessThanOrEqualTo(12);
    }

    /** Time of the processor, since such a call takes longer than the machine leaves it alone. */
    private static long processorTime(byte[] message, int times) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            readAndWrite(message);
        }
        return threads.getCurrentThreadCpuTime() - start;
    }

    private static void readAndWrite(byte[] message) {
        for (GtlRequest request : new GtlReader(RULES).read(message)) {
            if (request instanceof GtlRequest.TaskAction action) {
                var task = Tasks.created(7, (TaskCommand.Create) action.command(), NOW);
                assertThat(WRITER.taskInfo(task, Tasks.NOBODY, NOW)).isNotEmpty();
            } else if (request instanceof GtlRequest.Unreadable unreadable) {
                assertThat(WRITER.error(unreadable.refusal())).isNotEmpty();
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
