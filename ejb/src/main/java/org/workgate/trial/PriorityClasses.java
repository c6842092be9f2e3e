package org.workgate.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.workgate.trial.TrialReport.PriorityClass;

/**
 * How many tasks have which priority, before and after, in classes of equal width that are as narrow as their number allows. Each count
 * is exact; only the classes get wider when there are too many.
 */
final class PriorityClasses {

    /** How many classes are told of at most, with that of the tasks without a priority. */
    static final int MOST_TOLD = 12;

    /** How many are kept at most: far more, so that those that are told of can be chosen well. */
    private static final int MOST_KEPT = 1_000;

    private static final int[] STEPS = {1, 2, 5};

    private final Counts none = new Counts();
    private NavigableMap<Long, Counts> classes = new TreeMap<>();
    private long width = 1;

    private static final class Counts {
        private int before;
        private int after;

        void add(Counts other) {
            before += other.before;
            after += other.after;
        }
    }

    void before(@Nullable Integer priority) {
        of(priority).before++;
    }

    void after(@Nullable Integer priority) {
        of(priority).after++;
    }

    private Counts of(@Nullable Integer priority) {
        if (priority == null) {
            return none;
        }
        Counts counts = classes.computeIfAbsent(Math.floorDiv((long) priority, width), start -> new Counts());
        while (classes.size() > MOST_KEPT) {
            // The powers of ten divide each other, and so do their classes.
            classes = widened(10);
            width *= 10;
            counts = classes.computeIfAbsent(Math.floorDiv((long) priority, width), start -> new Counts());
        }
        return counts;
    }

    private NavigableMap<Long, Counts> widened(long factor) {
        var wider = new TreeMap<Long, Counts>();
        classes.forEach((number, counts) -> wider.computeIfAbsent(Math.floorDiv(number, factor), start -> new Counts())
                .add(counts));
        return wider;
    }

    /** Those that have tasks, the highest first, and at the end the tasks without a priority. */
    List<PriorityClass> told() {
        boolean hasNone = none.before + none.after > 0;
        NavigableMap<Long, Counts> told = classes;
        long factor = 1;
        long power = 1;
        for (int i = 1; told.size() > MOST_TOLD - (hasNone ? 1 : 0); i++) {
            power *= i % STEPS.length == 0 ? 10 : 1;
            factor = power * STEPS[i % STEPS.length];
            told = widened(factor);
        }
        long span = width * factor;
        var list = new ArrayList<PriorityClass>();
        told.descendingMap()
                .forEach((number, counts) -> list.add(
                        new PriorityClass(number * span, number * span + span - 1, counts.before, counts.after)));
        if (hasNone) {
            list.add(new PriorityClass(null, null, none.before, none.after));
        }
        return list;
    }
}
