package org.workgate.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.jspecify.annotations.Nullable;

/** The compiled decisions of a DMN file. Immutable, so that it can be shared by threads. */
final class DecisionModel {

    /** The most steps that all expressions of a file may have together. */
    private static final int MAX_COST = 100_000;

    private final Map<String, Decision> decisions;
    private final Map<String, Function> functions;
    private final Patterns patterns;

    /** A decision is a table or an expression. */
    private record Decision(
            String name,
            Set<String> needs,
            @Nullable DecisionTable table,
            @Nullable FeelExpression expression) {}

    private record Function(List<String> parameters, FeelExpression body) {}

    private DecisionModel(Map<String, Decision> decisions, Map<String, Function> functions, Patterns patterns) {
        this.decisions = decisions;
        this.functions = functions;
        this.patterns = patterns;
    }

    /**
     * Compiles a file.
     *
     * @param given variables that every decision sees besides what it requires
     * @throws UnusableRules naming every cell that cannot be used
     */
    static DecisionModel of(DmnDocument document, Set<String> given) throws UnusableRules {
        var compiler = new Compiler(document, given);
        document.knowledge().forEach(compiler::add);
        document.decisions().forEach(compiler::add);
        compiler.checkCost();
        if (!compiler.faults.isEmpty()) {
            throw new UnusableRules(compiler.faults);
        }
        return new DecisionModel(compiler.decisions, compiler.functions, compiler.patterns);
    }

    private static final class Compiler {

        private final Set<String> given;
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, DmnDocument.Knowledge> knowledge = new HashMap<>();
        private final Map<String, List<String>> requirements = new HashMap<>();
        private final Set<String> inputs = new HashSet<>();
        private final Map<String, Decision> decisions = new LinkedHashMap<>();
        private final Map<String, Function> functions = new HashMap<>();
        private final Map<String, Integer> costs = new HashMap<>();
        private final Patterns patterns = new Patterns();
        private final List<RuleFault> faults = new ArrayList<>();

        Compiler(DmnDocument document, Set<String> given) {
            this.given = given;
            document.inputs().forEach(input -> {
                names.put(input.id(), input.name());
                inputs.add(input.id());
            });
            document.decisions().forEach(decision -> {
                names.put(decision.id(), decision.name());
                requirements.put(decision.id(), decision.requires());
            });
            document.knowledge().forEach(function -> {
                names.put(function.id(), function.name());
                knowledge.put(function.id(), function);
                requirements.put(function.id(), function.requires());
            });
        }

        /** Compiles a function after those that it calls. */
        void add(DmnDocument.Knowledge function) {
            if (functions.containsKey(function.name()) || isCircular(function.id(), function.name())) {
                return;
            }
            function.requires().stream()
                    .filter(knowledge::containsKey)
                    .map(knowledge::get)
                    .forEach(this::add);
            try {
                var visible = new FeelNames(Set.copyOf(function.parameters()), costs(function.requires()));
                FeelExpression body = FeelExpression.of(function.body(), visible, patterns);
                functions.put(function.name(), new Function(function.parameters(), body));
                // Functions that call functions could double at each step.
                if (body.cost() > MAX_COST) {
                    throw new IllegalArgumentException(
                            "with all that it calls it takes more than " + MAX_COST + " steps");
                }
                costs.put(function.name(), body.cost());
            } catch (IllegalArgumentException e) {
                faults.add(new RuleFault(function.name(), null, null, unusable(function.body(), e)));
            }
        }

        void add(DmnDocument.Decision decision) {
            if (isCircular(decision.id(), decision.name())) {
                return;
            }
            var needs = new LinkedHashSet<String>();
            var visible = new HashSet<>(given);
            for (String required : decision.requires()) {
                String name = names.get(required);
                if (name == null) {
                    faults.add(new RuleFault(
                            decision.name(), null, null, "It requires " + required + ", which is not in the file"));
                } else if (!knowledge.containsKey(required)) {
                    visible.add(name);
                    if (!inputs.contains(required)) {
                        needs.add(name);
                    }
                }
            }
            var scope = new FeelNames(visible, costs(decision.requires()));
            if (decision.logic() instanceof DmnDocument.Table table) {
                decisions.put(
                        decision.name(),
                        new Decision(
                                decision.name(),
                                needs,
                                DecisionTable.compile(decision.name(), table, scope, patterns, faults),
                                null));
            } else if (decision.logic() instanceof DmnDocument.Literal literal) {
                try {
                    decisions.put(
                            decision.name(),
                            new Decision(
                                    decision.name(), needs, null, FeelExpression.of(literal.text(), scope, patterns)));
                } catch (IllegalArgumentException e) {
                    faults.add(new RuleFault(decision.name(), null, null, unusable(literal.text(), e)));
                }
            }
        }

        private static String unusable(String text, IllegalArgumentException cause) {
            return DecisionTable.shown(text) + " cannot be used: " + cause.getMessage();
        }

        private Map<String, Integer> costs(List<String> required) {
            var visible = new HashMap<String, Integer>();
            required.stream()
                    .filter(knowledge::containsKey)
                    .map(names::get)
                    .forEach(name -> visible.put(name, costs.getOrDefault(name, 0)));
            return visible;
        }

        private boolean isCircular(String id, String name) {
            var seen = new HashSet<String>();
            var next = new ArrayList<>(requirements.getOrDefault(id, List.of()));
            while (!next.isEmpty()) {
                String required = next.remove(next.size() - 1);
                if (required.equals(id)) {
                    faults.add(new RuleFault(name, null, null, "It requires itself"));
                    return true;
                }
                if (seen.add(required)) {
                    next.addAll(requirements.getOrDefault(required, List.of()));
                }
            }
            return false;
        }

        void checkCost() {
            long cost = decisions.values().stream()
                    .flatMap(decision -> expressions(decision).stream())
                    .mapToLong(FeelExpression::cost)
                    .sum();
            if (cost > MAX_COST) {
                faults.add(new RuleFault(
                        String.join(", ", decisions.keySet()),
                        null,
                        null,
                        "All expressions together take " + cost + " steps; at most " + MAX_COST + " may be"));
            }
        }
    }

    private static List<FeelExpression> expressions(Decision decision) {
        return decision.table() != null
                ? decision.table().expressions()
                : decision.expression() == null ? List.of() : List.of(decision.expression());
    }

    /** The decision table that no other decision requires; null where there is not exactly one such. */
    @Nullable
    DecisionTable top() {
        var required = new HashSet<String>();
        decisions.values().forEach(decision -> required.addAll(decision.needs()));
        List<Decision> tops = decisions.values().stream()
                .filter(decision -> !required.contains(decision.name()))
                .toList();
        return tops.size() == 1 ? tops.get(0).table() : null;
    }

    /** What any of its expressions refers to. */
    Set<String> references() {
        var references = new HashSet<String>();
        decisions.values().forEach(decision -> expressions(decision)
                .forEach(expression -> expression.references().forEach(path -> references.add(path.get(0)))));
        return references;
    }

    /**
     * Evaluates a decision and, before it, those that it requires.
     *
     * @param variables the values of inputs by name, as {@link FeelValues#toFeel} makes them
     * @return a value as {@link DecisionTable#result} has it
     * @throws RuleFailure if an expression that is needed cannot be evaluated
     * @throws IllegalArgumentException if there is no such decision
     */
    @Nullable
    Object evaluate(String decision, Map<String, ?> variables, Instant now, WorkingTime calendar) throws RuleFailure {
        Decision known = decision(decision);
        return value(known, context(known, variables, now, calendar));
    }

    private Decision decision(String name) {
        Decision known = decisions.get(name);
        if (known == null) {
            throw new IllegalArgumentException("There is no decision " + name);
        }
        return known;
    }

    /** What a table of it and those it requires see. */
    FeelContext context(DecisionTable table, Map<String, ?> variables, Instant now, WorkingTime calendar)
            throws RuleFailure {
        return context(decision(table.name()), variables, now, calendar);
    }

    private FeelContext context(Decision decision, Map<String, ?> variables, Instant now, WorkingTime calendar)
            throws RuleFailure {
        FeelFunctions all = FeelFunctions.of(now, calendar, patterns);
        functions.forEach((name, function) -> all.add(name, function.parameters(), call(function, all)));
        var values = new HashMap<String, @Nullable Object>(variables);
        var context = new FeelContext(values, all);
        for (String needed : decision.needs()) {
            prepare(decision(needed), values, context);
        }
        return context;
    }

    private void prepare(Decision decision, Map<String, @Nullable Object> values, FeelContext context)
            throws RuleFailure {
        for (String needed : decision.needs()) {
            if (!values.containsKey(needed)) {
                prepare(decision(needed), values, context);
            }
        }
        values.put(decision.name(), FeelValues.toFeel(value(decision, context)));
    }

    private static @Nullable Object value(Decision decision, FeelContext context) throws RuleFailure {
        if (decision.table() != null) {
            return decision.table().result(context);
        }
        if (decision.expression() == null) {
            return null;
        }
        FeelExpression.Result result = decision.expression().evaluate(context);
        if (result.value() == null && result.trouble().isPresent() && !result.lacking()) {
            throw new RuleFailure(new RuleFault(
                    decision.name(),
                    null,
                    null,
                    "It gives nothing: " + result.trouble().get().message()));
        }
        return result.value();
    }

    private static java.util.function.Function<List<Val>, @Nullable Object> call(
            Function function, FeelFunctions functions) {
        return arguments -> {
            var parameters = new HashMap<String, @Nullable Object>();
            for (int i = 0; i < function.parameters().size(); i++) {
                parameters.put(function.parameters().get(i), arguments.get(i));
            }
            FeelExpression.Result result = function.body().evaluate(new FeelContext(parameters, functions));
            return result.value() == null && result.trouble().isPresent() && !result.lacking()
                    ? new ValError(result.trouble().get().message())
                    : FeelValues.toFeel(result.value());
        };
    }
}
