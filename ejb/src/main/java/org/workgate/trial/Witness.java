package org.workgate.trial;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RuleApplication;
import org.workgate.rules.RuleFault;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleRound;
import org.workgate.rules.Rules;
import org.workgate.rules.StoredRules;
import org.workgate.task.Task;

/** Rules that somebody watches being applied, to know the cell that failed: a service that decides only tells it in a sentence. */
final class Witness implements Rules {

    private final Rules rules;
    private @Nullable RuleApplication latest;
    private @Nullable RulePlace place;

    Witness(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Optional<StoredRules> at(RulePlace place) {
        this.place = place;
        return rules.at(place);
    }

    /** The place whose rules were looked at last, which is where something failed if anything did. */
    @Nullable
    RulePlace place() {
        return place;
    }

    @Override
    public RuleApplication begin(Task task, RuleRound round) {
        latest = Rules.super.begin(task, round);
        return latest;
    }

    /** What failed in the latest application, if anything did. */
    Optional<RuleFault> failure() {
        return Optional.ofNullable(latest).flatMap(RuleApplication::failure);
    }
}
