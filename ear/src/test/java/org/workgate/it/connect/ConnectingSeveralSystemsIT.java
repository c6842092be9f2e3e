package org.workgate.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/**
 * Several capture points on one server, added by configuration alone: {@code mq} as packaged, in the zone of its tenant like all for
 * which none is set, which is Tokyo; {@code crm} as in the sample, in the zone of Berlin; {@code bpm}, which may act on tasks of the others and has settings of its own; {@code bpm2}, which may do
 * so too and shares the output queue of {@code crm}.
 */
class ConnectingSeveralSystemsIT {

    private static final Path CRM = Path.of("../samples/capture-points/crm.xml");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String IN_TOKYO = WorkgateServer.SAMPLE_STRUCTURE
            .replaceFirst("timeZone: UTC", "timeZone: " + TOKYO)
            .replace("      system: desk\n", "");

    private static WorkgateServer server;
    private static Testbed testbed;
    private static Api mq;
    private static Api crm;
    private static Api bpm;
    private static Api bpm2;
    private static Api ops;

    private final String captureId = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        server = Testbed.on(
                        WorkgateServer.named("several")
                                .beginningWith(IN_TOKYO)
                                .overridingWith(CRM)
                                .overriding(
                                        "others",
                                        "<variable name='workgate.capture-points' value='mq,crm,bpm,bpm2,ops'/>",
                                        capturePoint("bpm", 3, "BPMIn", "BPMOut"),
                                        capturePoint("bpm2", 4, "BPM2In", "CRMOut"),
                                        capturePoint("ops", 5, "OpsIn", "OpsOut"),
                                        setting("ops.output.tell-rule-changes", "true"),
                                        setting("bpm.cross-capture-point", "true"),
                                        setting("bpm2.cross-capture-point", "true"),
                                        setting("bpm.output.switched-off", "TaskHeld,Pong"),
                                        setting("bpm.output.copy-correlation-id", "true"),
                                        setting("bpm.output.correlate-notifications", "true"),
                                        setting("bpm.output.newest", "0"),
                                        setting("bpm.default.channel", "Portal"),
                                        setting("bpm.default.Data.region", "EMEA"),
                                        setting("bpm2.check-if-captured", "false"),
                                        setting("bpm2.output.switched-off", "TaskResumed"),
                                        setting("bpm2.output.newest", "0")),
                        false)
                .create()
                .start();
        testbed = new Testbed(server);
        mq = new Api(server);
        crm = new Api(server, "crm");
        bpm = new Api(server, "bpm");
        bpm2 = new Api(server, "bpm2");
        ops = new Api(server, "ops");
        await("all intakes").atMost(Duration.ofMinutes(1)).until(() -> mq.readiness() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String setting(String name, String value) {
        return "<variable name='workgate.capture-point." + name + "' value='" + value + "'/>";
    }

    private static String capturePoint(String id, int intake, String in, String out) {
        return String.join(
                "\n",
                setting(id + ".intake", Integer.toString(intake)),
                "<messagingEngine id='workgate'><queue id='" + in + "'/><queue id='" + out + "'/></messagingEngine>",
                queue(id, "in", in),
                queue(id, "out", out),
                queue(id, "backout", "GTLBackout"),
                "<jmsActivationSpec id='jms/workgate/intake/" + intake + "' autoStart='false' maxEndpoints='1'>",
                "<properties.wasJms destinationRef='workgate-" + id + "-in' maxBatchSize='1' maxConcurrency='1'",
                " readAhead='AlwaysOff'/></jmsActivationSpec>");
    }

    private static String queue(String id, String which, String name) {
        return "<jmsQueue id='workgate-" + id + "-" + which + "' jndiName='jms/workgate/" + id + "/" + which + "'>"
                + "<properties.wasJms queueName='" + name + "' readAhead='AlwaysOff'/></jmsQueue>";
    }

    private static String only(List<Reply> replies, String element) {
        assertThat(replies).hasSize(1);
        return replies.get(0).value(element);
    }

    private String create(Api at) {
        return only(at.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>"), "BrokerId");
    }

    private static List<String> typesOf(List<Reply> replies) {
        return replies.stream().map(Reply::type).toList();
    }

    @Nested
    class A_task {

        @Test
        @Tag("A45")
        @Tag("A78")
        void is_another_one_in_each_capture_point_though_its_capture_id_is_the_same() {
            int ofMq = Integer.parseInt(create(mq));
            int ofCrm = Integer.parseInt(create(crm));

            assertThat(ofCrm).isNotEqualTo(ofMq);
            assertThat(mq.task(ofMq).get("CapturePointId").getAsString()).isEqualTo("mq");
            assertThat(mq.task(ofCrm).get("CapturePointId").getAsString()).isEqualTo("crm");
            assertThat(mq.history(ofCrm).get(0).get("Actor").getAsString()).isEqualTo("CRM Capture Point");
        }

        /** On its capture point's queue and in its zone, and nowhere else. */
        @Test
        @Tag("R8")
        @Tag("R43")
        @Tag("A78")
        void that_is_held_by_hand_is_told_of_where_it_was_captured() {
            int brokerId = Integer.parseInt(create(crm));
            long before = crm.lastSequence();
            long beforeMq = mq.lastSequence();

            assertThat(mq.request("POST", "tasks/" + brokerId + "/hold", "{\"reason\": \"asked to\"}")
                            .statusCode())
                    .isEqualTo(200);

            List<Reply> told = crm.notifications(before);
            assertThat(typesOf(told)).containsExactly("TaskHeld");
            assertThat(told.get(0).value("CapturePointId")).isEqualTo("crm");
            assertThat(told.get(0).correlationId()).isEmpty();
            Instant heldAt = Instant.parse(mq.task(brokerId).get("heldDateTime").getAsString());
            LocalDateTime there = LocalDateTime.parse(told.get(0).value("EventDateTime"));
            assertThat(Duration.between(heldAt, there.atZone(BERLIN)).abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(mq.notifications(beforeMq)).isEmpty();
        }

        /** Nobody learns that it exists. */
        @Test
        @Tag("A42")
        void of_another_capture_point_is_not_found() {
            String brokerId = create(crm);

            assertThat(only(mq.exchange("<HoldTask><BrokerId>" + brokerId + "</BrokerId></HoldTask>"), "Code"))
                    .isEqualTo("TASK_NOT_FOUND");
            assertThat(only(mq.exchange("<HoldTask><CaptureId>" + captureId + "</CaptureId></HoldTask>"), "Code"))
                    .isEqualTo("TASK_NOT_FOUND");
            assertThat(only(bpm.exchange("<HoldTask><CaptureId>" + captureId + "</CaptureId></HoldTask>"), "Code"))
                    .isEqualTo("TASK_NOT_FOUND");
        }

        /** The asker has its answer, the capturer is told. */
        @Test
        @Tag("R17")
        @Tag("A42")
        @Tag("A48")
        void that_another_capture_point_acts_on_is_told_of_on_both_queues() {
            String brokerId = create(crm);
            long before = crm.lastSequence();

            String messageId = bpm.submit(message("<CancelTask><BrokerId>" + brokerId + "</BrokerId></CancelTask>"));
            List<Reply> answers = bpm.replies(messageId);

            assertThat(typesOf(answers)).containsExactly("TaskCanceled");
            assertThat(answers.get(0).value("CapturePointId")).isEqualTo("crm");
            List<Reply> told = crm.notifications(before);
            assertThat(typesOf(told)).containsExactly("TaskCanceled");
            assertThat(told.get(0).correlationId()).isEmpty();
            assertThat(told.get(0).value("Actor")).isEqualTo("bpm");
        }

        @Test
        @Tag("R23")
        @Tag("A52")
        void that_another_capture_point_acts_on_is_told_of_in_the_zone_of_each() {
            String brokerId = create(crm);
            long before = crm.lastSequence();

            List<Reply> answers = bpm.exchange("<CompleteTask><BrokerId>" + brokerId + "</BrokerId></CompleteTask>");

            LocalDateTime inTokyo = LocalDateTime.parse(answers.get(0).value("EventDateTime"));
            assertThat(crm.notifications(before).get(0).value("EventDateTime"))
                    .isEqualTo(inTokyo.atZone(TOKYO)
                            .withZoneSameInstant(BERLIN)
                            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        }

        /** Where both have the same queue, the answer is all. */
        @Test
        @Tag("A48")
        void that_another_capture_point_with_the_same_queue_acts_on_is_told_of_once() {
            String brokerId = create(crm);
            long before = crm.lastSequence();
            int depth = testbed.depth("CRMOut");

            assertThat(typesOf(bpm2.exchange("<HoldTask><BrokerId>" + brokerId + "</BrokerId></HoldTask>")))
                    .containsExactly("TaskHeld");

            assertThat(crm.notifications(before)).isEmpty();
            assertThat(testbed.depth("CRMOut")).isEqualTo(depth + 1);
        }

        /** A48 under load: each capture point acts on the other's tasks, and neither waits for the other for ever. */
        @Test
        @Tag("A48")
        void can_be_acted_on_from_both_sides_at_once() {
            int count = 200;
            List<String> ofBpm = createMany(bpm, count);
            List<String> ofBpm2 = createMany(bpm2, count);
            long beforeBpm = bpm.lastSequence();
            long beforeBpm2 = bpm2.lastSequence();

            testbed.put(
                    "BPMIn",
                    ofBpm2.stream().map(ConnectingSeveralSystemsIT::complete).toList());
            testbed.put(
                    "BPM2In",
                    ofBpm.stream().map(ConnectingSeveralSystemsIT::complete).toList());

            for (var told : List.of(told(bpm, beforeBpm, 2 * count), told(bpm2, beforeBpm2, 2 * count))) {
                assertThat(typesOf(told)).containsOnly("TaskCompleted");
                assertThat(told.stream().map(reply -> reply.value("BrokerId")).distinct())
                        .hasSize(2 * count);
            }
            assertThat(testbed.depth("GTLBackout")).isZero();
        }

        private List<String> createMany(Api at, int count) {
            var ids = new ArrayList<String>();
            String many = String.join(
                    "", IntStream.range(0, count).mapToObj(i -> "<CreateTask/>").toList());
            at.exchange(many).forEach(reply -> ids.add(reply.value("BrokerId")));
            return ids;
        }

        private List<Reply> told(Api at, long after, int count) {
            return await("notifications")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> at.notifications(after), told -> told.size() >= count);
        }
    }

    @Nested
    class A_setting {

        /** Neither as response nor as notification. */
        @Test
        @Tag("R16")
        @Tag("A27")
        void switches_a_type_of_message_off_for_its_capture_point_alone() {
            String brokerId = create(bpm);
            long before = bpm.lastSequence();
            int depth = testbed.depth("BPMOut");

            assertThat(bpm.exchange("<HoldTask><BrokerId>" + brokerId + "</BrokerId></HoldTask><Ping/>"))
                    .isEmpty();
            assertThat(mq.request("POST", "tasks/" + brokerId + "/resume", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(mq.request("POST", "tasks/" + brokerId + "/hold", "{}").statusCode())
                    .isEqualTo(200);

            assertThat(typesOf(bpm.notifications(before))).containsExactly("TaskResumed");
            assertThat(testbed.depth("BPMOut")).isEqualTo(depth + 1);
            assertThat(mq.history(Integer.parseInt(brokerId))).hasSize(4);
            assertThat(typesOf(mq.exchange("<Ping/>"))).containsExactly("Pong");
        }

        /** Whoever captured the task is told all the same, though on the same queue. */
        @Test
        @Tag("A27")
        @Tag("A48")
        void switches_off_an_answer_and_not_what_another_capture_point_with_the_same_queue_is_told() {
            String brokerId = create(crm);
            crm.exchange("<HoldTask><BrokerId>" + brokerId + "</BrokerId></HoldTask>");
            long before = crm.lastSequence();
            int depth = testbed.depth("CRMOut");

            assertThat(bpm2.exchange("<ResumeTask><BrokerId>" + brokerId + "</BrokerId></ResumeTask>"))
                    .isEmpty();

            List<Reply> told = crm.notifications(before);
            assertThat(typesOf(told)).containsExactly("TaskResumed");
            assertThat(told.get(0).correlationId()).isEmpty();
            assertThat(testbed.depth("CRMOut")).isEqualTo(depth + 1);
        }

        @Test
        @Tag("A40")
        void correlates_notifications_to_the_creation() {
            String messageId = bpm.submit(message("<CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>"));
            String brokerId = only(bpm.replies(messageId), "BrokerId");
            String ofMq = create(mq);
            long before = bpm.lastSequence();
            long beforeMq = mq.lastSequence();

            for (String id : List.of(brokerId, ofMq)) {
                assertThat(mq.request("POST", "tasks/" + id + "/complete", "{}").statusCode())
                        .isEqualTo(200);
            }

            assertThat(bpm.notifications(before)).map(Reply::correlationId).containsExactly(messageId);
            assertThat(mq.notifications(beforeMq)).map(Reply::correlationId).containsExactly("");
        }

        @Test
        @Tag("R68")
        @Tag("A43")
        void lets_a_capture_id_be_used_again_and_then_it_means_the_newest_that_is_not_final() {
            String first = create(bpm2);
            String second = create(bpm2);
            String address = "<CaptureId>" + captureId + "</CaptureId>";

            assertThat(second).isNotEqualTo(first);
            assertThat(only(bpm2.exchange("<CompleteTask>" + address + "</CompleteTask>"), "BrokerId"))
                    .isEqualTo(second);
            assertThat(only(bpm2.exchange("<CompleteTask>" + address + "</CompleteTask>"), "BrokerId"))
                    .isEqualTo(first);
            assertThat(only(bpm2.exchange("<GetTaskInfo>" + address + "</GetTaskInfo>"), "BrokerId"))
                    .isEqualTo(second);
        }

        @Test
        @Tag("A58")
        void has_told_what_rules_change_and_otherwise_nobody_is() {
            create(mq);
            create(ops);

            List<Reply> told = ops.notifications();
            assertThat(typesOf(told)).containsExactly("TaskCreated", "TaskUpdated", "TaskUpdated");
            assertThat(told.get(1).value("status")).isEqualTo("Captured");
            assertThat(told.get(1).value("processId")).isEqualTo("GENERAL");
            assertThat(told.get(1).value("Actor")).isEqualTo("Classification Service");
            assertThat(told.get(2).value("status")).isEqualTo("Queued");
            assertThat(told.get(2).value("priority")).isEqualTo("10");
            assertThat(mq.notifications().stream()
                            .filter(reply -> reply.values("CaptureId").contains(captureId))
                            .map(Reply::type))
                    .containsExactly("TaskCreated");
        }

        /** 1.18: what a creation does not give. */
        @Test
        void gives_attributes_a_default() {
            String given = only(bpm.exchange("<CreateTask><Channel>Fax</Channel></CreateTask>"), "BrokerId");
            String bare = create(bpm);

            List<Reply> info = bpm.exchange("<GetTaskInfo><BrokerId>" + bare + "</BrokerId></GetTaskInfo>"
                    + "<GetTaskInfo><BrokerId>" + given + "</BrokerId></GetTaskInfo>");

            assertThat(info).map(reply -> reply.value("channel")).containsExactly("Portal", "Fax");
            assertThat(info).map(reply -> reply.value("region")).containsExactly("EMEA", "EMEA");
            assertThat(mq.task(Integer.parseInt(create(mq))).get("channel").isJsonNull())
                    .isTrue();
        }

        /** Its two queues have the names that the configuration gives them, and it uses no other. */
        @Test
        @Tag("R5")
        @Tag("R6")
        void names_the_queue_that_requests_are_taken_from_and_the_one_that_answers_are_put_on() {
            List<String> others = List.of("GTLIn", "GTLOut", "CRMIn", "CRMOut", "BPM2In", "OpsIn", "OpsOut");
            List<Integer> depths = others.stream().map(testbed::depth).toList();
            int depth = testbed.depth("BPMOut");

            testbed.put("BPMIn", List.of("<GTLMessages><Nonsense/></GTLMessages>"));

            await("the answer").atMost(Duration.ofMinutes(1)).until(() -> testbed.depth("BPMOut") > depth);
            assertThat(testbed.depth("BPMIn")).isZero();
            assertThat(testbed.depth("BPMOut")).isEqualTo(depth + 1);
            assertThat(others).map(testbed::depth).isEqualTo(depths);
        }

        /** With copied correlation IDs, a request without one gets an answer without one. */
        @Test
        @Tag("A39")
        void copies_the_correlation_id_of_the_request() {
            long before = bpm.lastSequence();
            testbed.put(
                    "BPMIn",
                    "cafe00112233",
                    "<GTLMessages><GetTaskInfo><BrokerId>1</BrokerId></GetTaskInfo></GTLMessages>");
            List<Reply> told = await("the answer")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> bpm.notifications(before), replies -> !replies.isEmpty());
            assertThat(told).map(Reply::correlationId).containsExactly("cafe00112233");

            List<Reply> without = bpm.exchange("<GetTaskInfo><BrokerId>1</BrokerId></GetTaskInfo>");
            assertThat(without).map(Reply::correlationId).containsExactly("");
        }

        /** Of which the journal keeps the beginning. */
        @Test
        @Tag("A39")
        @Tag("A73")
        void copies_a_correlation_id_of_any_length() {
            long before = bpm.lastSequence();
            testbed.put("BPMIn", "c".repeat(1000), "<GTLMessages><Nonsense/></GTLMessages>");

            List<Reply> told = await("the answer")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> bpm.notifications(before), replies -> !replies.isEmpty());
            assertThat(told).map(Reply::correlationId).containsExactly("c".repeat(128));
            assertThat(testbed.depth("GTLBackout")).isZero();
        }
    }

    @Test
    void a_stopped_capture_point_is_still_told_of_its_tasks_and_one_with_tasks_cannot_be_left_out() {
        try (WorkgateServer other =
                WorkgateServer.named("stopped").overridingWith(CRM).create()) {
            other.start();
            var at = new Api(other, "crm");
            await("its intake").atMost(Duration.ofMinutes(1)).until(() -> at.readiness() == 200);
            String brokerId = create(at);

            other.stop();
            other.override("stopped", setting("crm.intake", "none"));
            other.start();
            await("the other intake").atMost(Duration.ofMinutes(1)).until(() -> at.readiness() == 200);
            String waiting = at.submit(message("<CompleteTask><BrokerId>" + brokerId + "</BrokerId></CompleteTask>"));
            long before = at.lastSequence();
            assertThat(at.request("POST", "tasks/" + brokerId + "/hold", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(typesOf(at.notifications(before))).containsExactly("TaskHeld");
            assertThat(at.look("messages/" + waiting).body()).contains("\"queued\"");

            other.stop();
            other.override("stopped", "<variable name='workgate.capture-points' value='mq'/>");
            // The queue stays: the embedded engine would delete it with the message on it.
            other.override("crm", "<messagingEngine id='workgate'><queue id='CRMIn'/></messagingEngine>");
            assertThatThrownBy(other::start)
                    .hasMessageContaining("Capture point crm has tasks, but is not configured")
                    .hasMessageContaining("workgate.capture-point.crm.intake=none");

            other.stop();
            other.override("stopped", setting("crm.intake", "2"));
            other.overrideWith(CRM);
            other.start();
            assertThat(typesOf(at.replies(waiting))).containsExactly("TaskCompleted");
        }
    }

    private static String complete(String brokerId) {
        return "<GTLMessages><CompleteTask><BrokerId>" + brokerId + "</BrokerId></CompleteTask></GTLMessages>";
    }

    private static byte[] message(String operations) {
        return ("<GTLMessages>" + operations + "</GTLMessages>").getBytes(StandardCharsets.UTF_8);
    }
}
