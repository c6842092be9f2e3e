package org.workgate.trial;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.workgate.rules.Rules;
import org.workgate.task.Task;

/** How far a trial has come, and by what it decides; for one thread at a time. */
public final class Course {

    private final Foresight foresight;
    private final Rules inForce;
    private final Rules drafted;
    private final Comparison comparison;
    private int next;
    private int passed;

    /**
     * The beginning of it.
     *
     * @param foresight the moment at which it decides, and by what besides rules
     * @param inForce the rules in force
     * @param drafted the same with the draft
     * @param first the BrokerId of the newest task that it looks at; it goes from there to the oldest
     */
    Course(Foresight foresight, Rules inForce, Rules drafted, int first) {
        this.foresight = foresight;
        this.inForce = inForce;
        this.drafted = drafted;
        this.comparison = new Comparison(foresight.at());
        this.next = first;
    }

    /** The greatest BrokerId that it has not come past. */
    int next() {
        return next;
    }

    /**
     * Takes the next tasks, one at least, for as long as there is time.
     *
     * @return whether it has taken all of them
     */
    boolean go(List<Task> tasks, BooleanSupplier isTime) {
        for (Task task : tasks) {
            if (task != tasks.get(0) && !isTime.getAsBoolean()) {
                return false;
            }
            if (foresight.concerns(task)) {
                comparison.add(task, foresight.of(task, inForce), foresight.of(task, drafted));
            } else {
                comparison.pass(task);
            }
            next = task.brokerId() - 1;
            passed++;
        }
        return true;
    }

    /** How many tasks it has come past. */
    int passed() {
        return passed;
    }

    TrialReport report() {
        return comparison.report();
    }
}
