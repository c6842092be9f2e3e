package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.workgate.rules.RuleService.CLASSIFICATION;
import static org.workgate.rules.RuleService.PRIORITIZATION;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.rules.RuleAction.AddToPriority;
import org.workgate.rules.RuleAction.AssignBusinessCalendar;
import org.workgate.rules.RuleAction.AssignDistributionPoint;
import org.workgate.rules.RuleAction.AssignProcess;
import org.workgate.rules.RuleAction.NeverReprioritize;
import org.workgate.rules.RuleAction.Reprioritize;
import org.workgate.rules.RuleAction.SetBusinessValue;
import org.workgate.rules.RuleAction.SetDueDateTime;
import org.workgate.rules.RuleAction.SetPriority;
import org.workgate.rules.RuleRound.Cause;
import org.workgate.task.CustomAttributes;
import org.workgate.task.TaskAttribute;

class ApplyingRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final RuleRound FIRST = new RuleRound(Cause.FIRST, false, NOW, WorkingTime.ALWAYS);

    /** From nine to five, every day. */
    private static final WorkingTime OFFICE = new WorkingTime(
            (from, to) -> Duration.between(from, to).toDays() * 8 * 60,
            (from, minutes) -> from.plus(Duration.ofDays(minutes / 480)).plus(Duration.ofMinutes(minutes % 480)));

    private static RuleFacts facts(RuleRound round, Map<TaskAttribute, Object> attributes) {
        return new RuleFacts(attributes, CustomAttributes.of(Map.of("region", "EMEA")), round);
    }

    private static RuleFacts facts(Map<TaskAttribute, Object> attributes) {
        return facts(FIRST, attributes);
    }

    private static List<RuleAction> actions(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Fired.class);
        return ((Verdict.Fired) verdict)
                .rows().stream().flatMap(row -> row.actions().stream()).toList();
    }

    private static List<Integer> rows(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Fired.class);
        return ((Verdict.Fired) verdict)
                .rows().stream().map(Verdict.FiredRow::row).toList();
    }

    private static RuleFault fault(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Faulted.class);
        return ((Verdict.Faulted) verdict).fault();
    }

    private static RuleTable table(TableText text, RuleService service) throws UnusableRules {
        return RuleTable.of(text.toString(), service);
    }

    private static void assertRefused(TableText text, RuleService service, String... messages) {
        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> table(text, service))
                .withMessageContainingAll(messages);
    }

    @Test
    void a_classification_assigns_what_its_columns_say() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("category")
                        .output("processId")
                        .output("businessCalendarId")
                        .output("distributionPointId")
                        .output("dueDateTime")
                        .output("businessValue")
                        .row(
                                "\"Order\"",
                                "\"ORDERS\"",
                                "\"EU\"",
                                "\"desk\"",
                                "createdDateTime + duration(\"P2D\")",
                                "7")
                        .row("-", "\"GENERAL\"", "", "", "", ""),
                CLASSIFICATION);

        assertThat(actions(table.evaluate(facts(Map.of(TaskAttribute.CATEGORY, "Order", TaskAttribute.CREATED, NOW)))))
                .containsExactly(
                        new AssignProcess("ORDERS"),
                        new AssignBusinessCalendar("EU"),
                        new AssignDistributionPoint("desk"),
                        new SetDueDateTime(NOW.plus(Duration.ofDays(2))),
                        new SetBusinessValue(7));
        assertThat(actions(table.evaluate(facts(Map.of())))).containsExactly(new AssignProcess("GENERAL"));
    }

    @Test
    void each_row_of_a_prioritization_contributes_and_is_named() throws UnusableRules {
        String text = TableText.table("RULE ORDER")
                .input("processId")
                .input("customerSegment")
                .output("priority")
                .output("addToPriority")
                .output("reprioritizeInMinutes")
                .row("\"ORDERS\"", "-", "50", "", "5")
                .row("-", "\"Gold\"", "", "20", "")
                .row("\"CLAIMS\"", "-", "40", "", "\"never\"")
                .toString()
                .replaceFirst("</rule>", "<annotationEntry><text>orders first</text></annotationEntry></rule>");
        RuleTable table = RuleTable.of(text, PRIORITIZATION);

        Verdict verdict = table.evaluate(
                facts(Map.of(TaskAttribute.PROCESS_ID, "ORDERS", TaskAttribute.CUSTOMER_SEGMENT, "Gold")));

        assertThat(verdict)
                .isEqualTo(new Verdict.Fired(
                        "Table",
                        List.of(
                                new Verdict.FiredRow(
                                        1,
                                        "orders first",
                                        List.of(new SetPriority(50), new Reprioritize(Duration.ofMinutes(5)))),
                                new Verdict.FiredRow(2, null, List.of(new AddToPriority(20))))));
        assertThat(actions(table.evaluate(facts(Map.of(TaskAttribute.PROCESS_ID, "CLAIMS")))))
                .containsExactly(new SetPriority(40), new NeverReprioritize());
    }

    @Test
    void every_attribute_can_be_a_condition() throws UnusableRules {
        for (TaskAttribute attribute : TaskAttribute.values()) {
            Object value =
                    switch (attribute.type()) {
                        case TEXT -> "x";
                        case INTEGER -> 7;
                        case DATE_TIME -> NOW;
                    };
            var round = new RuleRound(Cause.FIRST, true, NOW, WorkingTime.ALWAYS);
            RuleTable table = table(
                    TableText.table("FIRST")
                            .input(attribute.wireName() + " != null")
                            .output("businessValue")
                            .row("true", "1"),
                    CLASSIFICATION);

            assertThat(rows(table.evaluate(facts(round, Map.of(attribute, value)))))
                    .as(attribute.path())
                    .hasSize(1);
            assertThat(rows(table.evaluate(facts(round, Map.of()))))
                    .as(attribute.path())
                    .isEmpty();
        }
    }

    @Test
    @Tag("R121")
    void custom_attributes_can_be_conditions_in_any_case() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("Data.Region")
                        .output("businessValue")
                        .row("\"EMEA\"", "1"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of())))).containsExactly(1);
        assertThat(rows(table.evaluate(new RuleFacts(Map.of(), CustomAttributes.NONE, FIRST))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_cause_of_the_round_can_be_a_condition(Cause cause) throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST").input("cause").output("businessValue").row('"' + cause.word() + '"', "1"),
                PRIORITIZATION);

        for (Cause other : Cause.values()) {
            assertThat(rows(table.evaluate(facts(new RuleRound(other, false, NOW, WorkingTime.ALWAYS), Map.of()))))
                    .hasSize(other == cause ? 1 : 0);
        }
    }

    @Test
    void a_priority_is_seen_only_where_it_was_given() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("priorityGiven")
                        .output("priority")
                        .row("true", "priority")
                        .row("false", "if priority = null then 10 else priority + 1"),
                PRIORITIZATION);
        Map<TaskAttribute, Object> attributes = Map.of(TaskAttribute.PRIORITY, 99);

        assertThat(actions(
                        table.evaluate(facts(new RuleRound(Cause.TIMER, true, NOW, WorkingTime.ALWAYS), attributes))))
                .containsExactly(new SetPriority(99));
        assertThat(actions(
                        table.evaluate(facts(new RuleRound(Cause.TIMER, false, NOW, WorkingTime.ALWAYS), attributes))))
                .containsExactly(new SetPriority(10));
    }

    @Test
    void age_and_time_to_due_are_counted_in_minutes_and_in_working_time() throws UnusableRules {
        RuleTable table = table(
                TableText.table("RULE ORDER")
                        .input("ageInMinutes")
                        .input("minutesToDue")
                        .input("workingMinutesToDue")
                        .output("businessValue")
                        .row(">= 60", "-", "-", "1")
                        .row("-", "< 0", "-", "2")
                        .row("-", "-", "[960..1440)", "3"),
                PRIORITIZATION);
        var round = new RuleRound(Cause.TIMER, false, NOW, OFFICE);
        var attributes = new EnumMap<TaskAttribute, Object>(Map.of(
                TaskAttribute.CREATED,
                NOW.minus(Duration.ofHours(1)),
                TaskAttribute.DUE,
                NOW.plus(Duration.ofDays(2))));

        assertThat(rows(table.evaluate(facts(round, attributes)))).containsExactly(1, 3);
        attributes.put(TaskAttribute.DUE, NOW.minus(Duration.ofMinutes(1)));
        assertThat(rows(table.evaluate(facts(round, attributes)))).containsExactly(1, 2);
        attributes.clear();
        assertThat(rows(table.evaluate(facts(round, attributes)))).isEmpty();
    }

    @Test
    void a_due_date_can_be_computed_in_working_time() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST").output("dueDateTime").row("plus working hours(createdDateTime, 12)"),
                CLASSIFICATION);

        assertThat(actions(table.evaluate(
                        facts(new RuleRound(Cause.FIRST, false, NOW, OFFICE), Map.of(TaskAttribute.CREATED, NOW)))))
                .containsExactly(new SetDueDateTime(NOW.plus(Duration.ofDays(1)).plus(Duration.ofHours(4))));
    }

    @Test
    void a_condition_on_what_a_task_has_not_is_not_met_and_is_no_fault() throws UnusableRules {
        RuleTable table = table(
                TableText.table("RULE ORDER")
                        .input("category")
                        .input("dueDateTime")
                        .output("businessValue")
                        .row("starts with(?, \"A\")", "-", "1")
                        .row("-", "< now()", "2")
                        .row("null", "null", "3"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of())))).containsExactly(3);
        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.CATEGORY, "ABC")))))
                .containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // What comes out of UNIQUE, ANY, FIRST, PRIORITY, RULE ORDER, OUTPUT ORDER and COLLECT
                "FIRST | 1",
                "RULE ORDER | 1 2 3",
                "COLLECT | 1 2 3",
                "OUTPUT ORDER | 2 3 1",
                "PRIORITY | 2"
            })
    void the_hit_policy_says_which_rows_fire_in_which_order(String hitPolicy, String expected) throws UnusableRules {
        RuleTable table = table(
                TableText.table(hitPolicy)
                        .input("category")
                        .output("businessValue", "30, 20, 10", "")
                        .row("-", "10")
                        .row("\"A\"", "30")
                        .row("\"A\",\"B\"", "20")
                        .row("\"B\"", "30"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.CATEGORY, "A")))))
                .containsExactlyElementsOf(
                        Stream.of(expected.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void a_second_row_of_a_unique_table_is_a_fault_that_names_both() throws UnusableRules {
        RuleTable table = table(
                TableText.table("UNIQUE")
                        .input("businessValue")
                        .output("businessValue")
                        .row("> 5", "1")
                        .row("> 7", "2"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.BUSINESS_VALUE, 6)))))
                .containsExactly(1);
        assertThat(fault(table.evaluate(facts(Map.of(TaskAttribute.BUSINESS_VALUE, 8)))))
                .hasToString(
                        "Table \"Table\", row 2: It matches, and so does row 1; only one may, since the hit policy is"
                                + " unique");
    }

    @Test
    void rows_of_an_any_table_must_agree() throws UnusableRules {
        RuleTable table = table(
                TableText.table("ANY")
                        .input("businessValue")
                        .output("businessValue")
                        .row("> 5", "1")
                        .row("> 6", "1")
                        .row("> 7", "2"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.BUSINESS_VALUE, 7)))))
                .containsExactly(1);
        assertThat(fault(table.evaluate(facts(Map.of(TaskAttribute.BUSINESS_VALUE, 8))))
                        .message())
                .contains("matches with other values than row 1");
    }

    @Test
    void default_values_hold_where_no_row_matches() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("category")
                        .output("processId", "", "\"GENERAL\"")
                        .output("businessValue")
                        .row("\"Order\"", "\"ORDERS\"", "1"),
                CLASSIFICATION);

        assertThat(table.evaluate(facts(Map.of())))
                .isEqualTo(new Verdict.Fired(
                        "Table", List.of(new Verdict.FiredRow(0, null, List.of(new AssignProcess("GENERAL"))))));
    }

    @Test
    void a_value_that_an_input_column_does_not_allow_is_a_fault() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("category", "\"Order\", \"Claim\"")
                        .output("businessValue")
                        .row("-", "1"),
                CLASSIFICATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.CATEGORY, "Claim")))))
                .containsExactly(1);
        assertThat(rows(table.evaluate(facts(Map.of())))).containsExactly(1);
        assertThat(fault(table.evaluate(facts(Map.of(TaskAttribute.CATEGORY, "Other")))))
                .isEqualTo(new RuleFault(
                        "Table", null, "category", "It has the value Other, which the column does not allow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // The cell, a text or number that the task has, and what is said of the cell
                "number(customerID) | abc | Failed to invoke function 'number'",
                "100 / (businessValue - 7) | | Can't divide",
                "businessValue / 2 | | 3.5, but must give a whole number",
                "businessValue * 1000000000 | | whole number between -2147483647 and 2147483647",
                "businessValue + priority | | Can't add",
            })
    void a_cell_that_fails_for_a_task_is_named_with_its_row_and_column(String cell, String customer, String message)
            throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST")
                        .input("category")
                        .output("priority")
                        .row("\"x\"", "1")
                        .row("-", cell),
                PRIORITIZATION);
        var attributes = new EnumMap<TaskAttribute, Object>(Map.of(TaskAttribute.BUSINESS_VALUE, 7));
        if (customer != null) {
            attributes.put(TaskAttribute.CUSTOMER_ID, customer);
        }

        assertThat(fault(table.evaluate(facts(attributes)))).satisfies(fault -> {
            assertThat(fault.table()).isEqualTo("Table");
            assertThat(fault.row()).isEqualTo(2);
            assertThat(fault.column()).isEqualTo("priority");
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void a_condition_that_fails_for_a_task_is_named_with_its_row_and_column() throws UnusableRules {
        RuleTable table = table(
                TableText.table("FIRST").input("customerID").output("priority").row("number(?) > 5", "1"),
                PRIORITIZATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.CUSTOMER_ID, "6")))))
                .containsExactly(1);
        assertThat(fault(table.evaluate(facts(Map.of(TaskAttribute.CUSTOMER_ID, "abc")))))
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("Table \"Table\", row 1, column \"customerID\": It cannot be evaluated: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // An input, a cell below it, and what is said of the cell
                "category | Order | nothing called Order; a text is written in quotation marks",
                "category | > 5 | cannot be evaluated with values of these types",
                "dueDateTime | < date and time(\"2026-01-01T00:00:00\") | cannot be evaluated with values of these types",
                "businessValue | starts with(?, \"a\") | cannot be evaluated with values of these types",
                "businessValue | for i in [1] return i | rules do not iterate",
                "category | matches(?, \"(\") | the pattern is none",
            })
    void a_condition_that_can_never_be_evaluated_is_refused_with_its_row_and_column(
            String input, String cell, String message) {
        assertRefused(
                TableText.table("FIRST")
                        .input(input)
                        .output("businessValue")
                        .row("-", "1")
                        .row(cell, "1"),
                CLASSIFICATION,
                "row 2, column \"" + input + "\": ",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // An output, a cell below it, and what would be right
                "processId | 5 | must give an ID in quotation marks",
                "processId | \" \" | must give an ID in quotation marks",
                "processId | \"ABCDEFGHIJKLMNOPQ\" | at most 16 are allowed",
                "businessCalendarId | \"ABCDEFGHIJKLMNOPQ\" | at most 16 are allowed",
                "distributionPointId | \"ABCDEFGHIJKLMNOPQ\" | at most 16 are allowed",
                "businessValue | \"5\" | must give a number",
                "businessValue | 2.5 | must give a whole number",
                "businessValue | -2147483648 | must lie between -2147483647 and 2147483647",
                "dueDateTime | date and time(\"2026-01-01T00:00:00\") | with an offset, such as 2030-12-31T17:00:00Z",
                "dueDateTime | \"tomorrow\" | must give a date and time",
                "dueDateTime | createdDateTime + 5 | cannot be evaluated with values of these types",
            })
    void a_result_that_is_no_value_of_its_column_is_refused(String output, String cell, String message) {
        assertRefused(
                TableText.table("FIRST").input("category").output(output).row("-", cell),
                CLASSIFICATION,
                "row 1, column \"" + output + "\": ",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"0", "-5", "527041", "\"later\"", "now()"})
    void the_next_round_is_in_a_minute_to_a_year_or_never(String cell) {
        assertRefused(
                TableText.table("FIRST").output("reprioritizeInMinutes").row(cell),
                PRIORITIZATION,
                "must give 1 to 527040 minutes or \"never\"");
    }

    @ParameterizedTest
    @CsvSource({"processId, PRIORITIZATION", "priority, CLASSIFICATION", "status, CLASSIFICATION"})
    void an_output_that_the_service_has_not_is_refused_with_those_it_has(String output, RuleService service) {
        assertRefused(
                TableText.table("FIRST").output(output).row("1"),
                service,
                "column \"" + output + "\": There is no such output; the outputs are ",
                "businessValue");
    }

    @Test
    void every_fault_is_told_not_only_the_first() {
        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> table(
                        TableText.table("FIRST")
                                .input("category")
                                .output("businessValue")
                                .row("Order", "x")
                                .row("Claim", "1"),
                        CLASSIFICATION))
                .satisfies(e -> assertThat(e.faults()).hasSize(3));
    }

    @Test
    void an_input_that_rules_do_not_know_is_refused() {
        String file = TableText.table("FIRST").output("businessValue").row("1").toString();

        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> RuleTable.of(
                        file.replace("</definitions>", "<inputData id=\"i\" name=\"colour\"/></definitions>"),
                        CLASSIFICATION))
                .withMessageContaining("Rules know nothing of the input colour");
    }

    @Test
    void a_table_may_require_other_decisions_of_its_file() throws UnusableRules {
        String file = TableText.table("FIRST")
                .input("urgent")
                .output("priority")
                .row("true", "90")
                .toString()
                .replace(
                        "<decisionTable",
                        "<informationRequirement><requiredDecision href=\"#u\"/></informationRequirement>"
                                + "<decisionTable")
                .replace(
                        "</definitions>",
                        "<decision id=\"u\" name=\"urgent\"><literalExpression><text>minutesToDue &lt; 60</text>"
                                + "</literalExpression></decision></definitions>");
        RuleTable table = RuleTable.of(file, PRIORITIZATION);

        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.DUE, NOW.plusSeconds(60))))))
                .containsExactly(1);
        assertThat(rows(table.evaluate(facts(Map.of(TaskAttribute.DUE, NOW.plusSeconds(7200))))))
                .isEmpty();
        // What cannot be said of a task is null, and no fault.
        assertThat(rows(table.evaluate(facts(Map.of())))).isEmpty();
    }

    @Test
    void two_tables_side_by_side_and_aggregating_ones_are_refused() {
        String one = TableText.table("FIRST").output("priority").row("1").toString();
        String two = one.replace(
                "</definitions>",
                "<decision id=\"e\" name=\"Other\"><literalExpression><text>1</text></literalExpression></decision>"
                        + "</definitions>");

        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> RuleTable.of(two, PRIORITIZATION))
                .withMessageContaining("one decision that no other requires");
        assertRefused(
                TableText.table("COLLECT SUM").output("priority").row("1"),
                PRIORITIZATION,
                "a table whose hit policy does not aggregate");
    }

    @Test
    void a_decision_that_requires_itself_is_refused() {
        String file = TableText.table("FIRST")
                .output("priority")
                .row("1")
                .toString()
                .replace(
                        "<decisionTable",
                        "<informationRequirement><requiredDecision href=\"#d\"/></informationRequirement><decisionTable");

        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> RuleTable.of(file, PRIORITIZATION))
                .withMessageContaining("It requires itself");
    }

    @Test
    void functions_that_double_at_each_step_are_refused() {
        var functions = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            String callee = "f" + (i - 1) + "(x)";
            functions
                    .append("<businessKnowledgeModel id=\"f")
                    .append(i)
                    .append("\" name=\"f")
                    .append(i)
                    .append("\">")
                    .append("<encapsulatedLogic><formalParameter name=\"x\"/><literalExpression>")
                    .append(TableText.text(i == 1 ? "x" : callee + " + " + callee))
                    .append("</literalExpression></encapsulatedLogic>")
                    .append(
                            i == 1
                                    ? ""
                                    : "<knowledgeRequirement><requiredKnowledge href=\"#f" + (i - 1)
                                            + "\"/></knowledgeRequirement>")
                    .append("</businessKnowledgeModel>");
        }
        String file = TableText.table("FIRST")
                .output("priority")
                .row("f40(1)")
                .toString()
                .replace(
                        "<decisionTable",
                        "<knowledgeRequirement><requiredKnowledge href=\"#f40\"/></knowledgeRequirement><decisionTable")
                .replace("</definitions>", functions + "</definitions>");

        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> RuleTable.of(file, PRIORITIZATION))
                .withMessageContaining("with all that it calls it takes more than 100000 steps");
    }

    @Test
    void a_table_that_is_too_large_is_refused() {
        TableText large = TableText.table("FIRST").output("priority");
        for (int i = 0; i <= DecisionTable.MAX_ROWS; i++) {
            large.row("1");
        }
        TableText heavy = TableText.table("FIRST").input("category").output("priority");
        for (int i = 0; i < 250; i++) {
            heavy.row("matches(?, \"a+b\")", "1");
        }

        assertRefused(large, PRIORITIZATION, "The table has 1001 rows and 1 columns; at most 1000 and 50 may be");
        assertRefused(heavy, PRIORITIZATION, "All expressions together take");
    }
}
