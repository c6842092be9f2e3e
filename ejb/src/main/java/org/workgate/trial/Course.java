package org.workgate.trial;

import java.util.List;
import org.workgate.rules.Rules;
import org.workgate.task.Task;

/** How far a trial has come, and by what it decides; for one thread at a time. */
public final class Course {

    private final Foresight foresight;
    private final Rules inForce;
    private final Rules drafted;
    private final int last;
    private final Comparison comparison;
    private int reached;
    private int passed;

    /**
     * The beginning of it.
     *
     * @param foresight the moment at which it decides, and by what besides rules
     * @param inForce the rules in force
     * @param drafted the same with the draft
     * @param last the greatest BrokerId that it looks at
     */
    Course(Foresight foresight, Rules inForce, Rules drafted, int last) {
        this.foresight = foresight;
        this.inForce = inForce;
        this.drafted = drafted;
        this.last = last;
        this.comparison = new Comparison(foresight.at());
    }

    Foresight foresight() {
        return foresight;
    }

    int reached() {
        return reached;
    }

    int last() {
        return last;
    }

    /** Takes the next tasks. */
    void go(List<Task> next) {
        for (Task task : next) {
            if (foresight.concerns(task)) {
                comparison.add(task, foresight.of(task, inForce), foresight.of(task, drafted));
            } else {
                comparison.pass(task);
            }
            reached = task.brokerId();
            passed++;
        }
    }

    /** How many tasks it has come past. */
    int passed() {
        return passed;
    }

    TrialReport report() {
        return comparison.report();
    }
}
