package org.workgate.prioritization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.workgate.rules.WorkingTime;
import org.workgate.task.AttributeValues;
import org.workgate.task.Explanation;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.Tasks;

class PrioritizingTasksTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static final RulePlace GLOBAL = RulePlace.global(RuleService.PRIORITIZATION);

    private SomeRules rules;

    @BeforeEach
    void open() throws SQLException {
        rules = new SomeRules(NOW);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    private static Task task(Map<TaskAttribute, Object> values) {
        var all = new HashMap<>(values);
        all.putIfAbsent(TaskAttribute.PROCESS_ID, "ORDERS");
        return classified(
                Tasks.created(7, new TaskCommand.Create("SR-1", new AttributeValues(all, Map.of()), false), NOW));
    }

    private static Task classified(Task task) {
        Tasks.accept(
                task,
                new Ruling.Classified(
                        new Ruling.Values(Map.of(TaskAttribute.CONTRACT_ID, "SALES"), null), Explanation.NONE),
                NOW);
        return task;
    }

    private Ruling prioritize(Task task, Instant at) {
        return Prioritization.decide(WorkingTime.ALWAYS, List.of("desk"), rules.inForce(), task, Cause.FIRST, at);
    }

    private static @Nullable Object value(Ruling ruling, TaskAttribute attribute) {
        assertThat(ruling).isInstanceOf(Ruling.Prioritized.class);
        assertThat(ruling.values().attributes()).containsKey(attribute);
        return ruling.values().attributes().get(attribute);
    }

    @ParameterizedTest
    @Tag("R103")
    @CsvSource({
        "ORDERS, Silver, 120, 50",
        "CLAIMS, Silver, 120, 40",
        "GENERAL, Silver, 120, 10",
        "ORDERS, Gold, 120, 70",
        "GENERAL, Gold, 60, 60"
    })
    void rules_give_a_task_its_priority_and_its_next_round(
            String process, String segment, long minutesToDue, int priority) {
        rules.withSamples();

        Ruling ruling = prioritize(
                task(Map.of(
                        TaskAttribute.PROCESS_ID,
                        process,
                        TaskAttribute.CUSTOMER_SEGMENT,
                        segment,
                        TaskAttribute.DUE,
                        NOW.plus(Duration.ofMinutes(minutesToDue)))),
                NOW);

        assertThat(value(ruling, TaskAttribute.PRIORITY)).isEqualTo(priority);
        assertThat(value(ruling, TaskAttribute.REPRIORITIZE)).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    @Tag("A64")
    void the_sample_rules_leave_a_priority_alone_that_was_given() {
        rules.withSamples();

        Ruling ruling = prioritize(task(Map.of(TaskAttribute.PRIORITY, 3)), NOW);

        assertThat(value(ruling, TaskAttribute.PRIORITY)).isEqualTo(3);
    }

    @Test
    @Tag("A64")
    void each_round_begins_with_what_was_given_and_not_with_the_last_result() {
        rules.with(GLOBAL, TableText.table("RULE ORDER").output("addToPriority").row("20"));
        Task task = task(Map.of(TaskAttribute.PRIORITY, 100));

        for (int round = 0; round < 3; round++) {
            Ruling ruling = prioritize(task, NOW);
            Tasks.accept(task, ruling, NOW);

            assertThat(value(ruling, TaskAttribute.PRIORITY)).isEqualTo(120);
        }
        assertThat(task.givenPriority()).isEqualTo(100);
    }

    @Test
    void without_a_given_priority_a_round_begins_with_none() {
        rules.with(GLOBAL, TableText.table("RULE ORDER").output("addToPriority").row("20"));
        Task task = task(Map.of());
        Tasks.accept(task, prioritize(task, NOW), NOW);

        assertThat(value(prioritize(task, NOW), TaskAttribute.PRIORITY)).isEqualTo(20);
    }

    @Test
    void rules_are_applied_from_the_general_to_the_special() {
        rules.with(GLOBAL, TableText.table("FIRST").output("priority").row("1"))
                .with(
                        new RulePlace(RuleService.PRIORITIZATION, Level.CONTRACT, "SALES"),
                        TableText.table("FIRST").output("addToPriority").row("10"))
                .with(
                        new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "ORDERS"),
                        TableText.table("FIRST").output("addToPriority").row("-100"))
                .with(
                        new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "CLAIMS"),
                        TableText.table("FIRST").output("priority").row("7"));

        Ruling ruling = prioritize(task(Map.of()), NOW);

        assertThat(value(ruling, TaskAttribute.PRIORITY)).isEqualTo(-89);
        assertThat(ruling.because().rows())
                .extracting(Explanation.Row::place, Explanation.Row::effects)
                .containsExactly(
                        tuple("prioritization, global", List.of("priority 1")),
                        tuple("prioritization, contract SALES", List.of("priority +10")),
                        tuple("prioritization, process ORDERS", List.of("priority -100")));
    }

    @Test
    void where_no_rule_asks_for_another_round_there_is_none() {
        var values = new LinkedHashMap<TaskAttribute, Object>();

        assertThat(value(prioritize(task(values), NOW), TaskAttribute.REPRIORITIZE))
                .isNull();
        assertThat(value(prioritize(task(values), NOW), TaskAttribute.PRIORITY)).isNull();
    }

    @Test
    void a_rule_can_say_that_there_is_no_other_round() {
        rules.with(
                GLOBAL, TableText.table("FIRST").output("reprioritizeInMinutes").row("\"never\""));

        assertThat(value(prioritize(task(Map.of()), NOW), TaskAttribute.REPRIORITIZE))
                .isNull();
    }

    @Test
    void a_sum_that_no_priority_can_be_is_an_error_with_table_and_row() {
        rules.with(
                GLOBAL,
                TableText.table("RULE ORDER").output("addToPriority").row("1").row("2147483647"));

        assertThat(prioritize(task(Map.of()), NOW))
                .isInstanceOfSatisfying(Ruling.Unprioritized.class, ruling -> assertThat(ruling.error())
                        .startsWith("Table \"Table\", row 2, column \"addToPriority\": ")
                        .contains("2147483648"));
    }
}
