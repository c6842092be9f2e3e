package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.workgate.gtl.PublishedSchema.valid;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.AttributeChanges;
import org.workgate.task.Channel;
import org.workgate.task.ErrorCode;
import org.workgate.task.Explanation;
import org.workgate.task.Origin;
import org.workgate.task.Refusal;
import org.workgate.task.Task;
import org.workgate.task.TaskEvent;
import org.workgate.task.Tasks;

class WritingMessagesTest {

    private static final Instant NOW = Instant.parse("2024-03-04T09:00:05.999Z");

    private final GtlWriter writer = new GtlWriter(new WritingRules(ZoneId.of("UTC"), false));
    private final GtlWriter emittingNull = new GtlWriter(new WritingRules(ZoneId.of("UTC"), true));

    private static TaskEvent created(Task task, String actor, String reason) {
        var origin = new Origin(actor, reason, Instant.EPOCH, Channel.MESSAGE, null, null);
        return new TaskEvent.TaskCreated(Tasks.occurrence(task, origin, NOW));
    }

    private static Map<String, String> custom() {
        var custom = new LinkedHashMap<String, String>();
        custom.put("region", "EMEA");
        custom.put("Amount", "5 < 6");
        return Collections.unmodifiableMap(custom);
    }

    @Test
    @Tag("R69")
    @Tag("A72")
    @Tag("A77")
    void a_notification_has_the_standard_attributes_in_their_order() {
        assertThat(valid(writer.write(created(Tasks.full(7, "SR-1001", custom(), NOW), "crm", "new order"))))
                .isEqualTo("<GTLMessages><TaskCreated><BrokerId>7</BrokerId><CaptureId>SR-1001</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><DistributionId>the DistributionId</DistributionId>"
                        + "<DistributionPointId>desk</DistributionPointId><Actor>crm</Actor><Reason>new order</Reason>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime></TaskCreated></GTLMessages>");
    }

    @ParameterizedTest
    @CsvSource({
        "R36, BrokerId, 7",
        "R37, CaptureId, SR-1001",
        "R38, CapturePointId, mq",
        "R39 A2, DistributionId, the DistributionId",
        "R40, DistributionPointId, desk",
        "R41, Actor, crm",
        "R42, Reason, new order",
        "R43, EventDateTime, 2024-03-04T09:00:05"
    })
    void a_notification_tells_what_is_common_to_all(String proves, String element, String value) {
        assertThat(valid(writer.write(created(Tasks.full(7, "SR-1001", custom(), NOW), "crm", "new order"))))
                .contains("<" + element + ">" + value + "</" + element + ">");
    }

    @Test
    @Tag("A49")
    void what_has_no_value_is_left_out() {
        assertThat(valid(writer.write(created(Tasks.bare(7, NOW), "MQ Capture Point", null))))
                .isEqualTo("<GTLMessages><TaskCreated><BrokerId>7</BrokerId><CaptureId>7</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><Actor>MQ Capture Point</Actor>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime></TaskCreated></GTLMessages>");
    }

    @Test
    @Tag("A49")
    void what_has_no_value_is_printed_empty_if_asked_for() {
        assertThat(valid(emittingNull.write(created(Tasks.bare(7, NOW), "a", null))))
                .isEqualTo("<GTLMessages><TaskCreated><BrokerId>7</BrokerId><CaptureId>7</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><DistributionId/><DistributionPointId/><Actor>a</Actor><Reason/>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime></TaskCreated></GTLMessages>");
    }

    @Test
    void an_event_is_told_under_its_own_name() {
        assertThat(GtlWriter.typeOf(created(Tasks.bare(7, NOW), "a", null))).isEqualTo("TaskCreated");
    }

    @Test
    @Tag("R79")
    @Tag("A57")
    @Tag("A77")
    void a_full_task_is_told_in_full() {
        String message = writer.taskInfo(
                Tasks.full(7, "SR-1001", custom(), NOW), Tasks.origin("asker", "why"), NOW.plusSeconds(1));

        assertThat(message)
                .isEqualTo("<GTLMessages><TaskInfo><BrokerId>7</BrokerId><CaptureId>SR-1001</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><DistributionId>the DistributionId</DistributionId>"
                        + "<DistributionPointId>desk</DistributionPointId><Actor>asker</Actor><Reason>why</Reason>"
                        + "<EventDateTime>2024-03-04T09:00:06</EventDateTime>"
                        + "<tenantId>demo</tenantId><solutionId>backoffice</solutionId>"
                        + "<contractId>the contractId</contractId><processId>the processId</processId>"
                        + "<channel>the channel</channel><category>the category</category>"
                        + "<status>NewHeld</status><businessCalendarId>the calendar</businessCalendarId>"
                        + "<createdDateTime>2024-03-04T09:00:05</createdDateTime>"
                        + "<heldDateTime>2024-03-04T09:00:05</heldDateTime>"
                        + "<distributedDateTime>2024-03-04T09:00:05</distributedDateTime>"
                        + "<assignedDateTime>2024-03-04T09:00:05</assignedDateTime>"
                        + "<completedDateTime>2024-03-04T09:00:05</completedDateTime>"
                        + "<activationDateTime>2024-03-04T09:00:05</activationDateTime>"
                        + "<dueDateTime>2024-03-04T09:00:05</dueDateTime>"
                        + "<expirationDateTime>2024-03-04T09:00:05</expirationDateTime><priority>7</priority>"
                        + "<reprioritizeDateTime>2024-03-04T09:00:05</reprioritizeDateTime>"
                        + "<businessValue>7</businessValue><assignedToUser>the assignedToUser</assignedToUser>"
                        + "<Queue>the Queue</Queue><QueueType>AgentGroupWorkbin</QueueType>"
                        + "<QueueTarget>the QueueTarget</QueueTarget>"
                        + "<Ext><customerID>the customerID</customerID>"
                        + "<customerSegment>the customerSegment</customerSegment>"
                        + "<productType>the productType</productType><productSubtype>the productSubtype</productSubtype>"
                        + "<resultCode>the resultCode</resultCode>"
                        + "<sourceFirstCreatedDateTime>2024-03-04T09:00:05</sourceFirstCreatedDateTime>"
                        + "<sourceCreatedDateTime>2024-03-04T09:00:05</sourceCreatedDateTime>"
                        + "<sourceDueDateTime>2024-03-04T09:00:05</sourceDueDateTime>"
                        + "<sourceProcessType>the sourceProcessType</sourceProcessType>"
                        + "<sourceProcessSubtype>the sourceProcessSubtype</sourceProcessSubtype>"
                        + "<sourceTenant>the sourceTenant</sourceTenant></Ext>"
                        + "<Data><region>EMEA</region><Amount>5 &lt; 6</Amount></Data></TaskInfo></GTLMessages>");
    }

    @ParameterizedTest
    @CsvSource({
        "R81, tenantId, demo",
        "R82, solutionId, backoffice",
        "R83, contractId, the contractId",
        "R84, processId, the processId",
        "R85, channel, the channel",
        "R86, category, the category",
        "R87, status, NewHeld",
        "R88, businessCalendarId, the calendar",
        "R89, createdDateTime, 2024-03-04T09:00:05",
        "R90, heldDateTime, 2024-03-04T09:00:05",
        "R91, distributedDateTime, 2024-03-04T09:00:05",
        "R92, assignedDateTime, 2024-03-04T09:00:05",
        "R93, completedDateTime, 2024-03-04T09:00:05",
        "R94, activationDateTime, 2024-03-04T09:00:05",
        "R96, dueDateTime, 2024-03-04T09:00:05",
        "R97, expirationDateTime, 2024-03-04T09:00:05",
        "R99, priority, 7",
        "R101, reprioritizeDateTime, 2024-03-04T09:00:05",
        "R104, businessValue, 7",
        "R105 A11, assignedToUser, the assignedToUser",
        "R106, Queue, the Queue",
        "R107, QueueType, AgentGroupWorkbin",
        "R108, QueueTarget, the QueueTarget",
        "R109 A7, customerID, the customerID",
        "R110, customerSegment, the customerSegment",
        "R111, productType, the productType",
        "R112, productSubtype, the productSubtype",
        "R113, resultCode, the resultCode",
        "R114, sourceFirstCreatedDateTime, 2024-03-04T09:00:05",
        "R115, sourceCreatedDateTime, 2024-03-04T09:00:05",
        "R116, sourceDueDateTime, 2024-03-04T09:00:05",
        "R117, sourceProcessType, the sourceProcessType",
        "R118, sourceProcessSubtype, the sourceProcessSubtype",
        "R119, sourceTenant, the sourceTenant",
        "R120, region, EMEA"
    })
    void a_task_tells_its_attribute(String proves, String element, String value) {
        assertThat(writer.taskInfo(Tasks.full(7, "SR-1001", custom(), NOW), Tasks.NOBODY, NOW))
                .contains("<" + element + ">" + value + "</" + element + ">");
    }

    // Neither Ext nor Data when nothing is in them
    @Test
    @Tag("A3")
    @Tag("A49")
    void a_bare_task_is_told_briefly() {
        assertThat(valid(writer.taskInfo(Tasks.bare(7, NOW), Tasks.origin("asker", null), NOW)))
                .isEqualTo("<GTLMessages><TaskInfo><BrokerId>7</BrokerId><CaptureId>7</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><Actor>asker</Actor>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime><tenantId>demo</tenantId>"
                        + "<solutionId>backoffice</solutionId><status>New</status>"
                        + "<createdDateTime>2024-03-04T09:00:05</createdDateTime></TaskInfo></GTLMessages>");
    }

    @Test
    @Tag("A49")
    void a_bare_task_has_every_element_if_asked_for() {
        String message = valid(emittingNull.taskInfo(Tasks.bare(7, NOW), Tasks.origin("asker", null), NOW));

        assertThat(message)
                .contains("<contractId/><processId/><channel/><category/>", "<Queue/><QueueType/><QueueTarget/><Ext>")
                .endsWith("<Ext><customerID/><customerSegment/><productType/><productSubtype/><resultCode/>"
                        + "<sourceFirstCreatedDateTime/><sourceCreatedDateTime/><sourceDueDateTime/><sourceProcessType/>"
                        + "<sourceProcessSubtype/><sourceTenant/></Ext><Data/></TaskInfo></GTLMessages>");
    }

    @ParameterizedTest
    @Tag("R23")
    @Tag("A51")
    @Tag("A52")
    @CsvSource({
        "2024-03-04T09:00:05.999999Z, Europe/Berlin, 2024-03-04T10:00:05",
        "2024-07-04T09:00:05Z, Europe/Berlin, 2024-07-04T11:00:05",
        "2024-12-31T23:30:00Z, Asia/Kolkata, 2025-01-01T05:00:00",
        "1969-12-31T23:59:59.5Z, UTC, 1969-12-31T23:59:59",
        "0009-02-03T04:05:06Z, UTC, 0009-02-03T04:05:06",
        "0101-10-11T12:13:14Z, UTC, 0101-10-11T12:13:14"
    })
    void times_are_in_the_zone_of_the_capture_point_without_offset_and_fraction(Instant at, String zone, String text) {
        var origin = new Origin("a", null, null, Channel.SERVICE, null, null);
        var event = new TaskEvent.TaskCreated(Tasks.occurrence(Tasks.bare(7, NOW), origin, at));

        assertThat(new GtlWriter(new WritingRules(ZoneId.of(zone), false)).write(event))
                .contains("<EventDateTime>" + text + "</EventDateTime>");
    }

    // F5
    @Test
    @Tag("R71")
    @Tag("R72")
    @Tag("R73")
    void an_error_has_its_parameters_in_their_order() {
        assertThat(valid(writer.error(new Refusal(
                        ErrorCode.TASK_NOT_FOUND, "No task with CaptureId SR-9", List.of("CaptureId", "SR-9")))))
                .isEqualTo(
                        "<GTLMessages><Error><Message>No task with CaptureId SR-9</Message><Code>TASK_NOT_FOUND</Code>"
                                + "<Parameter>CaptureId</Parameter><Parameter>SR-9</Parameter></Error></GTLMessages>");
        assertThat(valid(emittingNull.error(new Refusal(ErrorCode.INVALID_FORMAT, "m", List.of("", "/")))))
                .isEqualTo("<GTLMessages><Error><Message>m</Message><Code>INVALID_FORMAT</Code>"
                        + "<Parameter></Parameter><Parameter>/</Parameter></Error></GTLMessages>");
    }

    @Test
    @Tag("R75")
    @Tag("A31")
    void what_is_no_notification_names_no_task() {
        String error = writer.error(Refusal.taskNotFound("CaptureId", "SR-9"));

        assertThat(error + writer.pong())
                .doesNotContain("BrokerId>", "CaptureId>", "CapturePointId>", "Distribution")
                .doesNotContain("Actor>", "Reason>", "EventDateTime>");
    }

    @Test
    @Tag("R185")
    void a_pong_is_empty() {
        assertThat(valid(writer.pong())).isEqualTo("<GTLMessages><Pong/></GTLMessages>");
    }

    @Test
    void what_means_something_in_xml_is_escaped() {
        assertThat(valid(writer.write(created(Tasks.bare(7, NOW), "<a>&]]>'\"", "1\r\n2\t😀é"))))
                .contains("<Actor>&lt;a&gt;&amp;]]&gt;'\"</Actor><Reason>1&#13;\n2\t😀é</Reason>");
    }

    @ParameterizedTest
    @Tag("A76")
    @ValueSource(strings = {"\u0000", "\u0008", "\u001f", "\ud800", "\udc00", "a\udc00\ud800", "\ufffe", "\uffff"})
    void a_character_that_xml_cannot_carry_never_gets_out(String text) {
        assertThatThrownBy(() -> writer.taskInfo(Tasks.full(7, "x", Map.of("a", "x" + text), NOW), Tasks.NOBODY, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("XML cannot carry the character U+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a>", "1a", "-a", ".a", "a:b", "é×", "a\u0000", "😀\ud800"})
    void a_custom_name_that_is_no_element_name_never_gets_out(String name) {
        assertThatThrownBy(() -> writer.taskInfo(Tasks.full(7, "x", Map.of(name, "1"), NOW), Tasks.NOBODY, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be the name of an element");
    }

    // The task has left the submission already, and the message still names it
    @Test
    @Tag("R39")
    @Tag("R40")
    void the_event_that_ends_a_submission_names_it() {
        var held = new TaskEvent.TaskHeld(new TaskEvent.Occurrence(
                Tasks.bare(7, NOW),
                Tasks.NOBODY,
                NOW,
                new TaskEvent.Submission("ixn-1", "desk"),
                AttributeChanges.NONE,
                Explanation.NONE));

        assertThat(valid(writer.write(held)))
                .isEqualTo("<GTLMessages><TaskHeld><BrokerId>7</BrokerId><CaptureId>7</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><DistributionId>ixn-1</DistributionId>"
                        + "<DistributionPointId>desk</DistributionPointId><Actor>nobody</Actor>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime></TaskHeld></GTLMessages>");
    }

    private static TaskEvent standardEvent(String type) {
        TaskEvent.Occurrence occurrence = Tasks.occurrence(Tasks.bare(7, NOW), Tasks.NOBODY, NOW);
        return Stream.of(
                        new TaskEvent.TaskCreated(occurrence),
                        new TaskEvent.TaskDistributed(occurrence),
                        new TaskEvent.TaskCompleted(occurrence),
                        new TaskEvent.TaskHeld(occurrence),
                        new TaskEvent.TaskResumed(occurrence),
                        new TaskEvent.TaskRestarted(occurrence),
                        new TaskEvent.TaskCanceled(occurrence),
                        new TaskEvent.TaskRejected(occurrence),
                        new TaskEvent.TaskReturned(occurrence))
                .filter(event -> GtlWriter.typeOf(event).equals(type))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "R69, TaskCreated",
        "A77, TaskDistributed",
        "R145, TaskCompleted",
        "R152, TaskHeld",
        "R165 A4, TaskResumed",
        "R172, TaskRestarted",
        "R179, TaskCanceled",
        "A77, TaskRejected",
        "A77, TaskReturned"
    })
    void most_notifications_have_the_standard_attributes_only(String proves, String name) {
        assertThat(valid(writer.write(standardEvent(name))))
                .isEqualTo("<GTLMessages><" + name + "><BrokerId>7</BrokerId><CaptureId>7</CaptureId>"
                        + "<CapturePointId>mq</CapturePointId><Actor>nobody</Actor>"
                        + "<EventDateTime>2024-03-04T09:00:05</EventDateTime></" + name + "></GTLMessages>");
    }

    @Test
    @Tag("R136")
    @Tag("A8")
    @Tag("A10")
    void an_update_is_told_like_the_task_but_without_its_queue_and_with_the_actor_twice() {
        Task task = Tasks.full(7, "SR-1001", custom(), NOW);
        Origin origin = Tasks.origin("crm", "why");
        String info = writer.taskInfo(task, origin, NOW);

        assertThat(valid(writer.write(new TaskEvent.TaskUpdated(Tasks.occurrence(task, origin, NOW)))))
                .isEqualTo(info.replace("TaskInfo>", "TaskUpdated>")
                        .replaceFirst("<Queue>.*</QueueTarget>", "")
                        .replace("Ext>", "ext>")
                        .replace("Data>", "data>")
                        .replace("</TaskUpdated>", "<actor>crm</actor></TaskUpdated>"));
    }

    @Test
    @Tag("R137")
    @Tag("A18")
    void an_update_is_a_notification_and_does_not_tell_the_queue() {
        Task task = Tasks.full(7, "SR-1001", custom(), NOW);
        Origin origin = Tasks.origin("crm", "why");

        assertThat(writer.write(new TaskEvent.TaskUpdated(Tasks.occurrence(task, origin, NOW))))
                .contains("<CapturePointId>mq</CapturePointId>", "<EventDateTime>2024-03-04T09:00:05</EventDateTime>")
                .doesNotContain("<Queue", "ActionDateTime");
    }

    @Test
    @Tag("R140")
    @Tag("A13")
    void a_queue_is_told_with_its_type_in_full() {
        Task task = Tasks.full(7, "SR-1001", custom(), NOW);

        assertThat(valid(writer.write(new TaskEvent.TaskDistributedQueue(Tasks.occurrence(task, Tasks.NOBODY, NOW)))))
                .endsWith("</EventDateTime><Queue>the Queue</Queue><QueueType>AgentGroupWorkbin</QueueType>"
                        + "<QueueTarget>the QueueTarget</QueueTarget></TaskDistributedQueue></GTLMessages>");
    }

    @Test
    @Tag("R142")
    @Tag("A11")
    void an_assignment_is_told_with_the_agent() {
        Task task = Tasks.full(7, "SR-1001", custom(), NOW);

        assertThat(valid(writer.write(new TaskEvent.TaskAssigned(Tasks.occurrence(task, Tasks.NOBODY, NOW)))))
                .endsWith("</EventDateTime><AssignedToUser>the assignedToUser</AssignedToUser>"
                        + "</TaskAssigned></GTLMessages>");
    }

    @Test
    @Tag("R156")
    void an_error_is_told_in_at_most_255_characters() {
        TaskEvent.Occurrence occurrence = Tasks.occurrence(Tasks.bare(7, NOW), Tasks.NOBODY, NOW);

        assertThat(valid(writer.write(new TaskEvent.TaskErrorHeld(occurrence, "\uD83D\uDE00".repeat(256)))))
                .endsWith("</EventDateTime><Error>" + "\uD83D\uDE00".repeat(255)
                        + "</Error></TaskErrorHeld></GTLMessages>");
        assertThat(valid(writer.write(new TaskEvent.TaskErrorHeld(occurrence, "No process"))))
                .endsWith("<Error>No process</Error></TaskErrorHeld></GTLMessages>");
    }
}
