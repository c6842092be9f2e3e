package org.workgate.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RuleFault;
import org.workgate.rules.RulePlace;
import org.workgate.task.Task;

/**
 * Compares task by task what the rules in force and a draft make of them. Keeps counts and a bounded number of examples, and no task,
 * however many there are.
 */
final class Comparison {

    /** How many of the tasks that wait for a distribution point are its first ones. */
    static final int FIRST = 100;

    private static final int MOST_ERRORS = 100;

    /** So many examples are kept whatever they show, and of each difference so many: together 100 at most. */
    private static final int ANY_EXAMPLES = 49;

    private static final int EXAMPLES_OF_EACH = 3;

    private final Instant now;
    private int looked;
    private int changed;
    private int changedAnyway;
    private final Map<Difference, Integer> differences = new EnumMap<>(Difference.class);
    private final Map<Cell, TrialReport.Fault> newErrors = new HashMap<>();
    private final Map<Cell, TrialReport.Fault> mendedErrors = new HashMap<>();
    private final PriorityClasses priorities = new PriorityClasses();

    /** By distribution point; that of tasks which have none is the empty text. */
    private final Map<String, Line> lines = new TreeMap<>();

    private final List<TrialReport.Example> examples = new ArrayList<>();

    /** Errors of the same cell are the same, whatever value of the task each of them names; else those with the same text. */
    private record Cell(
            @Nullable RulePlace place,
            @Nullable String table,
            @Nullable Integer row,
            @Nullable String column,
            String error) {}

    /** Those who wait for a distribution point, before and after. */
    private static final class Line {
        private final Waiters before = new Waiters();
        private final Waiters after = new Waiters();
    }

    /** Counts all, and remembers the first ones. */
    private static final class Waiters {
        private int count;
        private final PriorityQueue<Task.Rank> worstFirst = new PriorityQueue<>(Collections.reverseOrder());

        void add(Task.Rank rank) {
            count++;
            worstFirst.add(rank);
            if (worstFirst.size() > FIRST) {
                worstFirst.remove();
            }
        }

        Set<Integer> first() {
            var first = new HashSet<Integer>();
            worstFirst.forEach(rank -> first.add(rank.brokerId()));
            return first;
        }
    }

    /** At this moment. */
    Comparison(Instant now) {
        this.now = now;
    }

    /** Takes a task about which nothing is decided, and which can wait to be handed out as others do. */
    void pass(Task task) {
        queue(task, true);
        queue(task, false);
    }

    /**
     * Takes a task.
     *
     * @param before what the rules in force make of it
     * @param after what the draft makes of it
     */
    void add(Task present, Prospect before, Prospect after) {
        looked++;
        changedAnyway += before.differsFrom(present) ? 1 : 0;
        Set<Difference> found = before.until(after, now);
        if (!found.isEmpty()) {
            changed++;
            boolean rare =
                    found.stream().anyMatch(difference -> differences.getOrDefault(difference, 0) < EXAMPLES_OF_EACH);
            if (examples.size() < ANY_EXAMPLES || rare) {
                examples.add(
                        new TrialReport.Example(present.brokerId(), present.captureId(), before.changesUntil(after)));
            }
            found.forEach(difference -> differences.merge(difference, 1, Integer::sum));
        }
        if (!Objects.equals(before.error(), after.error())) {
            count(before, mendedErrors);
            count(after, newErrors);
        }
        if (!before.isStopped()) {
            priorities.before(before.priority());
            queue(before.task(), true);
        }
        if (!after.isStopped()) {
            priorities.after(after.priority());
            queue(after.task(), false);
        }
    }

    private static void count(Prospect prospect, Map<Cell, TrialReport.Fault> errors) {
        String error = prospect.error();
        if (error == null) {
            return;
        }
        RuleFault fault = prospect.fault();
        Cell cell = fault == null
                ? new Cell(null, null, null, null, error)
                : new Cell(
                        prospect.place(), fault.table(), fault.row(), fault.column(), fault.row() == null ? error : "");
        if (errors.size() < MOST_ERRORS || errors.containsKey(cell)) {
            errors.compute(
                    cell,
                    (same, known) -> known == null
                            ? new TrialReport.Fault(cell.table(), cell.row(), cell.column(), error, 1)
                            : known.again());
        }
    }

    private void queue(Task task, boolean before) {
        if (task.isToBeDistributed(now)) {
            Line line = lines.computeIfAbsent(
                    Objects.requireNonNullElse(task.nextDistributionPointId(), ""), id -> new Line());
            (before ? line.before : line.after).add(task.rank());
        }
    }

    /** What has come of it so far. */
    TrialReport report() {
        return new TrialReport(
                looked,
                changed,
                changedAnyway,
                differences,
                faults(newErrors),
                faults(mendedErrors),
                priorities.told(),
                waiting(),
                examples);
    }

    private static List<TrialReport.Fault> faults(Map<Cell, TrialReport.Fault> errors) {
        return errors.values().stream()
                .sorted(TrialReport.Fault.MOST_FREQUENT_FIRST)
                .toList();
    }

    private List<TrialReport.Waiting> waiting() {
        var waiting = new ArrayList<TrialReport.Waiting>();
        lines.forEach((id, line) -> {
            Collection<Integer> newcomers = line.after.first();
            int first = newcomers.size();
            newcomers.removeAll(line.before.first());
            waiting.add(new TrialReport.Waiting(
                    id.isEmpty() ? null : id, line.before.count, line.after.count, first, newcomers.size()));
        });
        return waiting;
    }
}
