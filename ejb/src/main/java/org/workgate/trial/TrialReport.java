package org.workgate.trial;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeChanges.Change;

/**
 * What a draft would make otherwise of the backlog than the rules in force, both decided at the same moment. "Before" is by the rules in
 * force, "after" by the draft. All counts are exact.
 *
 * @param looked about how many tasks both have decided
 * @param changed how many of them the draft changes
 * @param changedAnyway how many would become something else than they are even without the draft, since they, the rules or the structure
 *     have changed since the rules were applied to them
 * @param differences how many tasks differ in what, in the order of {@link Difference}; only what occurs
 * @param newErrors what would be wrong by the draft: of the first 100 errors that were met the most frequent first
 * @param mendedErrors what is wrong by the rules in force and would not be any more, in the same way
 * @param priorities how many tasks have which priority, the highest first; without those that fail or are rejected
 * @param distributionPoints how many tasks wait for which distribution point, those too about which nothing was decided
 * @param examples some of the tasks that change, 100 at most; of every difference that occurs a few
 */
public record TrialReport(
        int looked,
        int changed,
        int changedAnyway,
        Map<Difference, Integer> differences,
        List<Fault> newErrors,
        List<Fault> mendedErrors,
        List<PriorityClass> priorities,
        List<Waiting> distributionPoints,
        List<Example> examples) {

    /** Copies what can be changed. */
    public TrialReport {
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        newErrors = List.copyOf(newErrors);
        mendedErrors = List.copyOf(mendedErrors);
        priorities = List.copyOf(priorities);
        distributionPoints = List.copyOf(distributionPoints);
        examples = List.copyOf(examples);
    }

    /**
     * Something that is wrong: all that fails in the same cell, or else all that is told in the same words.
     *
     * @param table the table that is to blame, or null where none is
     * @param row the row of it, or null
     * @param column the column of it, or null
     * @param error what is wrong, in full, for the first task
     * @param tasks for how many tasks
     */
    public record Fault(
            @Nullable String table,
            @Nullable Integer row,
            @Nullable String column,
            String error,
            int tasks) {

        static final Comparator<Fault> MOST_FREQUENT_FIRST =
                Comparator.comparing(Fault::tasks, Comparator.reverseOrder()).thenComparing(Fault::error);

        /** The same for one more task. */
        Fault again() {
            return new Fault(table, row, column, error, tasks + 1);
        }
    }

    /**
     * Tasks of similar priority.
     *
     * @param from the lowest one, or null where these are the tasks without a priority
     * @param to the highest one, or null in the same case
     * @param before how many there are by the rules in force
     * @param after how many there are by the draft
     */
    public record PriorityClass(
            @Nullable Long from, @Nullable Long to, int before, int after) {}

    /**
     * Tasks that wait to be handed to a distribution point.
     *
     * @param distributionPointId which one, or null where nothing says where they are to go
     * @param before how many there are by the rules in force
     * @param after how many there are by the draft
     * @param first how many of them are the first by the draft, {@link Comparison#FIRST} at most
     * @param newAmongFirst how many of the first by the draft are not so by the rules in force
     */
    public record Waiting(@Nullable String distributionPointId, int before, int after, int first, int newAmongFirst) {}

    /**
     * A task that changes.
     *
     * @param brokerId its BrokerId
     * @param captureId its CaptureId
     * @param changes what it has by the rules in force, and by the draft
     */
    public record Example(int brokerId, String captureId, List<Change> changes) {

        /** Copies the list. */
        public Example {
            changes = List.copyOf(changes);
        }
    }

    /** About how many tasks both decide the same. */
    public int same() {
        return looked - changed;
    }

    /** How many tasks differ in this. */
    public int count(Difference difference) {
        return differences.getOrDefault(difference, 0);
    }
}
