package org.workgate.it.proceed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** What time brings about. Tasks of the sample set-up, whose rules give Gold 20 more; messages may set when they are due. */
class ProceedingByTimeIT {

    private static Postgresql database;
    private static WorkgateServer server;
    private static Api api;

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(
                        database.setup("by-time")
                                .variable(
                                        "workgate.capture-point.update-task.extra-attributes", "reprioritizeDateTime"),
                        true)
                .create()
                .start();
        api = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private int createOrder(String attributes) {
        return Integer.parseInt(only(api.exchange(
                        "<CreateTask>" + address + "<category>Order</category>" + attributes + "</CreateTask>"))
                .value("BrokerId"));
    }

    /** Makes its customer a better one, by which its next prioritization gives 70 instead of 50, and changes more of it. */
    private void ennoble(String attributes) {
        assertThat(only(api.exchange("<UpdateTask>" + address + attributes
                                + "<ext><customerSegment>Gold</customerSegment></ext></UpdateTask>"))
                        .type())
                .isEqualTo("TaskUpdated");
    }

    private static String due(Instant at) {
        return "<reprioritizeDateTime>" + wire(at) + "</reprioritizeDateTime>";
    }

    private static String wire(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    private static void awaitPriority(int brokerId, String priority) {
        await().until(() -> text(api.task(brokerId), "priority"), priority::equals);
    }

    /** Whoever was due before has had its turn when a task that is due now has. */
    private static void awaitARound() {
        var control = new ProceedingByTimeIT();
        int brokerId = control.createOrder("");
        control.ennoble(due(Instant.now().minusSeconds(1)));
        awaitPriority(brokerId, "70");
    }

    @Test
    @Tag("R101")
    @Tag("R103")
    @Tag("R201")
    void a_task_is_prioritized_anew_when_its_time_has_come() {
        int brokerId = createOrder("");
        Instant before = Instant.now();

        ennoble(due(before.minusSeconds(60)));

        awaitPriority(brokerId, "70");
        JsonObject task = api.task(brokerId);
        assertThat(text(task, "status")).isEqualTo("Queued");
        assertThat(Instant.parse(text(task, "reprioritizeDateTime")))
                .isBetween(before.plus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(5)));
        List<JsonObject> history = api.history(brokerId);
        assertThat(history)
                .extracting(line -> text(line, "event"))
                .containsExactly("TaskCreated", "TaskUpdated", "TaskPrioritized");
        JsonObject line = history.get(2);
        assertThat(text(line, "Actor")).isEqualTo("Prioritization Service");
        assertThat(line.getAsJsonObject("changes").getAsJsonObject("priority"))
                .hasToString("{\"from\":\"50\",\"to\":\"70\"}");
        assertThat(line.getAsJsonArray("because")).isNotEmpty();
        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskUpdated");
    }

    /** What went out about the task, oldest first. */
    private List<Reply> told() {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .toList();
    }

    @Test
    @Tag("R102")
    void without_a_time_it_is_not_prioritized_anew() {
        int brokerId = createOrder("");

        ennoble("<reprioritizeDateTime/>");
        awaitARound();

        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");
    }

    @Test
    @Tag("R149")
    void a_held_task_is_not_prioritized_anew_until_it_is_resumed() {
        int brokerId = createOrder("");
        api.exchange("<HoldTask>" + address + "</HoldTask>");

        ennoble(due(Instant.now().minusSeconds(60)));
        awaitARound();
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("70");
    }

    @Test
    @Tag("R94")
    @Tag("R95")
    @Tag("A33")
    void before_its_activation_a_task_is_prioritized_once_and_not_anew() {
        int brokerId = createOrder("<activationDateTime>2999-01-01T00:00:00</activationDateTime>");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");

        ennoble(due(Instant.now().minusSeconds(60)));
        awaitARound();
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");

        api.exchange("<UpdateTask>" + address + "<activationDateTime/></UpdateTask>");
        awaitPriority(brokerId, "70");
    }

    @Test
    @Tag("R94")
    void a_task_goes_on_by_itself_when_its_activation_is_reached() {
        Instant activation = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        int brokerId = createOrder("<activationDateTime>" + wire(activation) + "</activationDateTime>");

        ennoble(due(activation.minusSeconds(60)));

        awaitPriority(brokerId, "70");
        assertThat(Instant.parse(text(api.history(brokerId).get(2), "EventDateTime")))
                .isAfterOrEqualTo(activation);
    }

    /** A deviation from A88 that is decided in 0036. */
    @Test
    void a_round_that_changes_nothing_but_the_next_time_leaves_no_line_in_the_history() {
        int brokerId = createOrder("");
        Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

        api.exchange("<UpdateTask>" + address + due(past) + "</UpdateTask>");

        await().until(() -> Instant.parse(text(api.task(brokerId), "reprioritizeDateTime")), past::isBefore);
        assertThat(api.history(brokerId))
                .extracting(line -> text(line, "event"))
                .containsExactly("TaskCreated", "TaskUpdated");
    }

    @Test
    @Tag("R200")
    void a_task_that_was_left_unclassified_is_picked_up() {
        int brokerId = createOrder("");

        database.run("update gtl_task set status = 'NEW', process_id = null, contract_id = null, priority = null,"
                + " next_step_at = created_date_time where id = " + brokerId);

        await().until(() -> text(api.task(brokerId), "status"), "Queued"::equals);
        assertThat(text(api.task(brokerId), "processId")).isEqualTo("ORDERS");
        JsonObject line = api.history(brokerId).get(1);
        assertThat(text(line, "event")).isEqualTo("TaskClassified");
        assertThat(line.getAsJsonArray("steps")).hasSize(1);
    }

    @Test
    void a_task_whose_step_fails_stops_no_other_and_is_tried_again() {
        int brokerId = createOrder("");
        database.run("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused'; end $$;"
                + " create trigger refusal before update on gtl_task for each row"
                + " when (old.id = " + brokerId + " and new.priority = 70) execute function refuse()");
        ennoble(due(Instant.now().minusSeconds(60)));

        awaitARound();
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");
        await().until(() -> database.number("select count(*) from gtl_task where id = " + brokerId
                        + " and next_step_at > reprioritize_date_time + 60000000")
                == 1);

        database.run("drop trigger refusal on gtl_task; update gtl_task set next_step_at = 0 where id = " + brokerId);
        awaitPriority(brokerId, "70");
    }

    private static Reply only(List<Reply> replies) {
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
