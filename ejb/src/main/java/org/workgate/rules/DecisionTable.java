package org.workgate.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A compiled decision table. Immutable. */
final class DecisionTable {

    /** The most rows of a table. */
    static final int MAX_ROWS = 1000;

    /** The most columns of a table. */
    static final int MAX_COLUMNS = 50;

    private final String name;
    private final HitPolicy hitPolicy;
    private final List<Input> inputs;
    private final List<Output> outputs;
    private final List<Row> rows;

    private record Input(
            String label,
            FeelExpression expression,
            @Nullable FeelExpression allowed) {}

    /** @param ranking its allowed values from the first to the last, empty where no rank is wanted */
    private record Output(
            String name,
            @Nullable FeelExpression allowed,
            List<@Nullable Object> ranking,
            @Nullable FeelExpression byDefault) {}

    /** A cell without an expression is null: as input it matches everything, as output it says nothing. */
    private record Row(
            int number,
            List<@Nullable FeelExpression> inputs,
            List<@Nullable FeelExpression> outputs,
            @Nullable String annotation) {}

    /**
     * A row that matched.
     *
     * @param row its number from 1, or 0 where none matched and the default values hold
     * @param values one for each output column
     */
    record Hit(int row, @Nullable String annotation, List<@Nullable Object> values) {}

    private DecisionTable(String name, HitPolicy hitPolicy, List<Input> inputs, List<Output> outputs, List<Row> rows) {
        this.name = name;
        this.hitPolicy = hitPolicy;
        this.inputs = inputs;
        this.outputs = outputs;
        this.rows = rows;
    }

    /**
     * Compiles a table. Where that fails the table is of no use, and its faults say why.
     *
     * @param faults where faults are noted
     */
    static DecisionTable compile(
            String name, DmnDocument.Table table, FeelNames names, Patterns patterns, List<RuleFault> faults) {
        if (table.rules().size() > MAX_ROWS
                || table.inputs().size() + table.outputs().size() > MAX_COLUMNS) {
            faults.add(new RuleFault(
                    name,
                    null,
                    null,
                    "The table has " + table.rules().size() + " rows and "
                            + (table.inputs().size() + table.outputs().size()) + " columns; at most " + MAX_ROWS
                            + " and " + MAX_COLUMNS + " may be"));
            return new DecisionTable(name, table.hitPolicy(), List.of(), List.of(), List.of());
        }
        var compiler = new Compiler(name, names, patterns, faults);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < table.rules().size(); i++) {
            rows.add(compiler.row(i + 1, table));
        }
        return new DecisionTable(
                name,
                table.hitPolicy(),
                table.inputs().stream()
                        .map(compiler::input)
                        .filter(Objects::nonNull)
                        .toList(),
                table.outputs().stream()
                        .map(output -> compiler.output(output, table.hitPolicy()))
                        .toList(),
                rows);
    }

    private record Compiler(String table, FeelNames names, Patterns patterns, List<RuleFault> faults) {

        @Nullable
        Input input(DmnDocument.Input input) {
            FeelExpression expression = required(null, input.label(), input.expression());
            return expression == null
                    ? null
                    : new Input(input.label(), expression, tests(null, input.label(), input.allowed()));
        }

        Output output(DmnDocument.Output output, HitPolicy hitPolicy) {
            return new Output(
                    output.name(),
                    tests(null, output.name(), output.allowed()),
                    hitPolicy.isRanked() ? ranking(output) : List.of(),
                    expression(null, output.name(), output.byDefault()));
        }

        /** The allowed values in their order; that of a column without any counts for nothing. */
        private List<@Nullable Object> ranking(DmnDocument.Output output) {
            FeelExpression list =
                    output.allowed() == null ? null : expression(null, output.name(), "[" + output.allowed() + "]");
            return list != null
                            && list.references().isEmpty()
                            && list.evaluate(FeelContext.EMPTY).value() instanceof List<?> values
                    ? new ArrayList<>(values)
                    : List.of();
        }

        Row row(int number, DmnDocument.Table table) {
            DmnDocument.Rule rule = table.rules().get(number - 1);
            var tests = new ArrayList<@Nullable FeelExpression>();
            for (int i = 0; i < rule.inputs().size(); i++) {
                tests.add(tests(
                        number, table.inputs().get(i).label(), rule.inputs().get(i)));
            }
            var results = new ArrayList<@Nullable FeelExpression>();
            for (int i = 0; i < rule.outputs().size(); i++) {
                results.add(expression(
                        number, table.outputs().get(i).name(), rule.outputs().get(i)));
            }
            return new Row(number, tests, results, rule.annotation());
        }

        private @Nullable FeelExpression required(@Nullable Integer row, String column, String text) {
            if (text.isEmpty()) {
                faults.add(new RuleFault(table, row, column, "The column has no expression"));
                return null;
            }
            return expression(row, column, text);
        }

        private @Nullable FeelExpression expression(@Nullable Integer row, String column, @Nullable String text) {
            if (text == null || text.isEmpty() || text.equals("-")) {
                return null;
            }
            try {
                return FeelExpression.of(text, names, patterns);
            } catch (IllegalArgumentException e) {
                return refused(row, column, text, e);
            }
        }

        private @Nullable FeelExpression tests(@Nullable Integer row, String column, @Nullable String text) {
            if (text == null || text.isEmpty() || text.equals("-")) {
                return null;
            }
            try {
                return FeelExpression.ofTests(text, names, patterns);
            } catch (IllegalArgumentException e) {
                return refused(row, column, text, e);
            }
        }

        private @Nullable FeelExpression refused(
                @Nullable Integer row, String column, String text, IllegalArgumentException cause) {
            faults.add(new RuleFault(table, row, column, shown(text) + " cannot be used: " + cause.getMessage()));
            return null;
        }
    }

    /** A text of the file as it may be shown. */
    static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, line.offsetByCodePoints(0, 59)) + "…" : line;
    }

    String name() {
        return name;
    }

    HitPolicy hitPolicy() {
        return hitPolicy;
    }

    /** The names of the output columns. */
    List<String> outputs() {
        return outputs.stream().map(Output::name).toList();
    }

    /** All its expressions. */
    List<FeelExpression> expressions() {
        var all = new ArrayList<@Nullable FeelExpression>();
        inputs.forEach(input -> all.addAll(listOf(input.expression(), input.allowed())));
        outputs.forEach(output -> all.addAll(listOf(output.allowed(), output.byDefault())));
        rows.forEach(row -> {
            all.addAll(row.inputs());
            all.addAll(row.outputs());
        });
        return all.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static List<@Nullable FeelExpression> listOf(@Nullable FeelExpression one, @Nullable FeelExpression other) {
        var both = new ArrayList<@Nullable FeelExpression>();
        both.add(one);
        both.add(other);
        return both;
    }

    /**
     * The rows that match, as many and in the order as the hit policy says; none where none does and there are no default
     * values.
     *
     * @throws RuleFailure naming the cell, if one cannot be evaluated or gives what its column does not allow, or the row or
     *     column, if the hit policy is broken
     */
    List<Hit> evaluate(FeelContext context) throws RuleFailure {
        var values = new ArrayList<@Nullable Object>();
        for (Input input : inputs) {
            values.add(value(input, context));
        }
        var hits = new ArrayList<Hit>();
        for (Row row : rows) {
            if (matches(row, values, context)) {
                hits.add(hit(row, context));
                if (hitPolicy == HitPolicy.FIRST) {
                    break;
                }
            }
        }
        return hits.isEmpty() ? byDefault(context) : chosen(hits);
    }

    private @Nullable Object value(Input input, FeelContext context) throws RuleFailure {
        FeelExpression.Result result = input.expression().evaluate(context);
        if (result.trouble().isPresent() && !result.lacking()) {
            throw failure(
                    null,
                    input.label(),
                    "cannot be evaluated: " + result.trouble().get().message());
        }
        if (result.value() != null && input.allowed() != null) {
            Object passes = input.allowed()
                    .test(FeelValues.toFeel(result.value()), context)
                    .value();
            if (!Boolean.TRUE.equals(passes)) {
                throw failure(
                        null, input.label(), "has the value " + result.value() + ", which the column does not allow");
            }
        }
        return result.value();
    }

    private boolean matches(Row row, List<@Nullable Object> values, FeelContext context) throws RuleFailure {
        for (int i = 0; i < inputs.size(); i++) {
            FeelExpression tests = row.inputs().get(i);
            if (tests != null) {
                FeelExpression.Result result = tests.test(FeelValues.toFeel(values.get(i)), context);
                if (result.trouble().isPresent() && !result.lacking() && values.get(i) != null) {
                    throw failure(
                            row.number(),
                            inputs.get(i).label(),
                            "cannot be evaluated: " + result.trouble().get().message());
                }
                if (!Boolean.TRUE.equals(result.value())) {
                    return false;
                }
            }
        }
        return true;
    }

    private Hit hit(Row row, FeelContext context) throws RuleFailure {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < outputs.size(); i++) {
            values.add(value(row.number(), outputs.get(i), row.outputs().get(i), context));
        }
        return new Hit(row.number(), row.annotation(), values);
    }

    private @Nullable Object value(
            @Nullable Integer row, Output output, @Nullable FeelExpression expression, FeelContext context)
            throws RuleFailure {
        if (expression == null) {
            return null;
        }
        FeelExpression.Result result = expression.evaluate(context);
        if (result.value() == null && result.trouble().isPresent()) {
            throw failure(
                    row,
                    output.name(),
                    "gives nothing: " + result.trouble().get().message());
        }
        if (result.value() != null && output.allowed() != null) {
            Object passes = output.allowed()
                    .test(FeelValues.toFeel(result.value()), context)
                    .value();
            if (!Boolean.TRUE.equals(passes)) {
                throw failure(row, output.name(), "gives " + result.value() + ", which the column does not allow");
            }
        }
        return result.value();
    }

    private List<Hit> byDefault(FeelContext context) throws RuleFailure {
        if (outputs.stream().allMatch(output -> output.byDefault() == null)) {
            return List.of();
        }
        var values = new ArrayList<@Nullable Object>();
        for (Output output : outputs) {
            values.add(value(null, output, output.byDefault(), context));
        }
        return List.of(new Hit(0, null, values));
    }

    private List<Hit> chosen(List<Hit> hits) throws RuleFailure {
        return switch (hitPolicy) {
            case UNIQUE -> {
                if (hits.size() > 1) {
                    throw failure(
                            hits.get(1).row(),
                            null,
                            "matches, and so does row " + hits.get(0).row()
                                    + "; only one may, since the hit policy is unique");
                }
                yield hits;
            }
            case ANY -> {
                for (Hit hit : hits) {
                    if (!hit.values().equals(hits.get(0).values())) {
                        throw failure(
                                hit.row(),
                                null,
                                "matches with other values than row "
                                        + hits.get(0).row() + "; all must give the same, since the hit policy is any");
                    }
                }
                yield hits.subList(0, 1);
            }
            case PRIORITY -> hits.stream().sorted(byRank()).limit(1).toList();
            case OUTPUT_ORDER -> hits.stream().sorted(byRank()).toList();
            default -> hits;
        };
    }

    /** By the first column, then by the second, and so on; rows that are equal stay in their order. */
    private Comparator<Hit> byRank() {
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> Comparator.<Hit>comparingInt(
                        hit -> rank(outputs.get(i).ranking(), hit.values().get(i))))
                .reduce((one, other) -> one.thenComparing(other))
                .orElseThrow();
    }

    private static int rank(List<@Nullable Object> ranking, @Nullable Object value) {
        int rank = ranking.indexOf(value);
        return rank < 0 ? ranking.size() : rank;
    }

    /**
     * The value of the whole table as DMN has it: a value, or one for each output column by its name; a list of them where the
     * hit policy gives several; null where no row matches.
     *
     * @throws RuleFailure as {@link #evaluate} does, or if an aggregation meets what is no number
     */
    @Nullable
    Object result(FeelContext context) throws RuleFailure {
        List<Hit> hits = evaluate(context);
        if (hitPolicy == HitPolicy.COLLECT_COUNT) {
            return BigDecimal.valueOf(hits.size());
        }
        if (hits.isEmpty()) {
            return null;
        }
        if (hitPolicy.isAggregated()) {
            return aggregated(hits);
        }
        return hitPolicy.isSingle() || hits.get(0).row() == 0
                ? value(hits.get(0))
                : hits.stream().map(this::value).toList();
    }

    private @Nullable Object value(Hit hit) {
        if (outputs.size() == 1) {
            return hit.values().get(0);
        }
        var byName = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < outputs.size(); i++) {
            byName.put(outputs.get(i).name(), hit.values().get(i));
        }
        return byName;
    }

    private BigDecimal aggregated(List<Hit> hits) throws RuleFailure {
        var numbers = new ArrayList<BigDecimal>();
        for (Hit hit : hits) {
            if (!(hit.values().get(0) instanceof BigDecimal number)) {
                throw failure(hit.row(), outputs.get(0).name(), "gives no number, which the aggregation needs");
            }
            numbers.add(number);
        }
        return numbers.stream()
                .reduce(
                        switch (hitPolicy) {
                            case COLLECT_SUM -> BigDecimal::add;
                            case COLLECT_MIN -> BigDecimal::min;
                            default -> BigDecimal::max;
                        })
                .orElseThrow();
    }

    /**
     * Notes cells that cannot be evaluated with values of these types, whatever the values.
     *
     * @param sample has a value for everything
     */
    void tryOut(FeelContext sample, List<RuleFault> faults) {
        var values = new ArrayList<@Nullable Object>();
        for (Input input : inputs) {
            FeelExpression.Result result = input.expression().evaluate(sample);
            noteTrouble(null, input.label(), result, faults);
            values.add(result.value());
        }
        for (Row row : rows) {
            for (int i = 0; i < inputs.size(); i++) {
                FeelExpression tests = row.inputs().get(i);
                if (tests != null && values.get(i) != null) {
                    noteTrouble(
                            row.number(),
                            inputs.get(i).label(),
                            tests.test(FeelValues.toFeel(values.get(i)), sample),
                            faults);
                }
            }
            for (int i = 0; i < outputs.size(); i++) {
                FeelExpression expression = row.outputs().get(i);
                if (expression != null) {
                    noteTrouble(row.number(), outputs.get(i).name(), expression.evaluate(sample), faults);
                }
            }
        }
    }

    private void noteTrouble(
            @Nullable Integer row, String column, FeelExpression.Result result, List<RuleFault> faults) {
        result.trouble()
                .filter(FeelExpression.Trouble::isOfTypes)
                .ifPresent(trouble -> faults.add(new RuleFault(
                        name, row, column, "It cannot be evaluated with values of these types: " + trouble.message())));
    }

    /**
     * What an output cell gives with sample values.
     *
     * @param row its number, or null for a default value
     * @param column the index of its column
     * @param isConstant whether it gives the same with all other values
     */
    record Sample(@Nullable Integer row, int column, Object value, boolean isConstant) {}

    /** What the output cells give with sample values; nothing of those that give nothing. */
    List<Sample> samples(FeelContext sample) {
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < outputs.size(); i++) {
            for (Row row : rows) {
                addSample(row.number(), i, row.outputs().get(i), sample, samples);
            }
            addSample(null, i, outputs.get(i).byDefault(), sample, samples);
        }
        return samples;
    }

    private static void addSample(
            @Nullable Integer row,
            int column,
            @Nullable FeelExpression expression,
            FeelContext sample,
            List<Sample> samples) {
        Object value = expression == null ? null : expression.evaluate(sample).value();
        if (expression != null && value != null) {
            samples.add(new Sample(row, column, value, expression.references().isEmpty()));
        }
    }

    private RuleFailure failure(@Nullable Integer row, @Nullable String column, String message) {
        return new RuleFailure(new RuleFault(name, row, column, "It " + message));
    }
}
