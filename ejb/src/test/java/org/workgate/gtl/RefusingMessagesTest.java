package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.RULES;
import static org.workgate.gtl.Messages.assertUnreadable;
import static org.workgate.gtl.Messages.read;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusingMessagesTest {

    // F4
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<CreateTask><businessValue>2024-03-04T09:00:00</businessValue></CreateTask>|CreateTask|/businessValue",
                "<UpdateTask><BrokerId>7</BrokerId><priority>2147483648</priority></UpdateTask>|UpdateTask|/priority",
                "<HoldTask/>|HoldTask|''",
                "<CreateTask><channel>123456789012345678901234567890123</channel></CreateTask>|CreateTask|/channel"
            })
    void what_must_be_refused_is_refused(String child, String type, String element) {
        assertUnreadable(read("<GTLMessages>" + child + "</GTLMessages>"), type, "/GTLMessages/" + type + element, "");
    }

    @ParameterizedTest
    @Tag("A37")
    @ValueSource(strings = {"Foo", "TaskCreated", "Pong", "TaskInfo", "GTLMessages"})
    void unknown_actions_and_out_messages_are_refused(String name) {
        assertUnreadable(
                read("<GTLMessages><" + name + "><priority>x</priority></" + name + "></GTLMessages>"),
                name,
                "/GTLMessages/" + name,
                "There is no action " + name,
                "there are CreateTask, GetTaskInfo, UpdateTask,",
                "CancelTask and Ping");
    }

    @Test
    void the_name_of_an_unknown_action_is_cut() {
        String name = "N".repeat(3000);

        assertUnreadable(
                read("<GTLMessages><" + name + "/></GTLMessages>"),
                "N".repeat(60) + "…",
                "/GTLMessages/" + "N".repeat(60) + "…",
                "There is no action");
    }

    // F5
    @Test
    @Tag("A37")
    void an_error_that_came_in_is_only_recorded() {
        assertThat(read("""
                        <GTLMessages><Error><Message>No task with CaptureId SR-9</Message><Code>TASK_NOT_FOUND</Code>
                          <Parameter>CaptureId</Parameter><Parameter>SR-9</Parameter></Error></GTLMessages>""")).isEqualTo(new GtlRequest.ForeignError());
    }

    @ParameterizedTest
    @Tag("R184")
    @Tag("A30")
    @ValueSource(strings = {"<Ping/>", "<Ping></Ping>", "<ping a='b'><Actor>x</Actor><Hold>?</Hold>y</ping>"})
    void a_ping_may_hold_anything(String ping) {
        assertThat(read("<GTLMessages>" + ping + "</GTLMessages>")).isEqualTo(new GtlRequest.Ping());
    }

    @ParameterizedTest
    @Tag("R13")
    @Tag("A37")
    @ValueSource(strings = {"GTLMessages", "GTLMessage", "gtlmessages", "GTLMESSAGE", "x:GTLMessages"})
    void the_root_is_accepted_in_any_case(String root) {
        assertThat(read("<?xml version='1.0'?><!-- c --><?pi?>\n<" + root + "> t <!-- c --><Ping/></" + root
                        + ">\n<!-- c -->"))
                .isEqualTo(new GtlRequest.Ping());
    }

    // F4
    @ParameterizedTest
    @Tag("R13")
    @Tag("A37")
    @ValueSource(strings = {"Messages", "GTLMessagess", "Ping", "html"})
    void any_other_root_is_refused(String root) {
        assertUnreadable(
                read("<" + root + "><Ping/></" + root + ">"),
                "",
                "/" + root,
                "The root element must be GTLMessages, not " + root);
    }

    @ParameterizedTest
    @Tag("A37")
    @ValueSource(strings = {"<GTLMessages/>", "<GTLMessages> text <!-- comment --></GTLMessages>"})
    void a_root_without_a_child_is_refused(String message) {
        assertUnreadable(read(message), "", "/GTLMessages", "There is no action in the message");
    }

    @Test
    @Tag("R14")
    @Tag("A38")
    @Tag("A41")
    void every_child_is_a_request_of_its_own_and_a_malformed_one_leaves_the_others_standing() {
        List<GtlRequest> requests = new GtlReader(RULES)
                .read(
                        "<GtlMessages><Ping/><createTask><Ext><customerID><a/></customerID></Ext><x/></createTask>"
                                + "<CreateTask><PRIORITY>x</PRIORITY></CreateTask><Foo/><Error/><GetTaskInfo/><Ping/></GtlMessages>");

        assertThat(requests).hasSize(7);
        assertThat(requests.get(0)).isEqualTo(new GtlRequest.Ping());
        assertUnreadable(
                requests.get(1), "CreateTask", "/GtlMessages/createTask[2]/Ext/customerID", "must be a plain value");
        assertUnreadable(
                requests.get(2), "CreateTask", "/GtlMessages/CreateTask[3]/PRIORITY", "priority must be", "'x'");
        assertUnreadable(requests.get(3), "Foo", "/GtlMessages/Foo[4]", "no action Foo");
        assertThat(requests.get(4)).isEqualTo(new GtlRequest.ForeignError());
        assertUnreadable(requests.get(5), "GetTaskInfo", "/GtlMessages/GetTaskInfo[6]", "is missing");
        assertThat(requests.get(6)).isEqualTo(new GtlRequest.Ping());
    }

    // What one child gives says nothing about the next.
    @Test
    void children_do_not_share_values() {
        List<GtlRequest> requests = new GtlReader(RULES)
                .read(
                        "<GTLMessages><CreateTask><CaptureId>1</CaptureId><Actor>a</Actor><channel>c</channel><Data><x>1</x>"
                                + "</Data></CreateTask><CreateTask/><CreateTask><CaptureId>2</CaptureId></CreateTask></GTLMessages>");

        assertThat(requests.get(1)).isEqualTo(read("<GTLMessages><CreateTask/></GTLMessages>"));
        assertThat(requests.get(2))
                .isEqualTo(read("<GTLMessages><CreateTask><CaptureId>2</CaptureId></CreateTask></GTLMessages>"));
    }

    // Parsed whole first
    @ParameterizedTest
    @Tag("A38")
    @Tag("A41")
    @CsvSource(
            delimiter = '|',
            value = {
                "<GTLMessages><Ping/><Ping></GTLMessages>|1:29|must be terminated by the matching end-tag",
                "<GTLMessages><Ping/></GTLMessages><GTLMessages/>|1:36|following the root element must be well-formed",
                "<GTLMessages><Ping/></GTLMessages>x|1:35|Content is not allowed in trailing section",
                "<GTLMessages><Ping/>|1:21|must start and end within the same entity",
                "<GTLMessages><Ping a='1' a='2'/></GTLMessages>|1:31|Attribute \"a\" was already specified",
                "<GTLMessages><Ping>&nbsp;</Ping></GTLMessages>|1:26|The entity \"nbsp\" was referenced, but not declared",
                "<GTLMessages><CreateTask><Hold>x</Hold></GTLMessages>|1:42|must be terminated",
                "hello|1:1|Content is not allowed in prolog",
                "{\"a\": 1}|1:1|Content is not allowed in prolog"
            })
    void what_is_not_well_formed_is_refused_as_a_whole(String message, String place, String detail) {
        assertUnreadable(read(message), "", place, "The message is not well-formed XML: ", detail);
    }

    @Test
    void the_line_of_what_is_not_well_formed_is_told() {
        assertUnreadable(read("<GTLMessages>\n  <Ping>\n  </Pong>\n</GTLMessages>"), "", "3:5", "\"Ping\"");
    }

    // The parser follows the locale of the machine
    @Test
    @Tag("A20")
    void details_are_english_everywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            var unreadable = (GtlRequest.Unreadable) read("hello");
            assertThat(unreadable.refusal().parameters()).containsExactly("The message is not well-formed XML", "1:1");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\r\n"})
    void an_empty_message_is_refused(String message) {
        assertUnreadable(read(message), "", "/", "The message is empty");
    }

    @Test
    void values_in_details_are_cut_and_cleaned() {
        assertUnreadable(
                read("<GTLMessages><CreateTask><Hold>a\n\tb\u0085" + "x".repeat(500)
                        + "</Hold></CreateTask></GTLMessages>"),
                "CreateTask",
                "/GTLMessages/CreateTask/Hold",
                "'a  b " + "x".repeat(55) + "…'");
    }
}
