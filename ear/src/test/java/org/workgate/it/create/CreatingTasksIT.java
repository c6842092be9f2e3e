package org.workgate.it.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;

/** The walk from the input queue to the list and to the output queue, on the packaged server. */
@EitherBroker
@ExtendWith(SharedServer.class)
class CreatingTasksIT {

    private final String captureId = UUID.randomUUID().toString();
    private final Api api;

    CreatingTasksIT(Api api) {
        this.api = api;
    }

    @Test
    @Tag("R44")
    @Tag("R49")
    @Tag("R64")
    void a_create_task_with_every_attribute_becomes_a_task_with_every_attribute() {
        Reply created = only(api.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId>"
                + "<Actor>crm</Actor><Reason>new order</Reason><ActionDateTime>2024-03-04T09:00:00</ActionDateTime>"
                + "<channel>Webform</channel><category>Followup</category>"
                + "<activationDateTime>2024-03-04T10:00:00+02:00</activationDateTime>"
                + "<dueDateTime>2024-03-06T17:00:00</dueDateTime>"
                + "<expirationDateTime>2999-04-04T00:00:00Z</expirationDateTime>"
                + "<businessValue>50</businessValue><priority>10</priority><processId>ORDERS</processId>"
                + "<Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment>"
                + "<productType>DSL</productType><productSubtype>PremiumDSL</productSubtype>"
                + "<resultCode>none</resultCode>"
                + "<sourceFirstCreatedDateTime>2024-03-03T08:00:00</sourceFirstCreatedDateTime>"
                + "<sourceCreatedDateTime>2024-03-03T09:00:00</sourceCreatedDateTime>"
                + "<sourceDueDateTime>2024-03-07T00:00:00</sourceDueDateTime>"
                + "<sourceProcessType>Order</sourceProcessType><sourceProcessSubtype>New</sourceProcessSubtype>"
                + "<sourceTenant>T1</sourceTenant></Ext>"
                + "<Data><region>EMEA</region><Größe>Ü &lt; 1</Größe></Data><Hold>true</Hold></CreateTask>"));
        assertThat(created.type()).isEqualTo("TaskCreated");
        assertThat(created.value("CaptureId")).isEqualTo(captureId);
        assertThat(created.value("CapturePointId")).isEqualTo("mq");
        assertThat(created.value("Actor")).isEqualTo("crm");
        assertThat(created.value("Reason")).isEqualTo("new order");

        JsonObject task = api.task(Integer.parseInt(created.value("BrokerId")));
        assertThat(text(task, "CaptureId")).isEqualTo(captureId);
        assertThat(text(task, "tenantId")).isEqualTo("demo");
        assertThat(text(task, "solutionId")).isEqualTo("backoffice");
        assertThat(text(task, "status")).isEqualTo("NewHeld");
        assertThat(text(task, "channel")).isEqualTo("Webform");
        assertThat(text(task, "category")).isEqualTo("Followup");
        assertThat(text(task, "activationDateTime")).isEqualTo("2024-03-04T08:00:00Z");
        assertThat(text(task, "dueDateTime")).isEqualTo("2024-03-06T17:00:00Z");
        assertThat(text(task, "expirationDateTime")).isEqualTo("2999-04-04T00:00:00Z");
        assertThat(text(task, "businessValue")).isEqualTo("50");
        assertThat(text(task, "priority")).isEqualTo("10");
        assertThat(text(task, "processId")).isEqualTo("ORDERS");
        assertThat(text(task, "heldDateTime")).isEqualTo(text(task, "createdDateTime"));
        assertThat(task.getAsJsonObject("Ext"))
                .hasToString("{\"customerID\":\"C1\",\"customerSegment\":\"Gold\",\"productType\":\"DSL\","
                        + "\"productSubtype\":\"PremiumDSL\",\"resultCode\":\"none\","
                        + "\"sourceFirstCreatedDateTime\":\"2024-03-03T08:00:00Z\","
                        + "\"sourceCreatedDateTime\":\"2024-03-03T09:00:00Z\","
                        + "\"sourceDueDateTime\":\"2024-03-07T00:00:00Z\",\"sourceProcessType\":\"Order\","
                        + "\"sourceProcessSubtype\":\"New\",\"sourceTenant\":\"T1\"}");
        assertThat(text(task.getAsJsonObject("Data"), "region")).isEqualTo("EMEA");
        assertThat(text(task.getAsJsonObject("Data"), "Größe")).isEqualTo("Ü < 1");
    }

    @Test
    @Tag("R28")
    @Tag("R63")
    @Tag("R186")
    void the_smallest_create_task_gets_what_it_did_not_bring() {
        Reply created = only(api.exchange("<CreateTask/>"));
        assertThat(created.type()).isEqualTo("TaskCreated");
        assertThat(created.value("CaptureId")).isEqualTo(created.value("BrokerId"));
        assertThat(created.value("Actor")).isEqualTo("MQ Capture Point");
        assertThat(created.values("Reason")).isEmpty();
        assertThat(text(api.history(Integer.parseInt(created.value("BrokerId"))).get(0), "status"))
                .isEqualTo("New");
    }

    @Test
    @Tag("R26")
    @Tag("R78")
    @Tag("R80")
    void get_task_info_finds_a_task_by_either_of_its_ids() {
        String brokerId = only(api.exchange("<CreateTask><CaptureId>" + captureId
                        + "</CaptureId><priority>7</priority><Ext><customerID>C2</customerID></Ext>"
                        + "<Data><region>APAC</region></Data></CreateTask>"))
                .value("BrokerId");
        for (String address : List.of(
                "<CaptureId>" + captureId + "</CaptureId>",
                "<BrokerId>" + brokerId + "</BrokerId>",
                "<BrokerId>" + brokerId + "</BrokerId><CaptureId>" + captureId + "</CaptureId>")) {
            Reply info = only(api.exchange("<GetTaskInfo>" + address + "<Actor>asker</Actor></GetTaskInfo>"));
            assertThat(info.type()).isEqualTo("TaskInfo");
            assertThat(info.value("BrokerId")).isEqualTo(brokerId);
            assertThat(info.value("CaptureId")).isEqualTo(captureId);
            assertThat(info.value("Actor")).isEqualTo("asker");
            assertThat(info.value("status")).isEqualTo("Queued");
            assertThat(info.value("priority")).isEqualTo("7");
            assertThat(info.value("Ext/customerID")).isEqualTo("C2");
            assertThat(info.value("Data/region")).isEqualTo("APAC");
        }
        assertThat(api.history(Integer.parseInt(brokerId))).hasSize(1);
        assertThat(told()).containsExactly("TaskCreated", "TaskInfo", "TaskInfo", "TaskInfo");
    }

    @Test
    @Tag("R184")
    @Tag("R185")
    void a_ping_is_answered_with_a_pong() {
        assertThat(only(api.exchange("<Ping></Ping>")).type()).isEqualTo("Pong");
    }

    @Test
    @Tag("R65")
    @Tag("R66")
    @Tag("R67")
    void a_capture_id_is_captured_once() {
        String create = "<CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>";
        String brokerId = only(api.exchange(create)).value("BrokerId");
        Reply refused = only(api.exchange(create));
        assertThat(refused.type()).isEqualTo("Error");
        assertThat(refused.value("Code")).isEqualTo("TASK_ALREADY_CAPTURED");
        assertThat(refused.values("Parameter")).containsExactly(captureId, brokerId);
        assertThat(told()).containsExactly("TaskCreated");
        String next = only(api.exchange("<GetTaskInfo><CaptureId>" + captureId + "</CaptureId></GetTaskInfo>"))
                .value("BrokerId");
        assertThat(next).isEqualTo(brokerId);
    }

    @Test
    @Tag("A83")
    void a_malformed_creation_is_told_what_is_wrong_with_it_though_its_capture_id_is_taken() {
        api.exchange("<CreateTask><CaptureId>" + captureId + "</CaptureId></CreateTask>");

        Reply refused = only(api.exchange(
                "<CreateTask><CaptureId>" + captureId + "</CaptureId><priority>high</priority></CreateTask>"));

        assertThat(refused.value("Code")).isEqualTo("INVALID_FORMAT");
        assertThat(refused.values("Parameter").get(1)).isEqualTo("/GTLMessages/CreateTask/priority");
    }

    @Test
    @Tag("R61")
    @Tag("R187")
    void a_task_that_is_created_held_waits_for_its_resume() {
        String address = "<CaptureId>" + captureId + "</CaptureId>";
        int brokerId = Integer.parseInt(only(api.exchange(
                        "<CreateTask>" + address + "<category>Order</category><Hold>true</Hold></CreateTask>"))
                .value("BrokerId"));
        assertThat(text(api.task(brokerId), "status")).isEqualTo("NewHeld");
        assertThat(text(api.task(brokerId), "processId")).isNull();
        assertThat(told()).containsExactly("TaskCreated");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");

        assertThat(text(api.task(brokerId), "processId")).isEqualTo("ORDERS");
        assertThat(text(api.task(brokerId), "heldDateTime")).isNull();
    }

    @Test
    @Tag("R35")
    @Tag("A38")
    void a_task_that_nobody_captured_is_not_found() {
        Reply refused = only(api.exchange("<GetTaskInfo><CaptureId>" + captureId + "</CaptureId></GetTaskInfo>"));
        assertThat(refused.type()).isEqualTo("Error");
        assertThat(refused.value("Code")).isEqualTo("TASK_NOT_FOUND");
        assertThat(refused.values("Parameter")).containsExactly("CaptureId", captureId);
        assertThat(api.look("tasks/2147483646").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("A41")
    void the_operations_of_one_message_are_carried_out_and_answered_in_their_order() {
        String address = "<CaptureId>" + captureId + "</CaptureId>";
        assertThat(api.exchange("<GetTaskInfo>" + address + "</GetTaskInfo><CreateTask>" + address + "</CreateTask>"
                        + "<CreateTask>" + address + "</CreateTask><Nonsense/><GetTaskInfo>" + address
                        + "</GetTaskInfo><Ping/>"))
                .extracting(Reply::type)
                .containsExactly("Error", "TaskCreated", "Error", "Error", "TaskInfo", "Pong");
    }

    @Test
    @Tag("A39")
    void a_reply_is_correlated_to_its_request() {
        String messageId = api.submit("<GTLMessages><Ping/></GTLMessages>".getBytes(StandardCharsets.UTF_8));
        Reply pong = only(api.replies(messageId));
        assertThat(api.notifications())
                .filteredOn(sent -> sent.messageId().equals(pong.messageId()))
                .singleElement()
                .extracting(Reply::correlationId)
                .isEqualTo(messageId);
    }

    /** The types of all messages that told of the task. */
    private List<String> told() {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .map(Reply::type)
                .toList();
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
