package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.workgate.gtl.Messages.action;
import static org.workgate.gtl.Messages.assertUnreadable;
import static org.workgate.gtl.Messages.read;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.gtl.ReadingRules.Leniency;
import org.workgate.task.AttributeType;
import org.workgate.task.AttributeValues;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;

class ReadingActionsTest {

    private static final TaskAddress SEVEN = new TaskAddress(7, null);

    private static String message(String type, String content) {
        return "<GTLMessages><" + type + ">" + content + "</" + type + "></GTLMessages>";
    }

    private static TaskCommand.Update update(String content) {
        return (TaskCommand.Update) action(message("UpdateTask", "<BrokerId>7</BrokerId>" + content))
                .command();
    }

    private static TaskCommand by(Leniency leniency, String type, String content) {
        var rules = new ReadingRules(ZoneId.of("UTC"), 1 << 20, 32, 100, leniency);
        List<GtlRequest> requests = new GtlReader(rules).read(message(type, content));
        assertThat(requests).singleElement().isInstanceOf(GtlRequest.TaskAction.class);
        return ((GtlRequest.TaskAction) requests.get(0)).command();
    }

    @Nested
    class OfAStatus {

        static Stream<TaskCommand.Change> changes() {
            return Stream.of(
                    new TaskCommand.Hold(SEVEN),
                    new TaskCommand.Resume(SEVEN),
                    new TaskCommand.Restart(SEVEN, false),
                    new TaskCommand.Cancel(SEVEN),
                    new TaskCommand.Complete(SEVEN));
        }

        @ParameterizedTest
        @Tag("R30")
        @Tag("A12")
        @MethodSource("changes")
        void an_action_is_known_in_any_case_and_says_who_asks_why_and_when(TaskCommand.Change change) {
            String type = change.getClass().getSimpleName() + "Task";

            assertThat(action(message(
                            type.toUpperCase(Locale.ROOT),
                            "<ACTOR> a </ACTOR><brokerid>7</brokerid><x:Reason>b</x:Reason>"
                                    + "<ActionDateTime>2024-03-04T09:00:00</ActionDateTime><unknown><x/></unknown>")))
                    .isEqualTo(
                            new GtlRequest.TaskAction(type, change, "a", "b", Instant.parse("2024-03-04T09:00:00Z")));
        }

        @ParameterizedTest
        @Tag("A28")
        @ValueSource(strings = {"HoldTask", "ResumeTask", "RestartTask", "CancelTask", "CompleteTask", "UpdateTask"})
        void an_action_must_say_which_task(String type) {
            assertUnreadable(
                    read(message(type, "<Actor>a</Actor>")),
                    type,
                    "/GTLMessages/" + type,
                    type + " must say which task: BrokerId or CaptureId is missing");
        }

        @Test
        @Tag("A24")
        void a_restart_is_held_only_where_the_setting_says_so() {
            String content = "<BrokerId>7</BrokerId><Hold>true</Hold>";

            assertThat(action(message("RestartTask", content)).command())
                    .isEqualTo(new TaskCommand.Restart(SEVEN, false));
            assertThat(by(new Leniency(true, false, false, true, Set.of()), "RestartTask", content))
                    .isEqualTo(new TaskCommand.Restart(SEVEN, true));
        }
    }

    @Nested
    class OfAttributes {

        static Stream<TaskAttribute> updatable() {
            return Stream.of(TaskAttribute.values()).filter(TaskAttribute::isUpdatable);
        }

        @Test
        @Tag("R129")
        @Tag("R130")
        void the_updatable_attributes_are_those_of_the_interface() {
            assertThat(updatable().map(TaskAttribute::path))
                    .containsExactly(
                            "category",
                            "activationDateTime",
                            "dueDateTime",
                            "expirationDateTime",
                            "priority",
                            "businessValue",
                            "Ext/customerID",
                            "Ext/customerSegment",
                            "Ext/productType",
                            "Ext/productSubtype",
                            "Ext/resultCode",
                            "Ext/sourceFirstCreatedDateTime",
                            "Ext/sourceCreatedDateTime",
                            "Ext/sourceDueDateTime",
                            "Ext/sourceProcessType",
                            "Ext/sourceProcessSubtype",
                            "Ext/sourceTenant");
        }

        @ParameterizedTest
        @Tag("R125")
        @Tag("R128")
        @Tag("R129")
        @MethodSource("updatable")
        void an_update_gives_an_attribute_and_leaves_the_others(TaskAttribute attribute) {
            Object value =
                    switch (attribute.type()) {
                        case TEXT -> "x";
                        case INTEGER -> -5;
                        case DATE_TIME -> Instant.parse("2024-03-04T09:00:00Z");
                    };
            String text = attribute.type() == AttributeType.DATE_TIME ? "2024-03-04T09:00:00" : value.toString();

            assertThat(update(element(attribute, "<%1$s> " + text + " </%1$s>")))
                    .isEqualTo(new TaskCommand.Update(
                            SEVEN, new AttributeValues(Map.of(attribute, value), Map.of()), List.of()));
        }

        @ParameterizedTest
        @Tag("A50")
        @MethodSource("updatable")
        void an_empty_element_of_an_update_clears(TaskAttribute attribute) {
            var cleared = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            cleared.put(attribute, null);
            var expected = new TaskCommand.Update(SEVEN, new AttributeValues(cleared, Map.of()), List.of());

            assertThat(update(element(attribute, "<%s/>"))).isEqualTo(expected);
            assertThat(update(element(attribute, "<%1$s> \n </%1$s>"))).isEqualTo(expected);
            assertThat(update(element(attribute, "<%1$s xsi:nil='true'>7</%1$s>")))
                    .isEqualTo(expected);
        }

        @Test
        @Tag("R131")
        @Tag("A9")
        @Tag("A50")
        void an_update_sets_and_removes_custom_attributes() {
            assertThat(update("<data><region>EMEA</region><old/><Region>APAC</Region></data>")
                            .values()
                            .custom())
                    .hasSize(2)
                    .containsEntry("region", "APAC")
                    .containsEntry("old", null);
        }

        @Test
        @Tag("R127")
        @Tag("A50")
        void an_update_that_gives_nothing_changes_nothing() {
            assertThat(update("<ext/><data></data>"))
                    .isEqualTo(new TaskCommand.Update(SEVEN, AttributeValues.NONE, List.of()));
        }

        @Test
        @Tag("A32")
        void what_an_update_does_not_change_is_not_looked_at_but_written_down() {
            assertThat(update("<channel>" + "x".repeat(40) + "</channel><processId>P</processId><priority>1</priority>"
                            + "<reprioritizeDateTime>soon</reprioritizeDateTime><Hold>?</Hold>"))
                    .isEqualTo(new TaskCommand.Update(
                            SEVEN,
                            new AttributeValues(Map.of(TaskAttribute.PRIORITY, 1), Map.of()),
                            List.of("channel", "processId", "reprioritizeDateTime")));
        }

        @Test
        @Tag("A32")
        void an_update_changes_more_where_the_setting_says_so() {
            var all = Set.of(TaskAttribute.CHANNEL, TaskAttribute.PROCESS_ID, TaskAttribute.REPRIORITIZE);
            var given = new EnumMap<TaskAttribute, Object>(TaskAttribute.class);
            given.put(TaskAttribute.CHANNEL, "Fax");
            given.put(TaskAttribute.PROCESS_ID, "P");
            given.put(TaskAttribute.REPRIORITIZE, null);

            assertThat(by(
                            new Leniency(true, false, false, false, all),
                            "UpdateTask",
                            "<BrokerId>7</BrokerId><channel>Fax</channel><processId> P </processId>"
                                    + "<reprioritizeDateTime/>"))
                    .isEqualTo(new TaskCommand.Update(SEVEN, new AttributeValues(given, Map.of()), List.of()));
        }

        @Test
        @Tag("A90")
        void an_attribute_given_twice_must_have_the_same_value() {
            assertThat(update("<priority>5</priority><PRIORITY> 5 </PRIORITY>")
                            .values()
                            .attributes())
                    .isEqualTo(Map.of(TaskAttribute.PRIORITY, 5));
            for (String twice :
                    List.of("<priority>5</priority><priority>6</priority>", "<priority/><priority>5</priority>")) {
                assertUnreadable(
                        read(message("UpdateTask", "<BrokerId>7</BrokerId>" + twice)),
                        "UpdateTask",
                        "/GTLMessages/UpdateTask/priority",
                        "priority is given twice, with different values");
            }
        }

        // A TaskUpdated can be mirrored back
        @Test
        @Tag("A90")
        void the_actor_may_come_in_both_spellings() {
            assertThat(action(
                                    message(
                                            "UpdateTask",
                                            "<BrokerId>7</BrokerId><Actor>crm</Actor><tenantId>demo</tenantId><actor>crm</actor>"))
                            .actor())
                    .isEqualTo("crm");
        }

        private static String element(TaskAttribute attribute, String format) {
            String element = String.format(format, attribute.wireName());
            return attribute.section() == TaskAttribute.Section.EXT ? "<ext>" + element + "</ext>" : element;
        }
    }

    @Nested
    class ByTheRules {

        @Test
        @Tag("A16")
        void free_texts_keep_their_ends_where_the_setting_says_so_and_ids_do_not() {
            var keeping = new Leniency(false, false, false, false, Set.of());
            var create = (TaskCommand.Create) by(
                    keeping,
                    "CreateTask",
                    "<CaptureId> c </CaptureId><processId> P </processId><priority> 5 </priority><channel> Fax\n</channel>"
                            + "<category> </category><Ext><customerID> C1 </customerID></Ext><Data><a> b </a></Data>");

            assertThat(create.captureId()).isEqualTo("c");
            assertThat(create.values().attributes())
                    .isEqualTo(Map.of(
                            TaskAttribute.PROCESS_ID,
                            "P",
                            TaskAttribute.PRIORITY,
                            5,
                            TaskAttribute.CHANNEL,
                            " Fax\n",
                            TaskAttribute.CUSTOMER_ID,
                            " C1 "));
            assertThat(create.values().custom()).isEqualTo(Map.of("a", " b "));
        }

        @Test
        @Tag("A16")
        @Tag("A90")
        void a_value_given_twice_is_the_same_whatever_its_ends_and_the_first_one_counts() {
            var keeping = new Leniency(false, false, false, false, Set.of());
            GtlReader reader = new GtlReader(new ReadingRules(ZoneId.of("UTC"), 1 << 20, 32, 100, keeping));

            assertThat(reader.read(message("CreateTask", "<Actor>a </Actor><actor>a</actor>")))
                    .singleElement()
                    .isInstanceOfSatisfying(GtlRequest.TaskAction.class, action -> assertThat(action.actor())
                            .isEqualTo("a "));
            assertUnreadable(
                    reader.read(message("CreateTask", "<Actor>a b</Actor><actor>ab</actor>"))
                            .get(0),
                    "CreateTask",
                    "/GTLMessages/CreateTask/actor",
                    "Actor is given twice, with different values");
        }

        @Test
        @Tag("A37")
        void an_unknown_element_is_refused_where_the_setting_says_so() {
            var strict = new ReadingRules(
                    ZoneId.of("UTC"), 1 << 20, 32, 100, new Leniency(true, true, false, false, Set.of()));

            assertUnreadable(
                    new GtlReader(strict)
                            .read(message("CreateTask", "<Ext><customer>1</customer></Ext>"))
                            .get(0),
                    "CreateTask",
                    "/GTLMessages/CreateTask/Ext/customer",
                    "CreateTask has no element customer");
            assertThat(new GtlReader(strict).read(message("CreateTask", "<BrokerId>x</BrokerId>")))
                    .as("known, though not heeded (A28)")
                    .singleElement()
                    .isInstanceOf(GtlRequest.TaskAction.class);
        }

        @Test
        @Tag("A54")
        void a_free_text_is_cut_where_the_setting_says_so_and_an_id_is_not() {
            var cutting = new Leniency(true, false, true, false, Set.of());
            var create = (TaskCommand.Create) by(
                    cutting,
                    "CreateTask",
                    "<channel>" + "\uD83D\uDE00".repeat(33) + "</channel><Data><a>" + "b".repeat(256) + "</a></Data>");

            assertThat(create.values().attributes())
                    .isEqualTo(Map.of(TaskAttribute.CHANNEL, "\uD83D\uDE00".repeat(32)));
            assertThat(create.values().custom()).isEqualTo(Map.of("a", "b".repeat(255)));
            for (String id : List.of("CaptureId", "processId")) {
                assertUnreadable(
                        new GtlReader(new ReadingRules(ZoneId.of("UTC"), 1 << 20, 32, 100, cutting))
                                .read(message("CreateTask", "<" + id + ">" + "x".repeat(65) + "</" + id + ">"))
                                .get(0),
                        "CreateTask",
                        "/GTLMessages/CreateTask/" + id,
                        id + " has 65 characters");
            }
        }
    }

    @ParameterizedTest
    @Tag("A28")
    @EnumSource(names = {"PRIORITY", "CATEGORY"})
    void an_empty_element_of_a_creation_counts_as_absent(TaskAttribute attribute) {
        assertThat(Messages.creation("<" + attribute.wireName() + "/>").values().attributes())
                .isEqualTo(Collections.emptyMap());
    }
}
