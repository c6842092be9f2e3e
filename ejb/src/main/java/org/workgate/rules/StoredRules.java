package org.workgate.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Explanation;

/** A version of a rule table, or the draft of one, ready to be applied. Immutable. */
public final class StoredRules {

    private final long id;
    private final RulePlace place;
    private final int version;
    private final @Nullable RuleTable table;
    private final List<RuleFault> faults;

    private StoredRules(long id, RulePlace place, int version, @Nullable RuleTable table, List<RuleFault> faults) {
        this.id = id;
        this.place = place;
        this.version = version;
        this.table = table;
        this.faults = faults;
    }

    /**
     * Compiles what is not saved yet, and checks it as if it were to be.
     *
     * @param dmn the text of a DMN file
     * @throws UnusableRules if it could not be saved; says why
     */
    public static StoredRules draft(RulePlace place, String dmn) throws UnusableRules {
        return new StoredRules(0, place, 0, RuleTable.of(dmn, place.service()), List.of());
    }

    /** Compiles a version. It was checked when it was saved, but maybe by an older Workgate. */
    static StoredRules of(RuleVersion version) {
        RulePlace place = version.place();
        try {
            return new StoredRules(
                    version.id(), place, version.version(), RuleTable.of(version.dmn(), place.service()), List.of());
        } catch (UnusableRules e) {
            return new StoredRules(version.id(), place, version.version(), null, e.faults());
        }
    }

    long id() {
        return id;
    }

    /** Where it holds. */
    public RulePlace place() {
        return place;
    }

    /** Its number at its place; 0 for a draft. */
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
