package org.workgate.it.setaside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** A message that fails for its own sake is set aside; one that fails for lack of infrastructure waits (A73). */
@EitherBroker
class SettingAsideIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Postgresql database;
    private static WorkgateServer server;

    private final Api api = new Api(server);
    private final Testbed testbed = new Testbed(server);

    @BeforeAll
    static void start() {
        database = new Postgresql();
        server = Testbed.on(WorkgateServer.named("setaside").onBrokerOfTheBuild(database), true)
                .create()
                .start();
    }

    @AfterAll
    static void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    @Test
    @Tag("A73")
    void a_message_that_fails_by_itself_is_set_aside_as_it_is_and_hinders_nobody() {
        database.run("create function poison() returns trigger language plpgsql as $$ begin"
                + " if new.capture_id like 'poison%' then raise exception 'poisoned'; end if; return new; end $$;"
                + " create trigger poison before insert on gtl_task for each row execute function poison()");
        long before = api.lastSequence();
        List<String> ids = List.of("good-1", "poison-1", "good-2", "good-3", "poison-2", "good-4");

        testbed.put("GTLIn", ids.stream().map(SettingAsideIT::creation).toList());

        List<Reply> told = await().atMost(PATIENCE).until(() -> api.notifications(before), all -> all.size() >= 4);
        assertThat(told)
                .extracting(reply -> reply.type() + " " + reply.value("CaptureId"))
                .containsExactly(
                        "TaskCreated good-1", "TaskCreated good-2", "TaskCreated good-3", "TaskCreated good-4");
        await().atMost(PATIENCE).until(() -> setAside().size() == 2);
        assertThat(setAside().get(0).getAsJsonObject().get("body").getAsString())
                .isEqualTo(creation("poison-1"));
        assertThat(setAside().get(1).getAsJsonObject().get("body").getAsString())
                .isEqualTo(creation("poison-2"));
        assertThat(api.readiness()).isEqualTo(200);

        database.run("drop trigger poison on gtl_task");
        for (int left = 2; left > 0; left--) {
            JsonObject oldest = setAside().get(0).getAsJsonObject();
            HttpResponse<String> answer = api.request(
                    "POST",
                    "capture-points/mq/backout/" + oldest.get("messageId").getAsString() + "/resubmit",
                    "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String messageId = JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .get("messageId")
                    .getAsString();
            await().atMost(PATIENCE)
                    .until(() -> api.look("messages/" + messageId).statusCode() == 200);
            assertThat(api.replies(messageId)).extracting(Reply::type).containsExactly("TaskCreated");
        }
        assertThat(setAside()).isEmpty();
    }

    @Test
    void what_is_not_set_aside_is_not_resubmitted() {
        for (String messageId : List.of("0123456789abcdef", "x' or 'a' = 'a")) {
            HttpResponse<String> answer =
                    api.request("POST", "capture-points/mq/backout/" + messageId.replace(" ", "%20") + "/resubmit", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("MESSAGE_NOT_FOUND");
        }
    }

    @Test
    @Tag("A73")
    void a_database_that_gives_no_lock_in_time_costs_nothing_but_time() {
        long before = api.lastSequence();
        int count = 900;
        List<String> messages =
                IntStream.range(0, count).mapToObj(i -> creation("outage-" + i)).toList();
        for (int outage = 0; outage < 3; outage++) {
            List<String> third = messages.subList(outage * count / 3, (outage + 1) * count / 3);
            database.locking("gtl_task", () -> {
                testbed.put("GTLIn", third);
                await().atMost(PATIENCE).until(() -> api.readiness() == 503);
            });
            await().atMost(PATIENCE).until(() -> api.readiness() == 200);
        }

        List<Reply> told = await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> api.notifications(before), all -> all.size() >= count);
        assertThat(told)
                .extracting(reply -> reply.value("CaptureId"))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "outage-" + i).toList());
        assertThat(setAside()).isEmpty();
        assertThat(database.number("select count(*) from pg_prepared_xacts")).isZero();
    }

    /** Not even in the worst moment, between prepare and commit: nothing stays in doubt (A74). */
    @Test
    @Tag("A73")
    @Tag("A74")
    void a_database_that_ends_every_session_under_load_costs_nothing_but_time() {
        long before = api.lastSequence();
        int count = 1000;
        List<String> messages =
                IntStream.range(0, count).mapToObj(i -> creation("ended-" + i)).toList();
        for (int outage = 0; outage < 5; outage++) {
            testbed.put("GTLIn", messages.subList(outage * count / 5, (outage + 1) * count / 5));
            database.run("do $$ declare patience timestamptz := clock_timestamp() + interval '30 s'; begin"
                    + " while not exists (select from pg_prepared_xacts) loop"
                    + " if clock_timestamp() > patience then raise exception 'Nothing was prepared'; end if;"
                    + " end loop;"
                    + " perform pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name like 'workgate%'; end $$");
        }

        List<Reply> told = await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> api.notifications(before), all -> all.size() >= count);
        assertThat(told)
                .extracting(reply -> reply.value("CaptureId"))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "ended-" + i).toList());
        assertThat(setAside()).isEmpty();
        await().atMost(PATIENCE).until(() -> api.readiness() == 200);
        await().atMost(PATIENCE).until(() -> database.number("select count(*) from pg_prepared_xacts") == 0);
        assertThat(server.lines(Pattern.compile("ended the session before it committed")))
                .as("sessions that ended between prepare and commit")
                .isNotEmpty();
    }

    private static String creation(String captureId) {
        return "<GTLMessages>\n  <CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>\r\n</GTLMessages>";
    }

    private JsonArray setAside() {
        HttpResponse<String> answer = api.look("capture-points/mq/backout");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("items");
    }
}
