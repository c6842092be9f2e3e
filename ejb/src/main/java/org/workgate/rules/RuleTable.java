package org.workgate.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled decision table by which tasks are classified or prioritized. Immutable, so that threads can share it. The file may
 * have other decisions as well, which the table requires.
 */
public final class RuleTable {

    private final DecisionModel model;
    private final DecisionTable table;
    private final List<RuleColumn> columns;
    private final Set<String> references;

    private RuleTable(DecisionModel model, DecisionTable table, List<RuleColumn> columns) {
        this.model = model;
        this.table = table;
        this.columns = columns;
        this.references = model.references();
    }

    /**
     * Reads, checks and compiles a table. Each expression is tried once with a task that has everything.
     *
     * @param dmn the text of a DMN file, at most 1,048,576 characters
     * @param service whose columns it may have
     * @throws UnusableRules naming each cell that cannot be used, and what would be right
     */
    public static RuleTable of(String dmn, RuleService service) throws UnusableRules {
        DmnDocument document = DmnReader.read(dmn);
        Set<String> facts = RuleFacts.names();
        var faults = new ArrayList<RuleFault>();
        document.inputs().stream()
                .filter(input -> !facts.contains(input.name()))
                .forEach(input -> faults.add(new RuleFault(
                        document.name(),
                        null,
                        null,
                        "Rules know nothing of the input " + input.name() + "; they know "
                                + String.join(", ", facts))));
        refuse(faults);
        DecisionModel model = DecisionModel.of(document, facts);
        DecisionTable table = model.top();
        if (table == null || table.hitPolicy().isAggregated()) {
            throw new UnusableRules(List.of(new RuleFault(
                    document.name(),
                    null,
                    null,
                    "There must be one decision that no other requires, and it must be a table whose hit policy does not"
                            + " aggregate")));
        }
        var rules = new RuleTable(model, table, columns(table, service, faults));
        refuse(faults);
        rules.tryOut(faults);
        refuse(faults);
        return rules;
    }

    private static List<RuleColumn> columns(DecisionTable table, RuleService service, List<RuleFault> faults) {
        var columns = new ArrayList<RuleColumn>();
        var seen = new HashSet<RuleColumn>();
        for (String name : table.outputs()) {
            RuleColumn column = RuleColumn.find(name, service).orElse(null);
            if (column == null) {
                faults.add(new RuleFault(
                        table.name(),
                        null,
                        name,
                        "There is no such output; the outputs are " + RuleColumn.names(service)));
            } else if (seen.add(column)) {
                columns.add(column);
            } else {
                faults.add(new RuleFault(table.name(), null, name, "There are two columns with this output"));
            }
        }
        return columns;
    }

    private static void refuse(List<RuleFault> faults) throws UnusableRules {
        if (!faults.isEmpty()) {
            throw new UnusableRules(faults);
        }
    }

    private void tryOut(List<RuleFault> faults) {
        RuleFacts sample = RuleFacts.sample();
        try {
            FeelContext context = context(sample);
            table.tryOut(context, faults);
            table.samples(context).forEach(result -> note(result, faults));
        } catch (RuleFailure e) {
            faults.add(e.fault());
        }
    }

    /** Whether a value that is computed lies in the range of its column is for the task to show. */
    private void note(DecisionTable.Sample result, List<RuleFault> faults) {
        if (result.isConstant() || !columns.get(result.column()).isOfItsType(result.value())) {
            try {
                action(result.row(), result.column(), result.value());
            } catch (RuleFailure e) {
                faults.add(e.fault());
            }
        }
    }

    /** The name that its author gave to the decision. */
    public String name() {
        return table.name();
    }

    /** Applies it to a task. Takes some milliseconds at most, whatever the facts. */
    public Verdict evaluate(RuleFacts facts) {
        try {
            var rows = new ArrayList<Verdict.FiredRow>();
            for (DecisionTable.Hit hit : table.evaluate(context(facts))) {
                rows.add(fired(hit));
            }
            return new Verdict.Fired(table.name(), List.copyOf(rows));
        } catch (RuleFailure e) {
            return new Verdict.Faulted(e.fault());
        }
    }

    private FeelContext context(RuleFacts facts) throws RuleFailure {
        Map<String, @Nullable Object> variables = new HashMap<>();
        // Only what is asked for: working time has to be counted.
        RuleFacts.names().stream()
                .filter(references::contains)
                .forEach(name -> variables.put(name, FeelValues.toFeel(facts.value(name))));
        return model.context(table, variables, facts.round().at(), facts.round().calendar());
    }

    private Verdict.FiredRow fired(DecisionTable.Hit hit) throws RuleFailure {
        var actions = new ArrayList<RuleAction>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = hit.values().get(i);
            if (value != null) {
                actions.add(action(hit.row() == 0 ? null : hit.row(), i, value));
            }
        }
        return new Verdict.FiredRow(hit.row(), hit.annotation(), List.copyOf(actions));
    }

    private RuleAction action(@Nullable Integer row, int column, Object value) throws RuleFailure {
        try {
            return columns.get(column).action(value);
        } catch (IllegalArgumentException e) {
            throw new RuleFailure(
                    new RuleFault(table.name(), row, table.outputs().get(column), "It " + e.getMessage()));
        }
    }
}
