package org.workgate.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule table says of a task. */
public sealed interface Verdict {

    /**
     * The table was evaluated.
     *
     * @param table its name
     * @param rows those that fired, in the order in which their actions take effect; none where none matched
     */
    record Fired(String table, List<FiredRow> rows) implements Verdict {}

    /** The table could not be evaluated for this task, and none of it takes effect; this says why, for people. */
    record Faulted(RuleFault fault) implements Verdict {}

    /**
     * A row that fired.
     *
     * @param row its number from 1, or 0 for the default values of the table
     * @param annotation what its author wrote beside it, or null
     * @param actions what it contributes, in the order of the columns
     */
    record FiredRow(int row, @Nullable String annotation, List<RuleAction> actions) {}
}
