package org.workgate.it.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.order.Lives;
import org.workgate.it.server.Api;
import org.workgate.it.server.WorkgateServer;
import org.workgate.it.takeover.TwoServers.Member;

/** Of two servers one takes the messages; when it dies, the other goes on (A74, A75). */
class TakingOverIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MANY = 2_000;
    private static final Pattern CONDITION = Pattern.compile("Intake of mq: [A-Z_]+");

    private static TwoServers two;

    @BeforeAll
    static void start() {
        two = TwoServers.started();
    }

    @AfterAll
    static void stop() {
        two.close();
    }

    /** Killed while the database has not yet committed what the queues have committed: that is the worst moment. */
    @Test
    @Tag("A74")
    @Tag("A75")
    void every_request_is_carried_out_once_and_in_its_order_though_one_server_after_the_other_is_killed() {
        Member first = two.first();
        Member second = two.second();
        assertThat(isActive(first)).isTrue();
        assertThat(new Api(second.server()).readiness()).isEqualTo(200);

        killAmidst(new Lives("killed", 500), first, second);
        startStandingBy(first);
        killAmidst(new Lives("killed-again", 500), second, first);
        startStandingBy(second);

        assertThat(two.database()
                        .number("select count(*) from gtl_task where capture_id like 'killed%'"
                                + " and status = 'COMPLETED'"))
                .isEqualTo(1000);
        assertThat(two.database()
                        .number("select count(*) from gtl_task_history h join gtl_task t on t.id = h.broker_id"
                                + " where t.capture_id like 'killed%'"))
                .isEqualTo(5000);
    }

    /** Both servers take part; what the dead one had begun and not ended is done by the other one. */
    @Test
    @Tag("R101")
    void what_is_due_is_done_once_though_a_server_is_killed_amidst_it() {
        create("due");
        two.database()
                .run("update gtl_task set customer_segment = 'Gold', reprioritize_date_time = id, next_step_at = id"
                        + " where capture_id like 'due%'");
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> prioritizedAnew("h.id") > 0);
        two.second().server().kill();
        assertThat(prioritizedAnew("h.id")).isLessThan(MANY);

        await("all of them").atMost(A_MINUTE).until(() -> prioritizedAnew("distinct h.broker_id") == MANY);
        assertThat(prioritizedAnew("h.id")).isEqualTo(MANY);
        startStandingBy(two.second());
    }

    /** Both servers take turns; nothing is handed out twice or before something better, though one dies in its turn. */
    @Test
    @Tag("R100")
    @Tag("R138")
    void what_is_handed_out_is_so_once_and_in_its_order_though_a_server_is_killed_amidst_it() {
        create("handed");
        two.database()
                .run("update gtl_task set priority = mod(id * 31, 100), order_priority = mod(id * 31, 100)"
                        + " where capture_id like 'handed%'");

        putStructure(WorkgateServer.SAMPLE_STRUCTURE.replace("limit: 100", "limit: 9999"));
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> handedOut("h.id") > 0);
        two.second().server().kill();
        assertThat(handedOut("h.id")).isLessThan(MANY);

        await("all of them").atMost(A_MINUTE).until(() -> handedOut("distinct h.broker_id") == MANY);
        assertThat(handedOut("h.id")).isEqualTo(MANY);
        assertThat(
                        two.database()
                                .number(
                                        "select count(*) from (select t.order_priority as is, lag(t.order_priority) over"
                                                + " (order by m.sequence_no) as was from gtl_message m join gtl_task t on t.id = m.broker_id"
                                                + " where m.message_type = 'TaskDistributed' and t.capture_id like 'handed%') told where told.was < told.is"))
                .isZero();
        putStructure(WorkgateServer.SAMPLE_STRUCTURE.replace("      system: desk\n", ""));
        startStandingBy(two.second());
    }

    /** A router gets each task once and in its order, and what it gives back is held once, though one server after the other dies. */
    @Test
    @Tag("R205")
    @Tag("A87")
    void what_a_router_has_and_gives_back_it_has_and_gives_back_once_though_servers_are_killed_amidst_it() {
        create("routed");
        two.database()
                .run("update gtl_task set priority = mod(id * 31, 100), order_priority = mod(id * 31, 100)"
                        + " where capture_id like 'routed%'");

        putStructure(WorkgateServer.SAMPLE_STRUCTURE
                .replace("system: desk", "system: router")
                .replace("limit: 100", "limit: 99999"));
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> told("routed", "TaskDistributed", "h.id") > 0);
        two.second().server().kill();
        assertThat(told("routed", "TaskDistributed", "h.id")).isLessThan(MANY);

        Map<String, String> submitted = taken("Submit");
        assertThat(submitted).hasSize(MANY);
        assertThat(told("routed", "TaskDistributed", "h.id")).isEqualTo(MANY);
        List<Integer> priorities = submitted.values().stream()
                .map(text -> Integer.valueOf(between(text, "<GTL_priority>", "</GTL_priority>")))
                .toList();
        assertThat(priorities).isSortedAccordingTo(Comparator.reverseOrder());
        startStandingBy(two.second());

        two.testbed()
                .put(
                        "GTLIn",
                        IntStream.range(0, MANY)
                                .mapToObj(i -> "<GTLMessages><HoldTask><CaptureId>routed" + i
                                        + "</CaptureId></HoldTask></GTLMessages>")
                                .toList());
        assertThat(taken("Revoke").keySet()).isEqualTo(submitted.keySet());
        assertThat(told("routed", "TaskHeld", "h.id")).isZero();
        two.testbed()
                .put(
                        "RouterOut",
                        submitted.keySet().stream()
                                .map(id -> "<Revoked><DistributionId>" + id + "</DistributionId></Revoked>")
                                .toList());
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> told("routed", "TaskHeld", "h.id") > 0);
        two.second().server().kill();

        await("all of them").atMost(A_MINUTE).until(() -> told("routed", "TaskHeld", "distinct h.broker_id") == MANY);
        assertThat(told("routed", "TaskHeld", "h.id")).isEqualTo(MANY);
        assertThat(two.database()
                        .number("select count(*) from gtl_message m join gtl_task t on t.id = m.broker_id"
                                + " where m.message_type = 'TaskHeld' and m.request_id is not null"
                                + " and t.capture_id like 'routed%'"))
                .isEqualTo(MANY);
        assertThat(two.testbed().depth("RouterBackout")).isZero();
        putStructure(WorkgateServer.SAMPLE_STRUCTURE.replace("      system: desk\n", ""));
        startStandingBy(two.second());
    }

    /** What the router was told of these tasks, by DistributionId, in its order; each once. */
    private static Map<String, String> taken(String type) {
        var taken = new LinkedHashMap<String, String>();
        await("what the router is told").atMost(PATIENCE).until(() -> {
            two.testbed().take("RouterIn", MANY, Duration.ofSeconds(1)).stream()
                    .filter(text -> text.contains("<CaptureId>routed"))
                    .forEach(text -> {
                        assertThat(text).startsWith("<" + type + ">");
                        String id = between(text, "<DistributionId>", "</DistributionId>");
                        assertThat(taken.put(id, text)).isNull();
                    });
            return taken.size() == MANY;
        });
        return taken;
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    /** Both servers take part; each task is in one place with all of its history, whatever the dead one had begun. */
    @Test
    @Tag("R203")
    void what_expires_is_archived_once_with_its_history_though_a_server_is_killed_amidst_it() {
        create("expired");
        long lines = two.database()
                .number("select count(*) from gtl_task_history h join gtl_task t on t.id = h.broker_id"
                        + " where t.capture_id like 'expired%'");

        two.database()
                .run("update gtl_task set status = 'CANCELED', ended_at = id, expiration_date_time = id"
                        + " where capture_id like 'expired%'");
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> archived("expired") > 0);
        two.second().server().kill();
        assertThat(archived("expired")).isLessThan(MANY);

        await("all of them").atMost(A_MINUTE).until(() -> archived("expired") == MANY);
        assertThat(two.database().number("select count(*) from gtl_task where capture_id like 'expired%'"))
                .isZero();
        assertThat(two.database()
                        .number(
                                "select count(*) from gtl_archived_history h join gtl_archived_task t on t.id = h.broker_id"
                                        + " where t.capture_id like 'expired%'"))
                .isEqualTo(lines);
        assertThat(
                        two.database()
                                .number(
                                        "select count(*) from gtl_task_history h join gtl_archived_task t on t.id = h.broker_id"))
                .isZero();
        startStandingBy(two.second());
    }

    /** Both servers take part; what the dead one had begun is done by the other one, and nothing else goes. */
    @Test
    void
            what_has_been_archived_for_long_is_deleted_with_its_history_and_nothing_else_though_a_server_is_killed_amidst_it() {
        create("kept");
        create("purged");
        two.database()
                .run("update gtl_task set status = 'CANCELED', ended_at = id, expiration_date_time = id"
                        + " where capture_id like 'kept%' or capture_id like 'purged%'");
        await("all of them in the archive")
                .atMost(PATIENCE)
                .until(() -> archived("kept") + archived("purged") == 2 * MANY);
        long lines = two.database().number("select count(*) from gtl_archived_history");
        long linesOfOthers = lines
                - two.database()
                        .number(
                                "select count(*) from gtl_archived_history h join gtl_archived_task t on t.id = h.broker_id"
                                        + " where t.capture_id like 'purged%'");

        two.database().run("update gtl_archived_task set archived_at = id where capture_id like 'purged%'");
        await("some of them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> archived("purged") < MANY);
        two.second().server().kill();
        assertThat(archived("purged")).isPositive();

        await("all of them").atMost(A_MINUTE).until(() -> archived("purged") == 0);
        assertThat(archived("kept")).isEqualTo(MANY);
        assertThat(two.database().number("select count(*) from gtl_archived_history"))
                .isEqualTo(linesOfOthers);
        startStandingBy(two.second());
    }

    private static long archived(String series) {
        return two.database().number("select count(*) from gtl_archived_task where capture_id like '" + series + "%'");
    }

    private static long handedOut(String what) {
        return told("handed", "TaskDistributed", what);
    }

    private static long told(String series, String event, String what) {
        return two.database()
                .number("select count(" + what + ") from gtl_task_history h join gtl_task t on t.id = h.broker_id"
                        + " where t.capture_id like '" + series + "%' and h.event = '" + event + "'");
    }

    private static void putStructure(String file) {
        HttpResponse<String> answer = new Api(two.first().server())
                .request("PUT", "structure", file, "Content-Type", "application/yaml", "If-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void create(String series) {
        two.testbed()
                .put(
                        "GTLIn",
                        IntStream.range(0, MANY)
                                .mapToObj(i -> "<GTLMessages><CreateTask><CaptureId>" + series + i
                                        + "</CaptureId></CreateTask></GTLMessages>")
                                .toList());
        await("the tasks")
                .atMost(PATIENCE)
                .until(() ->
                        two.database().number("select count(*) from gtl_task where capture_id like '" + series + "%'")
                                == MANY);
    }

    /** Counts the lines that tell of a second prioritization; the first one is told in the line of the creation. */
    private static long prioritizedAnew(String what) {
        return two.database()
                .number("select count(" + what + ") from gtl_task_history h join gtl_task t on t.id = h.broker_id"
                        + " where t.capture_id like 'due%' and h.event = 'TaskPrioritized'");
    }

    private static void killAmidst(Lives lives, Member active, Member standingBy) {
        putAThird(lives, standingBy);
        active.gate().shut();
        await("a commit that hangs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> active.gate().waiting() > 0);
        active.server().kill();
        active.gate().cut();
        assertThat(inDoubt()).as("transactions in doubt").isPositive();

        awaitTakeOver(standingBy);
        assertDone(lives, standingBy);
    }

    /** Puts all of them, and waits until a third was carried out. */
    private static void putAThird(Lives lives, Member standingBy) {
        long written = written();
        lives.put(new Api(standingBy.server()), two.testbed());
        await("a third of the lives")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> written() >= written + lives.messages() / 3);
    }

    private static void awaitTakeOver(Member standingBy) {
        await("the other one to take over").atMost(A_MINUTE).until(() -> isActive(standingBy));
    }

    private static void assertDone(Lives lives, Member by) {
        lives.assertTold(new Api(by.server()), two.testbed());
        assertThat(inDoubt()).isZero();
        assertThat(two.testbed().depth("GTLIn")).isZero();
        assertThat(two.testbed().depth("GTLBackout")).isZero();
    }

    private static void startStandingBy(Member killed) {
        killed.server().start();
        assertThat(new Api(killed.server()).readiness()).isEqualTo(200);
        assertThat(isActive(killed)).isFalse();
    }

    /** What the server said last of its intake. */
    private static boolean isActive(Member member) {
        List<String> conditions = member.server().lines(CONDITION);
        return !conditions.isEmpty() && conditions.get(conditions.size() - 1).contains("RECEIVING");
    }

    private static long inDoubt() {
        return two.database().number("select count(*) from pg_prepared_xacts");
    }

    /** How many messages went out, asked of the database itself, which costs the servers nothing. */
    private static long written() {
        return two.database().number("select count(*) from gtl_message where direction = 'OUT'");
    }
}
