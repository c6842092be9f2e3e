package org.workgate.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RulePlace.Level;
import org.workgate.rules.RuleRound.Cause;
import org.workgate.rules.RuleService;
import org.workgate.rules.SomeRules;
import org.workgate.rules.TableText;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.Structures;
import org.workgate.task.AttributeValues;
import org.workgate.task.Explanation;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.Tasks;

/** By the structure of the sample set-up. */
class ClassifyingTasksTest {

    /** A Tuesday, when work begins at eight. */
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static final BusinessStructure STRUCTURE = Structures.of(Structures.sample());

    private static final String NIGHT = """
                businessCalendars:
                - id: NIGHT
                  name: Night
                  timeZone: UTC
                  workingHours:
                    tuesday: 20:00-23:00
            """;

    private SomeRules rules;

    @BeforeEach
    void open() throws SQLException {
        rules = new SomeRules(NOW);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    private static RulePlace at(Level level, String scope) {
        return new RulePlace(RuleService.CLASSIFICATION, level, scope);
    }

    private static Task task(TaskAttribute attribute, String value) {
        return Tasks.created(
                7, new TaskCommand.Create("SR-1", new AttributeValues(Map.of(attribute, value), Map.of()), false), NOW);
    }

    private Ruling classify(Task task) {
        return Classification.decide(STRUCTURE, rules.inForce(), task, Cause.FIRST, NOW);
    }

    private static @Nullable Object value(Ruling ruling, TaskAttribute attribute) {
        assertThat(ruling.values().attributes()).containsKey(attribute);
        return ruling.values().attributes().get(attribute);
    }

    @ParameterizedTest
    @Tag("R84")
    @Tag("R83")
    @Tag("R200")
    @CsvSource({"Order, ORDERS, SALES", "Claim, CLAIMS, SERVICE", "Followup, GENERAL, SALES"})
    void rules_give_a_task_its_process_and_that_its_contract(String category, String process, String contract) {
        rules.withSamples();

        Ruling ruling = classify(task(TaskAttribute.CATEGORY, category));

        assertThat(ruling).isInstanceOf(Ruling.Classified.class);
        assertThat(value(ruling, TaskAttribute.PROCESS_ID)).isEqualTo(process);
        assertThat(value(ruling, TaskAttribute.CONTRACT_ID)).isEqualTo(contract);
        assertThat(ruling.because().rows()).singleElement().satisfies(row -> {
            assertThat(row.place()).isEqualTo("classification, global");
            assertThat(row.effects()).containsExactly("process " + process);
        });
    }

    @Test
    @Tag("A68")
    void a_process_that_was_given_stands_whatever_the_rules_say() {
        rules.withSamples();

        Ruling ruling = classify(task(TaskAttribute.PROCESS_ID, "CLAIMS"));

        assertThat(ruling).isInstanceOf(Ruling.Classified.class);
        assertThat(value(ruling, TaskAttribute.PROCESS_ID)).isEqualTo("CLAIMS");
        assertThat(value(ruling, TaskAttribute.CONTRACT_ID)).isEqualTo("SERVICE");
        assertThat(ruling.because()).isNotEqualTo(Explanation.NONE);
    }

    @Test
    @Tag("A68")
    void a_process_that_was_given_and_is_unknown_is_an_error() {
        rules.withSamples();

        assertThat(classify(task(TaskAttribute.PROCESS_ID, "NOWHERE")))
                .isInstanceOfSatisfying(Ruling.Unclassified.class, ruling -> assertThat(ruling.error())
                        .contains("Process NOWHERE", "was given", "solution backoffice"));
    }

    @Test
    @Tag("R155")
    void a_task_to_which_no_rule_gives_a_process_is_an_error() {
        rules.withSamples();

        assertThat(classify(task(TaskAttribute.CATEGORY, "Unclassified")))
                .isInstanceOfSatisfying(Ruling.Unclassified.class, ruling -> assertThat(ruling.error())
                        .contains("No rule assigned a process", "capture point mq", "resume"));
    }

    @ParameterizedTest
    @Tag("R183")
    @Tag("A80")
    @CsvSource({
        "LEGACY, true, Process LEGACY has been inactive since the end of 2020-12-31",
        "FUTURE, false, Process FUTURE is inactive until 2999-01-01",
        "CLOSEDWORK, true, Contract CLOSED has been inactive since the end of 2020-12-31"
    })
    void an_inactive_process_or_contract_rejects(String process, boolean ended, String reason) {
        assertThat(classify(task(TaskAttribute.PROCESS_ID, process)))
                .isInstanceOfSatisfying(Ruling.Inactive.class, ruling -> {
                    assertThat(ruling.begins() == null).isEqualTo(ended);
                    assertThat(ruling.reason()).isEqualTo(reason);
                    assertThat(value(ruling, TaskAttribute.PROCESS_ID)).isEqualTo(process);
                });
    }

    @Test
    void the_samples_of_what_goes_out_say_what_the_service_says() throws IOException {
        rules.withSamples();
        Ruling rejected = classify(task(TaskAttribute.PROCESS_ID, "LEGACY"));
        Ruling held = classify(task(TaskAttribute.CATEGORY, "Unclassified"));

        assertThat(sample("task-rejected"))
                .contains("<Actor>" + rejected.service() + "</Actor>", "<Reason>" + rejected.reason() + "</Reason>");
        assertThat(sample("task-error-held"))
                .contains(
                        "<Actor>" + held.service() + "</Actor>",
                        "<Reason>" + held.reason() + "</Reason>",
                        "<Error>" + ((Ruling.Unclassified) held).error() + "</Error>");
    }

    private static String sample(String name) throws IOException {
        return Files.readString(Path.of("../samples/out", name + ".xml"));
    }

    @Test
    void rules_are_applied_from_the_general_to_the_special_and_see_what_came_before() {
        rules.with(
                        at(Level.GLOBAL, ""),
                        TableText.table("FIRST").output("processId").row("\"GENERAL\""))
                .with(
                        at(Level.CAPTURE_POINT, "mq"),
                        TableText.table("FIRST")
                                .input("processId")
                                .output("processId")
                                .row("\"GENERAL\"", "\"CLAIMS\""))
                .with(
                        at(Level.CONTRACT, "SERVICE"),
                        TableText.table("FIRST")
                                .input("processId")
                                .output("businessValue")
                                .row("\"CLAIMS\"", "5"))
                .with(
                        at(Level.PROCESS, "CLAIMS"),
                        TableText.table("FIRST")
                                .input("businessValue")
                                .output("distributionPointId")
                                .row("5", "\"desk\""))
                .with(
                        at(Level.CONTRACT, "SALES"),
                        TableText.table("FIRST").output("businessValue").row("9"));

        Ruling ruling = classify(task(TaskAttribute.CATEGORY, "any"));

        assertThat(value(ruling, TaskAttribute.PROCESS_ID)).isEqualTo("CLAIMS");
        assertThat(value(ruling, TaskAttribute.BUSINESS_VALUE)).isEqualTo(5);
        assertThat(ruling.values().distributionPointId()).isEqualTo("desk");
        assertThat(ruling.because().rows())
                .extracting(Explanation.Row::place)
                .containsExactly(
                        "classification, global",
                        "classification, capture point mq",
                        "classification, contract SERVICE",
                        "classification, process CLAIMS");
    }

    @Test
    @Tag("R88")
    @Tag("R198")
    @Tag("A85")
    void the_calendar_is_the_process_s_unless_a_rule_chooses_one_and_counts_its_hours() {
        rules.with(
                        at(Level.GLOBAL, ""),
                        TableText.table("FIRST").output("processId").row("\"ORDERS\""))
                .with(
                        at(Level.PROCESS, "ORDERS"),
                        TableText.table("FIRST").output("dueDateTime").row("plus working hours(createdDateTime, 4)"));

        Ruling ruling = classify(task(TaskAttribute.CATEGORY, "any"));

        assertThat(value(ruling, TaskAttribute.BUSINESS_CALENDAR_ID)).isEqualTo("OFFICE");
        // Two hours until twelve, an hour's break, two hours more.
        assertThat(value(ruling, TaskAttribute.DUE)).isEqualTo(Instant.parse("2026-11-24T15:00:00Z"));
    }

    @Test
    @Tag("A85")
    void the_rules_that_follow_count_by_the_calendar_that_a_rule_has_chosen() {
        BusinessStructure withNights = Structures.of(Structures.sample().replace("    businessCalendars:\n", NIGHT));
        rules.with(
                        at(Level.GLOBAL, ""),
                        TableText.table("FIRST")
                                .output("processId")
                                .output("businessCalendarId")
                                .row("\"ORDERS\"", "\"NIGHT\""))
                .with(
                        at(Level.PROCESS, "ORDERS"),
                        TableText.table("FIRST").output("dueDateTime").row("plus working hours(createdDateTime, 2)"));

        Ruling ruling = Classification.decide(
                withNights, rules.inForce(), task(TaskAttribute.CATEGORY, "any"), Cause.FIRST, NOW);

        assertThat(value(ruling, TaskAttribute.BUSINESS_CALENDAR_ID)).isEqualTo("NIGHT");
        assertThat(value(ruling, TaskAttribute.DUE)).isEqualTo(Instant.parse("2026-11-24T22:00:00Z"));
    }

    @Test
    @Tag("A85")
    void a_rule_that_chooses_a_calendar_that_is_not_there_is_an_error() {
        rules.with(
                at(Level.GLOBAL, ""),
                TableText.table("FIRST")
                        .output("processId")
                        .output("businessCalendarId")
                        .row("\"ORDERS\"", "\"NIGHT\""));

        assertThat(classify(task(TaskAttribute.CATEGORY, "any")))
                .isInstanceOfSatisfying(Ruling.Unclassified.class, ruling -> assertThat(ruling.error())
                        .contains("business calendar NIGHT", "solution backoffice"));
    }

    @Test
    void a_rule_that_fails_is_an_error_with_table_row_and_column() {
        rules.with(
                at(Level.GLOBAL, ""),
                TableText.table("FIRST")
                        .input("category")
                        .output("processId")
                        .output("businessValue")
                        .row("\"x\"", "\"ORDERS\"", "1")
                        .row("-", "\"ORDERS\"", "number(category)"));

        assertThat(classify(task(TaskAttribute.CATEGORY, "seven")))
                .isInstanceOfSatisfying(Ruling.Unclassified.class, ruling -> assertThat(ruling.error())
                        .startsWith("Table \"Table\", row 2, column \"businessValue\": "));
    }
}
