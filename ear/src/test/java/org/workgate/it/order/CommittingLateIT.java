package org.workgate.it.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.CommitGate;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** A database that commits long after the queues: neither order nor answers suffer from it (A74, A75). */
class CommittingLateIT {

    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern BROKER_ID = Pattern.compile("<BrokerId>(\\d+)</BrokerId>");

    private static Postgresql database;
    private static CommitGate gate;
    private static WorkgateServer server;
    private static ExecutorService callers;

    private final Api api = new Api(server);
    private final Testbed testbed = new Testbed(server);

    @BeforeAll
    static void start() {
        database = new Postgresql();
        gate = new CommitGate(database.port());
        callers = Executors.newCachedThreadPool();
        server = Testbed.on(
                        WorkgateServer.named("late")
                                .onPostgresql(gate.port(), "postgres")
                                .variable("database.lock.timeout", "20s"),
                        true)
                .create()
                .start();
    }

    @AfterAll
    static void stop() {
        callers.shutdownNow();
        try {
            server.close();
        } finally {
            gate.close();
            database.close();
        }
    }

    @AfterEach
    void delayNoMore() {
        release();
    }

    @Test
    void whoever_has_read_the_response_finds_the_task() {
        gate.shut();
        int brokerId = createdBeforeItIsCommitted("found");

        CompletableFuture<HttpResponse<String>> look = look(brokerId);

        awaitSomebodyWaiting();
        assertThat(look).isNotDone();
        release();
        assertThat(look.join().statusCode()).as(look.join().body()).isEqualTo(200);
    }

    @Test
    void whoever_has_read_the_response_can_operate_on_the_task() {
        gate.shut();
        int brokerId = createdBeforeItIsCommitted("operated");

        CompletableFuture<HttpResponse<String>> call = call(brokerId, "hold");

        awaitSomebodyWaiting();
        assertThat(call).isNotDone();
        release();
        assertThat(call.join().statusCode()).as(call.join().body()).isEqualTo(200);
        assertThat(api.task(brokerId).get("status").getAsString()).isEqualTo("Held");
    }

    @Test
    void the_queues_commit_before_the_database_also_where_somebody_asked_over_http() {
        int brokerId = createdBeforeItIsCommitted("first");
        gate.shut();

        CompletableFuture<HttpResponse<String>> call = call(brokerId, "hold");

        awaitDrained("first", 2);
        assertThat(gate.waiting()).as("commits that have yet to come").isPositive();
        assertThat(call).isNotDone();
        release();
        assertThat(call.join().statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("A75")
    void messages_and_http_in_turn_are_told_in_the_order_of_the_history() {
        gate.delay(LATE);
        int brokerId = createdBeforeItIsCommitted("turns");
        var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int turn = 0; turn < 4; turn++) {
            int drained = drained("turns").size();
            calls.add(call(brokerId, "hold"));
            awaitDrained("turns", drained + 1);
            testbed.put("GTLIn", List.of(message("ResumeTask", "turns")));
            awaitDrained("turns", drained + 2);
        }

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        release();
        List<String> history = api.history(brokerId).stream()
                .map(entry -> entry.get("event").getAsString())
                .toList();
        assertThat(history).hasSize(9).startsWith("TaskCreated", "TaskHeld", "TaskResumed", "TaskHeld");
        assertThat(drained("turns").stream().map(CommittingLateIT::type)).isEqualTo(history);
    }

    /** Forty who look for nothing cost those who look for something, and the intake, nothing. */
    @Test
    void those_who_look_in_vain_hold_up_nobody_else() {
        int present = createdBeforeItIsCommitted("present");
        release();
        gate.shut();
        createdBeforeItIsCommitted("coming");

        List<CompletableFuture<HttpResponse<String>>> vain =
                IntStream.range(0, 40).mapToObj(i -> look(2_000_000_000 + i)).toList();
        awaitSomebodyWaiting();

        assertThat(api.look("tasks/" + present).statusCode()).isEqualTo(200);
        release();
        assertThat(vain.stream().map(look -> look.join().statusCode()))
                .isSubsetOf(404, 503)
                .contains(404);
        createdBeforeItIsCommitted("afterwards");
    }

    /** Lets the database commit what waits, and waits until it has. */
    private static void release() {
        gate.delay(Duration.ZERO);
        await().atMost(PATIENCE).until(() -> gate.waiting() == 0);
    }

    /** Waits until a session of the database waits for another one. */
    private static void awaitSomebodyWaiting() {
        await("somebody who waits for the creator")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.number("select count(*) from pg_locks where not granted") > 0);
    }

    private int createdBeforeItIsCommitted(String captureId) {
        testbed.put("GTLIn", List.of(message("CreateTask", captureId)));
        Matcher created = BROKER_ID.matcher(awaitDrained(captureId, 1).get(0));
        assertThat(created.find()).isTrue();
        return Integer.parseInt(created.group(1));
    }

    private List<String> awaitDrained(String captureId, int count) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> drained(captureId), told -> told.size() >= count);
    }

    /** The messages about this task that were taken from the output queue, in their order. */
    private List<String> drained(String captureId) {
        return testbed.drained().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(message -> message.get("body").getAsString())
                .filter(body -> body.contains("<CaptureId>" + captureId + "</CaptureId>"))
                .toList();
    }

    private CompletableFuture<HttpResponse<String>> look(int brokerId) {
        return CompletableFuture.supplyAsync(() -> api.look("tasks/" + brokerId), callers);
    }

    private CompletableFuture<HttpResponse<String>> call(int brokerId, String operation) {
        return CompletableFuture.supplyAsync(
                () -> api.request("POST", "tasks/" + brokerId + "/" + operation, "{}"), callers);
    }

    private static String type(String body) {
        Matcher type = Pattern.compile("<(Task\\w+)>").matcher(body);
        assertThat(type.find()).isTrue();
        return type.group(1);
    }

    private static String message(String action, String captureId) {
        return "<GTLMessages><" + action + "><CaptureId>" + captureId + "</CaptureId></" + action + "></GTLMessages>";
    }
}
