package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.RULES;
import static org.workgate.gtl.Messages.action;
import static org.workgate.gtl.Messages.assertUnreadable;
import static org.workgate.gtl.Messages.read;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;

class ReadingAddressesTest {

    private static String query(String content) {
        return "<GTLMessages><GetTaskInfo>" + content + "</GetTaskInfo></GTLMessages>";
    }

    @Test
    @Tag("R26")
    @Tag("R77")
    @Tag("A28")
    void a_task_is_addressed_by_either_id_or_both() {
        assertThat(action(query("<BrokerId> 7 </BrokerId>")).command())
                .isEqualTo(new TaskCommand.Query(new TaskAddress(7, null)));
        assertThat(action(query("<captureID> SR 1 </captureID>")).command())
                .isEqualTo(new TaskCommand.Query(new TaskAddress(null, "SR 1")));
        assertThat(action(query("<CaptureId>a</CaptureId><BrokerId>7</BrokerId>"))
                        .command())
                .isEqualTo(new TaskCommand.Query(new TaskAddress(7, "a", "/GTLMessages/GetTaskInfo/CaptureId")));
    }

    // For the Error that would say that they are of different tasks
    @Test
    @Tag("A38")
    void of_both_ids_the_place_of_the_capture_id_is_known() {
        List<GtlRequest> requests = new GtlReader(RULES)
                .read("<gtlMessages><Ping/><holdTask><x:captureID>a</x:captureID><Actor>b</Actor>"
                        + "<BrokerId>7</BrokerId></holdTask></gtlMessages>");

        assertThat(((GtlRequest.TaskAction) requests.get(1)).command())
                .isEqualTo(new TaskCommand.Hold(new TaskAddress(7, "a", "/gtlMessages/holdTask[2]/x:captureID")));
    }

    // It takes the standard action attributes
    @Test
    @Tag("R77")
    void a_query_says_who_asks_why_and_when() {
        assertThat(action(query("<Actor>a</Actor><Reason>b</Reason><BrokerId>7</BrokerId>"
                        + "<ActionDateTime>2024-03-04T09:00:00</ActionDateTime>")))
                .isEqualTo(new GtlRequest.TaskAction(
                        "GetTaskInfo",
                        new TaskCommand.Query(new TaskAddress(7, null)),
                        "a",
                        "b",
                        Instant.parse("2024-03-04T09:00:00Z")));
    }

    @ParameterizedTest
    @Tag("A84")
    @ValueSource(ints = {0, -1, -2147483647})
    void a_broker_id_that_nobody_has_is_well_formed(int brokerId) {
        assertThat(action(query("<BrokerId>" + brokerId + "</BrokerId>")).command())
                .isEqualTo(new TaskCommand.Query(new TaskAddress(brokerId, null)));
    }

    @ParameterizedTest
    @Tag("A28")
    @Tag("A50")
    @ValueSource(
            strings = {
                "",
                "<BrokerId/><CaptureId> </CaptureId>",
                "<BrokerId xsi:nil='true'>7</BrokerId>",
                "<Actor>a</Actor>"
            })
    void a_query_without_an_id_is_refused(String content) {
        assertUnreadable(
                read(query(content)), "GetTaskInfo", "/GTLMessages/GetTaskInfo", "BrokerId or CaptureId is missing");
    }

    // Format before address
    @Test
    @Tag("A83")
    void a_malformed_value_comes_before_a_missing_id() {
        assertUnreadable(
                read(query("<ActionDateTime>x</ActionDateTime>")),
                "GetTaskInfo",
                "/GTLMessages/GetTaskInfo/ActionDateTime",
                "ActionDateTime must be a date and time");
        assertUnreadable(
                read(query("<BrokerId>2147483648</BrokerId>")),
                "GetTaskInfo",
                "/GTLMessages/GetTaskInfo/BrokerId",
                "BrokerId must be a whole number");
    }

    // Attributes of other messages are unknown here
    @Test
    @Tag("A37")
    void a_query_ignores_what_it_does_not_know() {
        assertThat(action(query("<BrokerId>7</BrokerId><priority>x</priority><Data><a><b/></a></Data><Hold>?</Hold>"))
                        .command())
                .isEqualTo(new TaskCommand.Query(new TaskAddress(7, null)));
    }
}
