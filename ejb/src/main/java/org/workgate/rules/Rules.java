package org.workgate.rules;

import java.util.Optional;
import org.workgate.task.Task;

/** Which table holds at each place. */
@FunctionalInterface
public interface Rules {

    /** That of a place; nothing where it has none. */
    Optional<StoredRules> at(RulePlace place);

    /** Begins to apply them to a task, in a round; changes nothing of it. */
    default RuleApplication begin(Task task, RuleRound round) {
        return new RuleApplication(this, task, round);
    }

    /** The same, but with this table at its place, whatever holds there otherwise. */
    default Rules with(StoredRules table) {
        return place -> place.equals(table.place()) ? Optional.of(table) : at(place);
    }
}
