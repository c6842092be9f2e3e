package org.workgate.it.setaside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.Reply;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** A message that meets a fault of the product itself is set aside as it is, whatever the fault, and hinders nobody (A73). */
class SettingAsideFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** CaptureIds, and what is thrown for them: at the gate, in the task itself, and on the way to the gate. */
    private static final List<String> FAULTY = List.of("runtime", "overflow", "linkage");

    @Test
    @Tag("A73")
    void messages_that_meet_a_fault_are_set_aside_and_those_beside_them_are_carried_out() {
        try (WorkgateServer server = Testbed.on(
                        WorkgateServer.named("faults")
                                .injecting(
                                        fault(
                                                "org.workgate.gate.TaskGate",
                                                "perform(org.workgate.task.TaskCommand, org.workgate.structure.CapturePoint,"
                                                        + " org.workgate.task.Origin)",
                                                "runtime",
                                                "IllegalStateException(\"injected\")"),
                                        fault(
                                                "org.workgate.task.GlobalTaskList",
                                                "add",
                                                "overflow",
                                                "StackOverflowError()"),
                                        fault(
                                                "org.workgate.capture.Requests",
                                                "act",
                                                "linkage",
                                                "LinkageError(\"injected\")")),
                        true)
                .create()
                .start()) {
            var api = new Api(server);
            var testbed = new Testbed(server);
            List<String> good =
                    IntStream.range(0, 300).mapToObj(i -> "good-" + i).toList();
            var all = new ArrayList<>(good);
            for (int i = 0; i < FAULTY.size(); i++) {
                all.add(100 * i + 50, FAULTY.get(i));
            }

            testbed.put(
                    "GTLIn", all.stream().map(SettingAsideFaultsIT::creation).toList());

            List<Reply> told =
                    await().atMost(PATIENCE).until(api::notifications, replies -> replies.size() >= good.size());
            assertThat(told)
                    .extracting(reply -> reply.type() + " " + reply.value("CaptureId"))
                    .containsExactlyElementsOf(
                            good.stream().map(id -> "TaskCreated " + id).toList());
            assertThat(setAside(api))
                    .containsExactlyElementsOf(
                            FAULTY.stream().map(SettingAsideFaultsIT::creation).toList());
            assertThat(testbed.depth("GTLIn")).isZero();
            assertThat(api.readiness()).isEqualTo(200);
        }
    }

    /** A rule that throws where one of the arguments tells of this CaptureId. */
    private static String fault(String type, String method, String captureId, String thrown) {
        return String.join(
                "\n",
                "RULE " + captureId,
                "CLASS " + type,
                "METHOD " + method,
                "AT ENTRY",
                "IF java.util.Arrays.toString($*).contains(\"captureId=" + captureId + ",\")",
                "DO throw new " + thrown,
                "ENDRULE");
    }

    private static String creation(String captureId) {
        return "<GTLMessages>\n  <CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>\r\n</GTLMessages>";
    }

    private static List<String> setAside(Api api) {
        return JsonParser.parseString(api.look("capture-points/mq/backout").body())
                .getAsJsonObject()
                .getAsJsonArray("items")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .map(message -> message.get("body").getAsString())
                .toList();
    }
}
