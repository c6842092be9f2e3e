package org.workgate.it.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
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

/** What becomes of tasks by the structure and the rules of the sample set-up, in the transaction that makes them new. */
@EitherBroker
@ExtendWith(SharedServer.class)
class ClassifyingTasksIT {

    private final String captureId = UUID.randomUUID().toString();
    private final String address = "<CaptureId>" + captureId + "</CaptureId>";
    private final Api api;

    ClassifyingTasksIT(Api api) {
        this.api = api;
    }

    private int create(String attributes) {
        return Integer.parseInt(only(api.exchange("<CreateTask>" + address + attributes + "</CreateTask>"))
                .value("BrokerId"));
    }

    /** What went out about the task, oldest first. */
    private List<Reply> told() {
        return api.notifications().stream()
                .filter(reply -> reply.values("CaptureId").contains(captureId))
                .toList();
    }

    @ParameterizedTest
    @Tag("R46")
    @Tag("R83")
    @Tag("R84")
    @CsvSource({
        "Order, Silver, ORDERS, SALES, 50",
        "Claim, Gold, CLAIMS, SERVICE, 60",
        "Followup, Silver, GENERAL, SALES, 10"
    })
    void a_new_task_is_classified_prioritized_and_queued(
            String category, String segment, String process, String contract, int priority) {
        int brokerId = create(
                "<category>" + category + "</category><Ext><customerSegment>" + segment + "</customerSegment></Ext>");

        Reply info = only(api.exchange("<GetTaskInfo>" + address + "</GetTaskInfo>"));
        assertThat(info.value("status")).isEqualTo("Queued");
        assertThat(info.value("processId")).isEqualTo(process);
        assertThat(info.value("contractId")).isEqualTo(contract);
        assertThat(info.value("businessCalendarId")).isEqualTo("OFFICE");
        assertThat(info.value("priority")).isEqualTo(Integer.toString(priority));
        JsonObject task = api.task(brokerId);
        assertThat(Instant.parse(text(task, "reprioritizeDateTime")))
                .isEqualTo(Instant.parse(text(task, "createdDateTime")).plus(Duration.ofMinutes(5)));
        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskInfo");
    }

    @Test
    @Tag("A88")
    void the_history_tells_each_step_and_which_rules_led_to_it() {
        int brokerId = create("<category>Order</category>");

        List<JsonObject> history = api.history(brokerId);
        assertThat(history).hasSize(1);
        assertThat(text(history.get(0), "event")).isEqualTo("TaskCreated");
        assertThat(text(history.get(0), "status")).isEqualTo("New");
        JsonArray steps = history.get(0).getAsJsonArray("steps");
        assertThat(steps).hasSize(2);
        JsonObject classified = steps.get(0).getAsJsonObject();
        assertThat(text(classified, "event")).isEqualTo("TaskClassified");
        assertThat(text(classified, "status")).isEqualTo("Captured");
        assertThat(text(classified, "Actor")).isEqualTo("Classification Service");
        assertThat(classified.getAsJsonObject("changes").getAsJsonObject("processId"))
                .hasToString("{\"from\":null,\"to\":\"ORDERS\"}");
        JsonObject row = classified.getAsJsonArray("because").get(0).getAsJsonObject();
        assertThat(text(row, "place")).isEqualTo("classification, global");
        assertThat(text(row, "row")).isEqualTo("1");
        assertThat(row.getAsJsonArray("effects")).hasToString("[\"process ORDERS\"]");
        JsonObject prioritized = steps.get(1).getAsJsonObject();
        assertThat(text(prioritized, "event")).isEqualTo("TaskPrioritized");
        assertThat(text(prioritized, "status")).isEqualTo("Queued");
        assertThat(text(prioritized, "Actor")).isEqualTo("Prioritization Service");
    }

    @Test
    @Tag("A64")
    void a_priority_that_was_given_is_left_alone() {
        int brokerId = create("<category>Order</category><priority>3</priority>");

        assertThat(text(api.task(brokerId), "priority")).isEqualTo("3");
    }

    @Test
    @Tag("A68")
    void a_process_that_was_given_is_not_replaced() {
        int brokerId = create("<category>Order</category><processId>CLAIMS</processId>");

        assertThat(text(api.task(brokerId), "processId")).isEqualTo("CLAIMS");
        assertThat(text(api.task(brokerId), "contractId")).isEqualTo("SERVICE");
    }

    @Test
    @Tag("R83")
    void a_task_that_is_held_from_the_start_shows_the_contract_of_its_process() {
        int brokerId = create("<Hold>true</Hold><processId>CLAIMS</processId>");

        assertThat(text(api.task(brokerId), "status")).isEqualTo("NewHeld");
        assertThat(text(api.task(brokerId), "contractId")).isEqualTo("SERVICE");
        assertThat(text(api.task(brokerId), "businessCalendarId")).isNull();
    }

    @ParameterizedTest
    @Tag("R182")
    @Tag("R183")
    @Tag("A80")
    @CsvSource({
        "LEGACY, Process LEGACY has been inactive since the end of 2020-12-31",
        "FUTURE, Process FUTURE is inactive until 2999-01-01",
        "CLOSEDWORK, Contract CLOSED has been inactive since the end of 2020-12-31"
    })
    void work_of_an_inactive_process_or_contract_is_rejected(String process, String reason) {
        int brokerId = create("<processId>" + process + "</processId>");

        assertThat(text(api.task(brokerId), "status")).isEqualTo("Rejected");
        List<Reply> told = told();
        assertThat(told).extracting(Reply::type).containsExactly("TaskCreated", "TaskRejected");
        Reply rejected = told.get(1);
        assertThat(rejected.value("Actor")).isEqualTo("Classification Service");
        assertThat(rejected.value("Reason")).isEqualTo(reason);
        assertThat(rejected.correlationId()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R155")
    @Tag("R156")
    @Tag("A68")
    @CsvSource({
        "<category>Unclassified</category>, No rule assigned a process",
        "<processId>NONE</processId>, Process NONE"
    })
    void what_no_rule_or_nobody_knows_is_held_with_its_error(String attributes, String error) {
        int brokerId = create(attributes);

        JsonObject task = api.task(brokerId);
        assertThat(text(task, "status")).isEqualTo("ErrorHeld");
        assertThat(text(task, "heldDateTime")).isNotNull();
        assertThat(text(task.getAsJsonObject("Data"), "Error")).startsWith(error);
        List<Reply> told = told();
        assertThat(told).extracting(Reply::type).containsExactly("TaskCreated", "TaskErrorHeld");
        assertThat(told.get(1).value("Reason")).isEqualTo("Classification failed");
        assertThat(told.get(1).value("Error")).startsWith(error);
    }

    /** None is left over from an earlier one. */
    @Test
    @Tag("A80")
    void each_message_tells_the_reason_of_its_own_cause() {
        create("<Reason>new order</Reason><category>Unclassified</category>");

        api.exchange("<UpdateTask>" + address + "<category>Order</category></UpdateTask><ResumeTask>" + address
                + "<Reason>mended</Reason></ResumeTask><HoldTask>" + address + "</HoldTask>");

        assertThat(told())
                .extracting(Reply::type, reply -> String.join("", reply.values("Reason")))
                .containsExactly(
                        tuple("TaskCreated", "new order"),
                        tuple("TaskErrorHeld", "Classification failed"),
                        tuple("TaskUpdated", ""),
                        tuple("TaskResumed", "mended"),
                        tuple("TaskHeld", ""));
    }

    @Test
    @Tag("R159")
    @Tag("A21")
    @Tag("A35")
    void a_task_whose_cause_of_error_is_gone_goes_on_when_it_is_resumed() {
        int brokerId = create("<category>Unclassified</category>");
        api.exchange("<UpdateTask>" + address + "<category>Order</category></UpdateTask>");

        assertThat(only(api.exchange("<ResumeTask>" + address + "</ResumeTask>"))
                        .type())
                .isEqualTo("TaskResumed");

        JsonObject task = api.task(brokerId);
        assertThat(text(task, "status")).isEqualTo("Queued");
        assertThat(text(task, "processId")).isEqualTo("ORDERS");
        assertThat(task.getAsJsonObject("Data").has("Error")).isFalse();
    }

    @Test
    @Tag("R159")
    void a_task_whose_error_is_still_there_is_held_again_when_it_is_resumed() {
        create("<category>Unclassified</category>");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");

        assertThat(told())
                .extracting(Reply::type)
                .containsExactly("TaskCreated", "TaskErrorHeld", "TaskResumed", "TaskErrorHeld");
    }

    @Test
    @Tag("R169")
    @Tag("A86")
    void a_restarted_task_is_classified_and_prioritized_anew() {
        int brokerId = create("<category>Order</category>");
        api.exchange("<UpdateTask>" + address + "<category>Claim</category></UpdateTask>");
        assertThat(text(api.task(brokerId), "processId")).isEqualTo("ORDERS");

        api.exchange("<RestartTask>" + address + "</RestartTask>");

        JsonObject task = api.task(brokerId);
        assertThat(text(task, "processId")).isEqualTo("CLAIMS");
        assertThat(text(task, "contractId")).isEqualTo("SERVICE");
        assertThat(text(task, "priority")).isEqualTo("40");
        assertThat(told()).extracting(Reply::type).containsExactly("TaskCreated", "TaskUpdated", "TaskRestarted");
    }

    @Test
    @Tag("A59")
    void a_task_that_comes_back_from_a_hold_is_prioritized_again() {
        int brokerId = create("<category>Order</category>");
        api.exchange("<HoldTask>" + address + "</HoldTask>");
        api.exchange("<UpdateTask>" + address + "<ext><customerSegment>Gold</customerSegment></ext></UpdateTask>");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");

        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("70");
    }

    @Test
    @Tag("A88")
    void the_history_shows_that_prioritization_even_where_it_changes_nothing() {
        int brokerId = create("<category>Order</category>");
        api.exchange("<HoldTask>" + address + "</HoldTask>");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");

        JsonArray steps = api.history(brokerId).get(2).getAsJsonArray("steps");
        assertThat(steps).hasSize(1);
        assertThat(text(steps.get(0).getAsJsonObject(), "event")).isEqualTo("TaskPrioritized");
    }

    @Test
    @Tag("A59")
    @Tag("R149")
    void a_task_that_is_not_active_yet_is_prioritized_once_and_not_again() {
        int brokerId = create("<category>Order</category><activationDateTime>2999-01-01T00:00:00</activationDateTime>");
        assertThat(text(api.task(brokerId), "status")).isEqualTo("Queued");
        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");
        api.exchange("<HoldTask>" + address + "</HoldTask>");
        api.exchange("<UpdateTask>" + address + "<ext><customerSegment>Gold</customerSegment></ext></UpdateTask>");

        api.exchange("<ResumeTask>" + address + "</ResumeTask>");

        assertThat(text(api.task(brokerId), "priority")).isEqualTo("50");
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
