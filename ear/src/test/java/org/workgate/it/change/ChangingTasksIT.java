package org.workgate.it.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;

/** What originating systems ask of tasks that are there, on the packaged server. */
@EitherBroker
@ExtendWith(SharedServer.class)
class ChangingTasksIT {

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";
    private final Api api;

    ChangingTasksIT(Api api) {
        this.api = api;
    }

    /** By either ID (R26, A23). */
    @ParameterizedTest
    @Tag("R26")
    @Tag("R30")
    @Tag("R32")
    @CsvSource({
        "R148 R193, HoldTask, TaskHeld, Held",
        "R168, RestartTask, TaskRestarted, New",
        "R175 R195 A23, CancelTask, TaskCanceled, Canceled",
        "R144 R192, CompleteTask, TaskCompleted, Completed",
    })
    void a_request_is_carried_out_answered_and_remembered(String proves, String request, String answer, String status) {
        int brokerId = create("");
        for (String by : List.of(address, "<BrokerId>" + brokerId + "</BrokerId>")) {
            Reply reply = only(api.exchange("<" + request + ">" + by
                    + "<Actor>crm</Actor><Reason>because</Reason><ActionDateTime>2001-01-01T00:00:00</ActionDateTime></"
                    + request + ">"));
            if (by.equals(address)) {
                assertThat(reply.type()).isEqualTo(answer);
                assertThat(reply.value("BrokerId")).isEqualTo(Integer.toString(brokerId));
                assertThat(reply.value("Actor")).isEqualTo("crm");
                assertThat(reply.value("Reason")).isEqualTo("because");
            }
        }

        // Who begins anew goes on at once.
        assertThat(text(api.task(brokerId), "status")).isEqualTo(status.equals("New") ? "Queued" : status);
        JsonObject entry = api.history(brokerId).get(1);
        assertThat(text(entry, "event")).isEqualTo(answer);
        assertThat(text(entry, "status")).isEqualTo(status);
        assertThat(text(entry, "Actor")).isEqualTo("crm");
        assertThat(text(entry, "channel")).isEqualTo("MESSAGE");
        assertThat(text(entry, "ActionDateTime")).isEqualTo("2001-01-01T00:00:00Z");
    }

    // 3.4.8
    @Test
    @Tag("R160")
    @Tag("A19")
    @Tag("A59")
    void a_resumed_task_is_where_it_was_before_the_hold() {
        int brokerId = create("<Hold>true</Hold>");
        assertThat(only(api.exchange("<ResumeTask>" + address + "</ResumeTask>"))
                        .type())
                .isEqualTo("TaskResumed");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");

        api.exchange("<HoldTask>" + address + "</HoldTask>");
        assertThat(text(api.task(brokerId), "heldDateTime")).isNotNull();
        api.exchange("<ResumeTask>" + address + "</ResumeTask>");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");
        assertThat(text(api.task(brokerId), "heldDateTime")).isNull();
    }

    /** One Error, and nothing has changed (3.4.5). */
    @ParameterizedTest
    @Tag("R76")
    @Tag("A38")
    @CsvSource({
        "HoldTask, HoldTask, CANNOT_HOLD_ASSIGNED_TASK, Held",
        "HoldTask, CancelTask, '', Canceled",
        "CompleteTask, HoldTask, CANNOT_HOLD_ASSIGNED_TASK, Completed",
        "CompleteTask, CompleteTask, CANNOT_COMPLETE_TASK, Completed",
        "CompleteTask, ResumeTask, CANNOT_RESUME_TASK, Completed",
        "CancelTask, RestartTask, CANNOT_RESTART_TASK, Canceled",
        "CancelTask, CancelTask, CANNOT_CANCEL_COMPLETED_TASK, Canceled",
    })
    void what_the_status_does_not_allow_is_refused(String first, String second, String code, String status) {
        int brokerId = create("");
        api.exchange("<" + first + ">" + address + "</" + first + ">");
        Reply reply = only(api.exchange("<" + second + ">" + address + "</" + second + ">"));

        assertThat(text(api.task(brokerId), "status")).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(reply.value("Code")).isEqualTo(code);
            assertThat(reply.values("Parameter")).containsExactly(Integer.toString(brokerId), captureId, status);
            assertThat(api.history(brokerId)).hasSize(2);
        }
    }

    /** The address comes before the status. */
    @Test
    @Tag("A28")
    @Tag("A38")
    @Tag("A83")
    void ids_that_are_not_of_one_task_are_refused_whatever_its_status() {
        int brokerId = create("");
        api.exchange("<CompleteTask>" + address + "</CompleteTask>");
        String other = only(api.exchange("<CreateTask/>")).value("CaptureId");
        String nobodys = UUID.randomUUID().toString();

        List<Reply> told = api.exchange("<Ping/><holdTask><captureID>" + other + "</captureID><BrokerId>" + brokerId
                + "</BrokerId></holdTask><HoldTask><BrokerId>" + brokerId + "</BrokerId><CaptureId>" + nobodys
                + "</CaptureId></HoldTask><HoldTask><BrokerId>2147483646</BrokerId>" + address + "</HoldTask>");

        assertThat(told.subList(1, 4))
                .extracting(error -> error.value("Code"))
                .containsExactly("INVALID_FORMAT", "TASK_NOT_FOUND", "TASK_NOT_FOUND");
        assertThat(told.get(1).values("Parameter").get(1)).isEqualTo("/GTLMessages/holdTask[2]/captureID");
        assertThat(told.get(2).values("Parameter")).containsExactly("CaptureId", nobodys);
        assertThat(told.get(3).values("Parameter")).containsExactly("BrokerId", "2147483646");
    }

    @Test
    @Tag("R125")
    @Tag("A50")
    @Tag("A88")
    void an_update_changes_what_it_gives_and_clears_what_it_gives_empty() {
        int brokerId = create("<priority>7</priority><category>Order</category><channel>Fax</channel>"
                + "<Ext><customerID>C1</customerID><productType>DSL</productType></Ext>"
                + "<Data><region>EMEA</region><old>1</old></Data>");

        Reply reply = only(
                api.exchange(
                        "<UpdateTask>" + address
                                + "<Actor>crm</Actor><priority>9</priority><category/><channel>Email</channel>"
                                + "<ext><customerID>C2</customerID></ext><data><REGION>APAC</REGION><old/><new>2</new></data></UpdateTask>"));

        assertThat(reply.type()).isEqualTo("TaskUpdated");
        assertThat(reply.value("priority")).isEqualTo("9");
        assertThat(reply.value("ext/customerID")).isEqualTo("C2");
        assertThat(reply.value("ext/productType")).isEqualTo("DSL");
        assertThat(reply.value("data/region")).isEqualTo("APAC");
        assertThat(reply.value("actor")).isEqualTo("crm");
        assertThat(reply.values("category")).isEmpty();
        JsonObject task = api.task(brokerId);
        assertThat(text(task, "priority")).isEqualTo("9");
        assertThat(text(task, "category")).isNull();
        assertThat(text(task, "channel")).isEqualTo("Fax");
        assertThat(task.getAsJsonObject("Data")).hasToString("{\"region\":\"APAC\",\"new\":\"2\"}");
        JsonObject entry = api.history(brokerId).get(1);
        assertThat(text(entry, "event")).isEqualTo("TaskUpdated");
        assertThat(entry.getAsJsonObject("changes"))
                .hasToString("{\"category\":{\"from\":\"Order\",\"to\":null},"
                        + "\"priority\":{\"from\":\"7\",\"to\":\"9\"},"
                        + "\"Ext/customerID\":{\"from\":\"C1\",\"to\":\"C2\"},"
                        + "\"Data/region\":{\"from\":\"EMEA\",\"to\":\"APAC\"},"
                        + "\"Data/old\":{\"from\":\"1\",\"to\":null},"
                        + "\"Data/new\":{\"from\":null,\"to\":\"2\"}}");
        assertThat(entry.getAsJsonArray("ignored")).hasToString("[\"channel\"]");
    }

    @Test
    @Tag("R133")
    @Tag("A63")
    void a_finished_task_can_be_updated() {
        int brokerId = create("");
        api.exchange("<CompleteTask>" + address + "</CompleteTask>");
        assertThat(only(api.exchange("<UpdateTask>" + address + "<ext><resultCode>ok</resultCode></ext></UpdateTask>"))
                        .type())
                .isEqualTo("TaskUpdated");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Completed");
    }

    /** Each operation sees what those before it did. */
    @Test
    @Tag("A41")
    void the_operations_of_one_message_build_on_one_another() {
        assertThat(api.exchange("<CreateTask>" + address + "</CreateTask><HoldTask>" + address
                        + "</HoldTask><UpdateTask>"
                        + address + "<priority>5</priority></UpdateTask><HoldTask>" + address
                        + "</HoldTask><ResumeTask>"
                        + address + "</ResumeTask><CompleteTask>" + address + "</CompleteTask><GetTaskInfo>" + address
                        + "</GetTaskInfo>"))
                .extracting(Reply::type)
                .containsExactly(
                        "TaskCreated", "TaskHeld", "TaskUpdated", "Error", "TaskResumed", "TaskCompleted", "TaskInfo");
    }

    private int create(String content) {
        return Integer.parseInt(only(api.exchange("<CreateTask>" + address + content + "</CreateTask>"))
                .value("BrokerId"));
    }

    private static Reply only(List<Reply> replies) {
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static String text(JsonObject json, String name) {
        return json.get(name).isJsonNull() ? null : json.get(name).getAsString();
    }
}
