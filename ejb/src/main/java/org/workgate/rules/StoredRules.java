package org.workgate.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Explanation;

/** A version of a rule table that is in force, ready to be applied. Immutable. */
public final class StoredRules {

    private final long id;
    private final RulePlace place;
    private final int version;
    private final @Nullable RuleTable table;
    private final List<RuleFault> faults;

    private StoredRules(RuleVersion version, @Nullable RuleTable table, List<RuleFault> faults) {
        this.id = version.id();
        this.place = version.place();
        this.version = version.version();
        this.table = table;
        this.faults = faults;
    }

    /** Compiles a version. It was checked when it was saved, but maybe by an older Workgate. */
    static StoredRules of(RuleVersion version) {
        try {
            return new StoredRules(
                    version, RuleTable.of(version.dmn(), version.place().service()), List.of());
        } catch (UnusableRules e) {
            return new StoredRules(version, null, e.faults());
        }
    }

    long id() {
        return id;
    }

    /** Where it holds. */
    public RulePlace place() {
        return place;
    }

    /** Its number at its place. */
    public int version() {
        return version;
    }

    /** What a row of it that fired has contributed, for the task's history. */
    Explanation.Row explain(Verdict.Fired fired, Verdict.FiredRow row) {
        return new Explanation.Row(
                place.toString(),
                fired.table(),
                version,
                row.row(),
                row.annotation(),
                row.actions().stream().map(RuleAction::toString).toList());
    }

    /** Applies it to a task. One that can no longer be used is a fault for every task. */
    public Verdict evaluate(RuleFacts facts) {
        return table == null ? new Verdict.Faulted(faults.get(0)) : table.evaluate(facts);
    }
}
