package org.workgate.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.workgate.trial.TrialReport.PriorityClass;

class PriorityClassesTest {

    private final PriorityClasses classes = new PriorityClasses();

    @Test
    void a_few_priorities_are_told_one_by_one_the_highest_first() {
        classes.before(50);
        classes.before(50);
        classes.after(-3);
        classes.after(null);

        assertThat(classes.told())
                .containsExactly(
                        new PriorityClass(50L, 50L, 2, 0),
                        new PriorityClass(-3L, -3L, 0, 1),
                        new PriorityClass(null, null, 0, 1));
    }

    @Test
    void many_are_told_in_twelve_classes_of_equal_width_at_most() {
        IntStream.range(-20, 100).forEach(classes::before);
        IntStream.range(0, 10).forEach(classes::after);
        classes.after(null);

        List<PriorityClass> told = classes.told();

        assertThat(told).hasSizeLessThanOrEqualTo(PriorityClasses.MOST_TOLD);
        assertThat(told.get(0)).isEqualTo(new PriorityClass(80L, 99L, 20, 0));
        assertThat(told).contains(new PriorityClass(0L, 19L, 20, 10), new PriorityClass(-20L, -1L, 20, 0));
    }

    @Test
    void priorities_of_every_size_are_counted_and_few_classes_are_kept() {
        IntStream.range(0, 100_000).forEach(i -> classes.before(i * 21_474 - Integer.MAX_VALUE));
        classes.before(Integer.MAX_VALUE);
        classes.after(-Integer.MAX_VALUE);

        List<PriorityClass> told = classes.told();

        assertThat(told).hasSizeLessThanOrEqualTo(PriorityClasses.MOST_TOLD);
        assertThat(told.stream().mapToInt(PriorityClass::before).sum()).isEqualTo(100_001);
        assertThat(told.get(told.size() - 1).after()).isOne();
    }
}
