package org.workgate.it.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.StoppedDatabase;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;
import org.workgate.it.testbed.Messages;

/** Exactly one task and exactly one reply per message, whatever is killed when (A74), and in their order (A75). */
@EitherBroker
class KillingTheServerIT {

    /** Small, so that most of the time some transaction or other is being committed when a kill comes. */
    private static final int LOT = 1;

    private static final int ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** One transaction, or more than one. */
    private static final Pattern RECOVERING = Pattern.compile("WTRN002[78]I");

    /** The transaction service has shut down with no transactions requiring recovery. */
    private static final Pattern NOTHING_IN_DOUBT = Pattern.compile("WTRN0105I");

    @Test
    @Tag("A74")
    void a_thousand_tasks_are_created_and_answered_once_though_the_server_is_killed_three_times() throws Exception {
        drillUntilATransactionWasRecovered(1_000, 3);
    }

    @Test
    @Tag("long")
    void ten_thousand_tasks_are_created_and_answered_once_though_the_server_is_killed_twelve_times() throws Exception {
        drillUntilATransactionWasRecovered(10_000, 12);
    }

    private static void drillUntilATransactionWasRecovered(int tasks, int kills) throws Exception {
        boolean recovered = false;
        for (int attempt = 1; attempt <= ATTEMPTS && !recovered; attempt++) {
            recovered = drill("kill-" + tasks + "-" + attempt, tasks, kills, new Random(attempt));
        }
        assertThat(recovered)
                .as("at least one kill hit a transaction that had to be recovered")
                .isTrue();
    }

    /** Returns whether a transaction was recovered after one of the kills. */
    private static boolean drill(String name, int tasks, int kills, Random random) throws SQLException, XAException {
        try (WorkgateServer server = Testbed.on(WorkgateServer.named(name).onBrokerOfTheBuild(), true)
                .create()) {
            var testbed = new Testbed(server);
            boolean recovered = false;
            for (int kill = 0; kill < kills; kill++) {
                server.start();
                double part = (kill + random.nextDouble()) / kills;
                int target = (int) (tasks * (0.2 + 0.58 * part));
                CompletableFuture<Void> feeding = feed(testbed, tasks * 8 / 10);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .ignoreExceptions() // rows in doubt are locked until they are recovered
                        .until(() -> testbed.drainedCount() >= target);
                server.kill();
                awaitEnd(feeding);
                recovered |= !server.lines(RECOVERING).isEmpty();
            }
            server.start();
            feed(testbed, tasks).join();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> testbed.drainedCount() >= tasks && testbed.depth("GTLIn") == 0);
            recovered |= !server.lines(RECOVERING).isEmpty();
            List<Reply> journal = new Api(server).notifications();
            List<Drained> drained = testbed.drained().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .map(Drained::new)
                    .toList();
            assertThat(testbed.depth("GTLOut")).isZero();
            assertThat(testbed.depth("GTLBackout")).isZero();
            server.stop();
            assertThat(server.lines(NOTHING_IN_DOUBT)).hasSize(1);

            List<String> expected = IntStream.rangeClosed(1, tasks)
                    .mapToObj(number -> Messages.captureId("drill", number))
                    .toList();
            assertThat(journal).extracting(Reply::type).containsOnly("TaskCreated");
            assertThat(journal).extracting(reply -> reply.value("CaptureId")).isEqualTo(expected);
            assertThat(drained).isEqualTo(journal.stream().map(Drained::new).toList());
            assertThat(drained).extracting(Drained::correlationId).doesNotHaveDuplicates();
            assertThat(server.inDoubt()).isZero();
            assertThat(server.column("select capture_id from gtl_task")).containsExactlyInAnyOrderElementsOf(expected);
            try (var database = new StoppedDatabase(server.data().resolve("testbed"))) {
                assertThat(database.inDoubt()).isZero();
            }
            return recovered;
        }
    }

    /** Puts numbered CreateTasks from where the last feeding ended, until all are put or the server dies. */
    private static CompletableFuture<Void> feed(Testbed testbed, int until) {
        return CompletableFuture.runAsync(() -> {
            int fed = await().atMost(PATIENCE).ignoreExceptions().until(testbed::fed, any -> true);
            while (fed < until) {
                fed = testbed.feed(Math.min(LOT, until - fed));
            }
        });
    }

    /** However it ended: what it could not put any more, the next feeding puts. */
    private static void awaitEnd(CompletableFuture<Void> feeding) {
        feeding.exceptionally(failure -> null).join();
    }

    /**
     * A message as somebody got it from the output queue.
     *
     * @param messageId without the prefix that JMS puts before it
     * @param correlationId likewise
     * @param body its text
     */
    private record Drained(String messageId, String correlationId, String body) {

        Drained(JsonObject json) {
            this(
                    plain(json.get("messageId").getAsString()),
                    plain(json.get("correlationId").getAsString()),
                    json.get("body").getAsString());
        }

        Drained(Reply reply) {
            this(reply.messageId(), reply.correlationId(), reply.body());
        }

        private static String plain(String messageId) {
            return messageId.replaceFirst("^ID:", "");
        }
    }
}
