package org.workgate.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * How fast tasks are prioritized again and handed out while very many wait, compared with bare JPA loops that change as many rows in
 * portions of the same size and, where tasks are handed out, send as many messages. Both run on one server in one run, in turn, the
 * loops on a copy of the table of tasks, with its indexes.
 *
 * <p>The product is measured by its own history and journal, from the first portion to the last, so that its pauses do not count.
 */
@Tag("long")
class BackgroundWorkIT {

    private static final int TASKS = 100_000;

    /** How many there are when the heap is looked at first. */
    private static final int FEWER = 20_000;

    /** How many of the best are timed. */
    private static final int BEST = 1_000;

    /** How many tasks the desk has at most that nobody works on. */
    private static final int LIMIT = 2_000;

    /** How many tasks the product takes into a transaction. */
    private static final int PORTION = 100;

    /** How many rows are changed in one transaction of the preparation. */
    private static final int AT_ONCE = 10_000;

    /** Rounds before those that count: the compiler is at work until a few thousand tasks have been handed out. */
    private static final int WARM_UP = 4;

    private static final int ROUNDS = 3;
    private static final double WANTED = 0.5;
    private static final long MIB = 1 << 20;

    /** How much more of the heap may be in use with all tasks than with fewer. */
    private static final long NOTHING_TO_SPEAK_OF = 24 * MIB;

    /** Derby is inside, and keeps more and more pages as it reads them, up to 4,000 of up to 32 kB. */
    private static final long A_CACHE = 96 * MIB;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String STRUCTURE = WorkgateServer.SAMPLE_STRUCTURE.replace("limit: 100", "limit: " + LIMIT);
    private static final String NOBODY_HANDS_OUT = STRUCTURE.replace("      system: desk\n", "");

    @Test
    void it_goes_at_half_the_speed_of_a_bare_loop_on_the_embedded_default() throws IOException {
        measure(
                WorkgateServer.named("background"),
                (loop, table) -> loop.run("call SYSCS_UTIL.SYSCS_UPDATE_STATISTICS('APP', '"
                        + table.toUpperCase(Locale.ROOT) + "', null)"),
                A_CACHE);
    }

    @Test
    void it_goes_at_half_the_speed_of_a_bare_loop_on_postgresql() throws IOException {
        try (var database = new Postgresql()) {
            measure(
                    database.setup("background-postgresql"),
                    (loop, table) -> database.run("vacuum analyze " + table),
                    NOTHING_TO_SPEAK_OF);
        }
    }

    private static void measure(WorkgateServer.Setup setup, BiConsumer<Loop, String> tidying, long growth)
            throws IOException {
        try (WorkgateServer server = Loop.on(Testbed.on(setup, false)).create().start()) {
            new Measuring(server, tidying, growth).run();
        }
    }

    /** What goes on on one server. */
    private static final class Measuring {

        private final WorkgateServer server;
        private final BiConsumer<Loop, String> tidying;
        private final long growth;
        private final Api api;
        private final Testbed testbed;
        private final Loop loop;

        private Measuring(WorkgateServer server, BiConsumer<Loop, String> tidying, long growth) {
            this.server = server;
            this.tidying = tidying;
            this.growth = growth;
            api = new Api(server);
            testbed = new Testbed(server);
            loop = new Loop(server);
        }

        private void run() throws IOException {
            api.exchange("<CreateTask><category>Order</category><dueDateTime>2999-03-06T17:00:00</dueDateTime>"
                    + "<Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment></Ext>"
                    + "<Data><region>EMEA</region></Data></CreateTask>");
            loop.run("update gtl_task set next_step_at = null");
            fill(FEWER);
            long few = most(this::distribution);
            few = Math.max(few, most(this::prioritization));
            fill(TASKS);
            long many = most(this::distribution);
            many = Math.max(many, most(this::prioritization));
            loop.copy();
            for (int round = 0; round < WARM_UP; round++) {
                bareDistribution();
                distribution();
            }
            makeWait();

            var distributions = new Comparison("distributed, the best " + BEST + " of " + TASKS);
            for (int round = 0; round < ROUNDS; round++) {
                tidyUp();
                distributions.add(this::bareDistribution, this::distribution);
            }
            barePrioritization();
            var prioritizations = new Comparison("prioritized again, of " + TASKS);
            for (int round = 0; round < ROUNDS; round++) {
                tidyUp();
                prioritizations.add(this::barePrioritization, this::prioritization);
            }
            String report = prioritizations + "\n" + distributions + "\n"
                    + String.format(
                            "Heap in use at most, by what is needed: %d MiB with %d tasks, %d MiB with %d.%n",
                            few / MIB, FEWER, many / MIB, TASKS);
            System.out.println(report);
            Files.writeString(Path.of("target", server.data().getParent().getFileName() + ".md"), report);
            assertThat(prioritizations.ratio()).isGreaterThanOrEqualTo(WANTED);
            assertThat(distributions.ratio()).isGreaterThanOrEqualTo(WANTED);
            assertThat(many).isLessThanOrEqualTo(few + growth);
        }

        private void fill(int count) {
            loop.fill(count);
            makeWait();
            assertThat(loop.number("select count(*) from gtl_task")).isEqualTo(count);
            tidying.accept(loop, "gtl_task");
            tidying.accept(loop, "gtl_task_history");
        }

        /** What many changes leave behind slows the next ones down, in both tables, whenever the database gets to it. */
        private void tidyUp() {
            tidying.accept(loop, "gtl_task");
            tidying.accept(loop, "bare_task");
        }

        /** The most that is in use of the heap, by what is needed, while something goes on. */
        private long most(DoubleSupplier work) {
            var running = CompletableFuture.supplyAsync(work::getAsDouble);
            var most = new AtomicLong();
            awaitUntil(() -> {
                most.accumulateAndGet(loop.live(), Math::max);
                return running.isDone();
            });
            running.join();
            return most.get();
        }

        private double barePrioritization() {
            makeDue("bare_task");
            return TASKS * 1e6 / loop.prioritize(PORTION);
        }

        /** Tasks per second. Each gets a priority that it did not have, which its history tells. */
        private double prioritization() {
            long tasks = loop.number("select count(*) from gtl_task");
            long begin = now();
            makeDue("gtl_task");
            String lines = " from gtl_task_history where event = 'TaskPrioritized' and happened_at > " + begin;
            awaitUntil(() -> loop.number("select count(*) from gtl_task where next_step_at < " + begin) == 0);
            // Nothing is due again before all is measured.
            change("gtl_task", "next_step_at = null");
            assertThat(loop.number("select count(*)" + lines)).isEqualTo(tasks);
            assertThat(loop.number("select count(*) from gtl_task where priority = 70"))
                    .isEqualTo(tasks);
            long first = loop.number("select min(happened_at)" + lines);
            long last = loop.number("select max(happened_at)" + lines);
            return loop.number("select count(*)" + lines + " and happened_at < " + last) * 1e6 / (last - first);
        }

        /** Some at a time where that takes long, but due all at once. */
        private void makeDue(String table) {
            change(table, "status = 'QUEUED', priority = mod(id * 31, 50), order_priority = mod(id * 31, 50)");
            loop.run("update " + table + " set reprioritize_date_time = 1, next_step_at = id");
        }

        /** Some at a time, since nobody waits for locks for as long as all of them take. */
        private void change(String table, String values) {
            long first = loop.number("select min(id) from " + table);
            for (long from = first; from < first + TASKS; from += AT_ONCE) {
                loop.run("update " + table + " set " + values + " where id between " + from + " and "
                        + (from + AT_ONCE - 1));
            }
        }

        /** Until they are distributed, tasks of all priorities wait and nothing is due. */
        private void makeWait() {
            change(
                    "gtl_task",
                    "status = 'QUEUED', priority = mod(id * 31, 1000), order_priority = mod(id * 31, 1000),"
                            + " distribution_id = null, distribution_point_id = null");
        }

        private double bareDistribution() {
            testbed.clear(Loop.OUTPUT);
            double rate = BEST * 1e6 / loop.distribute(BEST, PORTION);
            assertThat(testbed.depth(Loop.OUTPUT)).isEqualTo(BEST);
            return rate;
        }

        /** Tasks per second, until the one behind the best is told of. What was distributed before has come to agents by now. */
        private double distribution() {
            testbed.clear("GTLOut");
            loop.run("update gtl_task set status = 'ASSIGNED' where status = 'DISTRIBUTED'");
            String told = " from gtl_message m where m.message_type = 'TaskDistributed' and m.sequence_no > "
                    + loop.number("select coalesce(max(sequence_no), 0) from gtl_message");
            putStructure(STRUCTURE);
            awaitUntil(() -> loop.number("select count(*)" + told) == LIMIT);
            putStructure(NOBODY_HANDS_OUT);
            assertThat(testbed.depth("GTLOut")).isEqualTo(LIMIT);
            assertThat(loop.number("select count(*) from gtl_task where status = 'DISTRIBUTED'"))
                    .isEqualTo(LIMIT);
            assertThat(loop.number("select count(*) from gtl_task t where t.status = 'QUEUED' and t.order_priority > ("
                            + "select min(d.order_priority) from gtl_task d where d.status = 'DISTRIBUTED')"))
                    .isZero();
            long first = loop.number("select min(m.sequence_no)" + told);
            return BEST * 1e6 / (toldAt(first + BEST, told) - toldAt(first, told));
        }

        private long toldAt(long sequence, String told) {
            return loop.number("select m.passed_at" + told + " and m.sequence_no = " + sequence);
        }

        private void putStructure(String file) {
            HttpResponse<String> answer =
                    api.request("PUT", "structure", file, "Content-Type", "application/yaml", "If-Match", "*");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        private static long now() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }

        private static void awaitUntil(BooleanSupplier condition) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(condition::getAsBoolean);
        }
    }

    /** The rates of both, in tasks per second, round by round. */
    private static final class Comparison {

        private final String what;
        private final List<Double> bare = new ArrayList<>();
        private final List<Double> workgate = new ArrayList<>();

        private Comparison(String what) {
            this.what = what;
        }

        private void add(DoubleSupplier bareRound, DoubleSupplier round) {
            bare.add(bareRound.getAsDouble());
            workgate.add(round.getAsDouble());
            System.out.println(this);
        }

        private double ratio() {
            return median(workgate) / median(bare);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "Tasks %s, per second: bare loop %.0f (%s), Workgate %.0f (%s): %.2f of it.",
                    what,
                    median(bare),
                    each(bare),
                    median(workgate),
                    each(workgate),
                    ratio());
        }

        private static String each(List<Double> values) {
            return values.stream()
                    .map(value -> String.format(Locale.ROOT, "%.0f", value))
                    .collect(Collectors.joining(" · "));
        }
    }
}
