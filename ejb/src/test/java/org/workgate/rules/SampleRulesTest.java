package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.rules.RuleAction.AddToPriority;
import org.workgate.rules.RuleAction.AssignProcess;
import org.workgate.rules.RuleAction.Reprioritize;
import org.workgate.rules.RuleAction.SetPriority;
import org.workgate.rules.RuleRound.Cause;
import org.workgate.task.CustomAttributes;
import org.workgate.task.TaskAttribute;

/** The rules of the sample set-up. */
class SampleRulesTest {

    private static final Path SAMPLES = Path.of("../samples/rules");
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static RuleTable classification;
    private static RuleTable prioritization;

    @BeforeAll
    static void compile() throws IOException, UnusableRules {
        classification =
                RuleTable.of(Files.readString(SAMPLES.resolve("classification.dmn")), RuleService.CLASSIFICATION);
        prioritization =
                RuleTable.of(Files.readString(SAMPLES.resolve("prioritization.dmn")), RuleService.PRIORITIZATION);
    }

    private static List<RuleAction> actions(
            RuleTable table, boolean priorityGiven, Map<TaskAttribute, Object> attributes) {
        Verdict verdict = table.evaluate(new RuleFacts(
                attributes, CustomAttributes.NONE, new RuleRound(Cause.FIRST, priorityGiven, NOW, WorkingTime.ALWAYS)));
        assertThat(verdict).isInstanceOf(Verdict.Fired.class);
        return ((Verdict.Fired) verdict)
                .rows().stream().flatMap(row -> row.actions().stream()).toList();
    }

    @ParameterizedTest
    @CsvSource({"Order, ORDERS", "Claim, CLAIMS", "Unclassified,", "Followup, GENERAL", ", GENERAL"})
    void a_category_leads_to_its_process(@Nullable String category, @Nullable String process) {
        List<RuleAction> actions =
                actions(classification, false, category == null ? Map.of() : Map.of(TaskAttribute.CATEGORY, category));

        assertThat(actions).isEqualTo(process == null ? List.of() : List.of(new AssignProcess(process)));
    }

    @ParameterizedTest
    @CsvSource({"ORDERS, 50", "CLAIMS, 40", "GENERAL, 10"})
    void a_process_has_its_priority_and_is_looked_at_again_in_five_minutes(String process, int priority) {
        assertThat(actions(prioritization, false, Map.of(TaskAttribute.PROCESS_ID, process)))
                .containsExactly(new SetPriority(priority), new Reprioritize(Duration.ofMinutes(5)));
    }

    @Test
    void gold_customers_and_what_is_due_within_an_hour_come_earlier() {
        var attributes = new EnumMap<TaskAttribute, Object>(Map.of(
                TaskAttribute.PROCESS_ID,
                "ORDERS",
                TaskAttribute.CUSTOMER_SEGMENT,
                "Gold",
                TaskAttribute.DUE,
                NOW.plus(Duration.ofMinutes(60))));

        assertThat(actions(prioritization, false, attributes))
                .containsExactly(
                        new SetPriority(50),
                        new AddToPriority(20),
                        new AddToPriority(30),
                        new Reprioritize(Duration.ofMinutes(5)));
        attributes.put(TaskAttribute.DUE, NOW.plus(Duration.ofMinutes(60)).plusMillis(1));
        assertThat(actions(prioritization, false, attributes)).doesNotContain(new AddToPriority(30));
        attributes.put(TaskAttribute.DUE, NOW.minus(Duration.ofDays(1)));
        assertThat(actions(prioritization, false, attributes)).contains(new AddToPriority(30));
    }

    @Test
    void a_priority_that_was_given_is_left_alone() {
        assertThat(actions(
                        prioritization,
                        true,
                        Map.of(TaskAttribute.PROCESS_ID, "ORDERS", TaskAttribute.CUSTOMER_SEGMENT, "Gold")))
                .isEmpty();
    }
}
