package org.workgate.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.workgate.classification.Classification;
import org.workgate.prioritization.Prioritization;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleRound.Cause;
import org.workgate.rules.RuleService;
import org.workgate.rules.Rules;
import org.workgate.rules.SomeRules;
import org.workgate.rules.StoredRules;
import org.workgate.rules.TableText;
import org.workgate.rules.UnusableRules;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.Settings;
import org.workgate.structure.Structures;
import org.workgate.task.AttributeChanges.Change;
import org.workgate.task.AttributeValues;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskStatus;
import org.workgate.task.Tasks;

/** By structure and rules of the sample set-up, on whose backlog drafts are tried. */
class ForeseeingTest {

    /** A Tuesday. */
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final BusinessStructure STRUCTURE = Structures.of(Structures.sample());
    private static final CapturePoints CAPTURE_POINTS = new CapturePoints(Settings.of(Map.of()));
    private static final RulePlace CLASSIFICATION = RulePlace.global(RuleService.CLASSIFICATION);
    private static final RulePlace PRIORITIZATION = RulePlace.global(RuleService.PRIORITIZATION);

    private SomeRules stored;
    private Rules rules;
    private int number;

    @BeforeEach
    void open() throws SQLException {
        stored = new SomeRules(NOW).withSamples();
        rules = stored.inForce();
    }

    @AfterEach
    void close() {
        stored.close();
    }

    /** A task that the services have brought as far as they can. */
    private Task task(Map<TaskAttribute, Object> values) {
        Task task = Tasks.created(
                ++number,
                new TaskCommand.Create("SR-" + number, new AttributeValues(new HashMap<>(values), Map.of()), false),
                NOW);
        Tasks.accept(task, Classification.decide(STRUCTURE, rules, task, Cause.FIRST, NOW), NOW);
        if (task.status() == TaskStatus.CAPTURED) {
            Tasks.accept(task, Prioritization.decide(STRUCTURE, rules, task, Cause.FIRST, NOW), NOW);
        }
        return task;
    }

    private Task order() {
        return task(Map.of(TaskAttribute.CATEGORY, "Order"));
    }

    private TrialReport tried(RulePlace place, TableText draft, Task... tasks) {
        return tried(place, draft, STRUCTURE, tasks);
    }

    private TrialReport tried(RulePlace place, TableText draft, BusinessStructure structure, Task... tasks) {
        var foresight = new Foresight(place.service(), structure, CAPTURE_POINTS, LATER);
        var course = new Course(foresight, rules, rules.with(draft(place, draft)), number);
        assertThat(course.go(List.of(tasks), () -> true)).isTrue();
        assertThat(course.passed()).isEqualTo(tasks.length);
        return course.report();
    }

    private static StoredRules draft(RulePlace place, TableText text) {
        try {
            return StoredRules.draft(place, text.toString());
        } catch (UnusableRules e) {
            throw new AssertionError(e);
        }
    }

    private static TableText giving(String priority) {
        return TableText.table("FIRST")
                .output("priority")
                .output("reprioritizeInMinutes")
                .row(priority, "5");
    }

    private static Map<Difference, Integer> only(Difference... differences) {
        var expected = new HashMap<Difference, Integer>();
        for (Difference difference : differences) {
            expected.put(difference, 1);
        }
        return expected;
    }

    @Test
    void a_draft_that_decides_the_same_changes_nothing() {
        TrialReport report = tried(PRIORITIZATION, giving("50"), order(), order());

        assertThat(report.looked()).isEqualTo(2);
        assertThat(report.same()).isEqualTo(2);
        assertThat(report.differences()).isEmpty();
        assertThat(report.examples()).isEmpty();
        assertThat(report.priorities()).containsExactly(new TrialReport.PriorityClass(50L, 50L, 2, 2));
        assertThat(report.distributionPoints()).containsExactly(new TrialReport.Waiting("desk", 2, 2, 2, 0));
    }

    @Test
    void another_priority_is_told_with_both_values_and_the_task_stays_as_it_is() {
        Task order = order();

        TrialReport report = tried(PRIORITIZATION, giving("70"), order);

        assertThat(report.differences()).isEqualTo(only(Difference.HIGHER_PRIORITY));
        assertThat(report.examples())
                .containsExactly(
                        new TrialReport.Example(order.brokerId(), "SR-1", List.of(new Change("priority", "50", "70"))));
        assertThat(report.priorities())
                .containsExactly(
                        new TrialReport.PriorityClass(70L, 70L, 0, 1), new TrialReport.PriorityClass(50L, 50L, 1, 0));
        assertThat(TaskAttribute.PRIORITY.of(order)).isEqualTo(50);
        assertThat(order.reprioritizeDateTime()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(tried(PRIORITIZATION, giving("20"), order).differences()).isEqualTo(only(Difference.LOWER_PRIORITY));
    }

    @Test
    void a_task_without_a_further_round_is_passed_but_waits_with_the_others() {
        Task never = order();
        Tasks.accept(
                never,
                Prioritization.decide(
                        STRUCTURE,
                        rules.with(draft(
                                PRIORITIZATION,
                                TableText.table("FIRST")
                                        .output("priority")
                                        .output("reprioritizeInMinutes")
                                        .row("60", "\"never\""))),
                        never,
                        Cause.TIMER,
                        NOW),
                NOW);

        TrialReport report = tried(PRIORITIZATION, giving("70"), never, order());

        assertThat(report.looked()).isEqualTo(1);
        assertThat(report.distributionPoints()).containsExactly(new TrialReport.Waiting("desk", 2, 2, 2, 0));
    }

    @Test
    void what_an_error_holds_is_tried_as_a_restart_also_for_a_prioritization() {
        Task held = order();
        StoredRules faulty = draft(
                PRIORITIZATION, TableText.table("FIRST").output("priority").row("100 / businessValue"));
        Tasks.accept(held, Prioritization.decide(STRUCTURE, rules.with(faulty), held, Cause.TIMER, NOW), NOW);
        assertThat(held.status()).isEqualTo(TaskStatus.ERROR_HELD);

        TrialReport report = tried(PRIORITIZATION, giving("70"), held);

        assertThat(report.looked()).isEqualTo(1);
        assertThat(report.differences()).isEqualTo(only(Difference.HIGHER_PRIORITY));
    }

    @Test
    void a_step_ends_when_there_is_no_more_time_and_goes_on_behind_it() {
        var foresight = new Foresight(PRIORITIZATION.service(), STRUCTURE, CAPTURE_POINTS, LATER);
        List<Task> tasks = List.of(order(), order(), order());
        var course = new Course(foresight, rules, rules.with(draft(PRIORITIZATION, giving("70"))), number);
        var asked = new AtomicInteger();

        assertThat(course.go(tasks, () -> asked.incrementAndGet() < 2)).isFalse();
        assertThat(course.passed()).isEqualTo(2);
        assertThat(course.next()).isEqualTo(tasks.get(1).brokerId() - 1);
        assertThat(course.go(tasks.subList(2, 3), () -> false)).isTrue();
        assertThat(course.report().looked()).isEqualTo(3);
    }

    @Test
    void a_due_date_that_would_have_passed_is_a_breach() {
        Task order = task(Map.of(TaskAttribute.CATEGORY, "Order", TaskAttribute.DUE, NOW.plus(Duration.ofDays(1))));
        TableText draft = TableText.table("FIRST")
                .output("priority")
                .output("reprioritizeInMinutes")
                .output("dueDateTime")
                .row("50", "5", "createdDateTime + duration(\"PT10S\")");

        TrialReport report = tried(PRIORITIZATION, draft, order);

        assertThat(report.differences()).isEqualTo(only(Difference.DUE_EARLIER, Difference.OVERDUE));
        assertThat(report.examples().get(0).changes())
                .containsExactly(new Change("dueDateTime", "2026-11-25T10:00:00Z", "2026-11-24T10:00:10Z"));
    }

    @Test
    void a_rule_that_fails_is_told_with_its_cell_and_hides_what_else_is_different() {
        TableText draft = TableText.table("FIRST").output("priority").row("100 / businessValue");
        Task zero = task(Map.of(TaskAttribute.CATEGORY, "Order", TaskAttribute.BUSINESS_VALUE, 0));
        Task one = task(Map.of(TaskAttribute.CATEGORY, "Order", TaskAttribute.BUSINESS_VALUE, 1));
        Task three = task(Map.of(TaskAttribute.CATEGORY, "Order", TaskAttribute.BUSINESS_VALUE, 3));

        TrialReport report = tried(PRIORITIZATION, draft, zero, one, three);

        assertThat(report.count(Difference.NEW_ERROR)).isEqualTo(2);
        assertThat(report.count(Difference.HIGHER_PRIORITY)).isOne();
        assertThat(report.newErrors()).singleElement().satisfies(fault -> {
            assertThat(fault.table()).isEqualTo("Table");
            assertThat(fault.row()).isEqualTo(1);
            assertThat(fault.column()).isEqualTo("priority");
            assertThat(fault.error()).startsWith("Table \"Table\", row 1, column \"priority\": ");
            assertThat(fault.tasks()).isEqualTo(2);
        });
        assertThat(report.examples().get(0).changes())
                .extracting(Change::attribute)
                .containsExactly("error", "status");
        assertThat(report.priorities())
                .containsExactly(
                        new TrialReport.PriorityClass(100L, 100L, 0, 1), new TrialReport.PriorityClass(50L, 50L, 3, 0));
    }

    @Test
    void another_process_is_shown_with_the_priority_that_follows_from_it() {
        Task order = order();

        TrialReport report = tried(
                CLASSIFICATION, TableText.table("FIRST").output("processId").row("\"CLAIMS\""), order);

        assertThat(report.differences().keySet())
                .contains(Difference.PROCESS, Difference.CONTRACT, Difference.LOWER_PRIORITY);
        assertThat(report.examples().get(0).changes())
                .contains(
                        new Change("processId", "ORDERS", "CLAIMS"),
                        new Change("contractId", "SALES", "SERVICE"),
                        new Change("priority", "50", "40"));
        assertThat(order.processId()).isEqualTo("ORDERS");
        assertThat(order.status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void a_task_that_no_rule_places_now_is_mended_and_one_that_is_sent_to_a_closed_process_is_rejected() {
        Task unplaced = task(Map.of(TaskAttribute.CATEGORY, "Unclassified"));
        assertThat(unplaced.status()).isEqualTo(TaskStatus.ERROR_HELD);
        TableText draft = TableText.table("FIRST")
                .input("category")
                .output("processId")
                .row("\"Unclassified\"", "\"GENERAL\"")
                .row("-", "\"LEGACY\"");

        TrialReport report = tried(CLASSIFICATION, draft, unplaced, order());

        assertThat(report.differences()).isEqualTo(only(Difference.MENDED_ERROR, Difference.REJECTED));
        assertThat(report.mendedErrors()).singleElement().satisfies(fault -> assertThat(fault.error())
                .startsWith("No rule assigned a process"));
        assertThat(report.newErrors()).isEmpty();
        assertThat(report.examples().get(1).changes()).containsExactly(new Change("status", "Queued", "Rejected"));
    }

    @Test
    void a_task_is_moved_to_another_distribution_point() {
        BusinessStructure two = Structures.of(Structures.sample()
                .replace(
                        "      limit: 100\n",
                        "      limit: 100\n    - id: second\n      name: Second\n      system: desk\n"));
        TableText draft = TableText.table("FIRST")
                .output("priority")
                .output("reprioritizeInMinutes")
                .output("distributionPointId")
                .row("50", "5", "\"second\"");

        TrialReport report = tried(PRIORITIZATION, draft, two, order());

        assertThat(report.differences()).isEqualTo(only(Difference.DISTRIBUTION_POINT));
        assertThat(report.distributionPoints())
                .containsExactly(
                        new TrialReport.Waiting("desk", 1, 0, 0, 0), new TrialReport.Waiting("second", 0, 1, 1, 1));
    }

    @Test
    void what_would_change_without_the_draft_too_is_told_apart() {
        Task order = order();
        Tasks.accept(
                order,
                Prioritization.decide(
                        STRUCTURE, rules.with(draft(PRIORITIZATION, giving("10"))), order, Cause.TIMER, NOW),
                NOW);

        TrialReport report = tried(PRIORITIZATION, giving("50"), order);

        assertThat(report.changed()).isZero();
        assertThat(report.changedAnyway()).isOne();
    }

    @Test
    void the_first_to_be_handed_out_are_others_where_the_order_turns() {
        var tasks = new Task[Comparison.FIRST + 30];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = task(Map.of(
                    TaskAttribute.CATEGORY,
                    "Order",
                    TaskAttribute.CUSTOMER_SEGMENT,
                    i < Comparison.FIRST ? "Gold" : "Silver"));
        }
        TableText draft = TableText.table("FIRST")
                .input("customerSegment")
                .output("priority")
                .output("reprioritizeInMinutes")
                .row("\"Gold\"", "70", "5")
                .row("-", "80", "5");

        TrialReport report = tried(PRIORITIZATION, draft, tasks);

        assertThat(report.changed()).isEqualTo(30);
        assertThat(report.distributionPoints())
                .containsExactly(new TrialReport.Waiting("desk", 130, 130, Comparison.FIRST, 30));
    }

    @Test
    void examples_are_bounded_and_show_every_difference() {
        var tasks = new Task[301];
        for (int i = 0; i < 300; i++) {
            tasks[i] = order();
        }
        tasks[300] = task(Map.of(TaskAttribute.CATEGORY, "Claim"));
        TableText draft = TableText.table("FIRST")
                .input("processId")
                .output("priority")
                .output("reprioritizeInMinutes")
                .row("\"ORDERS\"", "60", "5")
                .row("-", "1", "5");

        TrialReport report = tried(PRIORITIZATION, draft, tasks);

        assertThat(report.count(Difference.HIGHER_PRIORITY)).isEqualTo(300);
        assertThat(report.count(Difference.LOWER_PRIORITY)).isOne();
        assertThat(report.examples()).hasSizeLessThanOrEqualTo(100);
        assertThat(report.examples()).extracting(TrialReport.Example::brokerId).contains(301);
    }
}
