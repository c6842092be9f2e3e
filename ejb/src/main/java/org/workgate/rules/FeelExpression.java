package org.workgate.rules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression, or the compiled tests of a cell, which ends soon whatever the facts. Immutable.
 *
 * @param parsed what the library made of it
 * @param references what it refers to: a variable, and what is looked up in it
 * @param cost how many steps it takes at most
 */
record FeelExpression(ParsedExpression parsed, Set<List<String>> references, int cost) {

    /** The most characters of an expression. */
    static final int MAX_LENGTH = 1000;

    /** How deeply brackets may stand in each other: the library's parser tries twice at each of them. */
    static final int MAX_BRACKETS = 8;

    /** Loaded with the first expression: it takes a second. */
    private static final class Lazily {

        private static final FeelEngineApi ENGINE = new FeelEngineApi(new FeelEngine(
                FunctionProvider.EmptyFunctionProvider$.MODULE$,
                ValueMapper.defaultValueMapper(),
                // No functions of Java.
                new FeelEngine.Configuration(false),
                () -> {
                    throw new IllegalStateException("Rules have a time of their own");
                }));
    }

    /**
     * Compiles an expression.
     *
     * @param patterns where its patterns are noted
     * @throws IllegalArgumentException saying what is wrong, if it is none or uses what rules may not use
     */
    static FeelExpression of(String text, FeelNames names, Patterns patterns) {
        return compile(text, names, patterns, false);
    }

    /**
     * Compiles what a cell under an input column says.
     *
     * @param patterns where its patterns are noted
     * @throws IllegalArgumentException saying what is wrong, if it is none or uses what rules may not use
     */
    static FeelExpression ofTests(String text, FeelNames names, Patterns patterns) {
        return compile(text, names, patterns, true);
    }

    private static FeelExpression compile(String text, FeelNames names, Patterns patterns, boolean isTest) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it has " + text.length() + " characters; at most " + MAX_LENGTH + " may be");
        }
        if (brackets(text) > MAX_BRACKETS) {
            throw new IllegalArgumentException("brackets stand more than " + MAX_BRACKETS + " deep in each other");
        }
        String marked = names.mark(text);
        ParseResult result;
        try {
            result = isTest ? Lazily.ENGINE.parseUnaryTests(marked) : Lazily.ENGINE.parseExpression(marked);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it is nested too deep", e);
        }
        if (result.isFailure()) {
            // What comes first is the expression again.
            throw new IllegalArgumentException("it is no expression of FEEL: "
                    + result.failure().message().replaceFirst("(?s)^.*?'.*' ?(failed)?: ", ""));
        }
        var check = new FeelCheck(names, isTest, patterns);
        ParsedExpression parsed = result.parsedExpression();
        check.look(parsed.expression()).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        return new FeelExpression(parsed, Set.copyOf(check.references()), check.cost());
    }

    /** How deep brackets stand in each other. */
    private static int brackets(String text) {
        int deepest = 0;
        int depth = 0;
        int i = 0;
        while (i < text.length() && depth >= 0) {
            char c = text.charAt(i);
            if ("([{".indexOf(c) >= 0) {
                deepest = Math.max(deepest, ++depth);
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
            i = c == '"' || c == '`' ? FeelNames.closing(text, i) : i + 1;
        }
        if (depth != 0) {
            throw new IllegalArgumentException(
                    "its brackets do not match; the open ends of a range are written ( and ), not ] and [");
        }
        return deepest;
    }

    /** Its value in this context. */
    Result evaluate(FeelContext context) {
        return result(() -> Lazily.ENGINE.evaluate(parsed, context), context);
    }

    /** Whether a value passes these tests in this context: true, false, or null where that cannot be said. */
    Result test(@Nullable Object value, FeelContext context) {
        return result(() -> Lazily.ENGINE.evaluateWithInput(parsed, value, context), context);
    }

    private Result result(Supplier<EvaluationResult> evaluation, FeelContext context) {
        boolean lacking = references.stream().anyMatch(context::lacks);
        EvaluationResult result = evaluation.get();
        if (result.isFailure()) {
            return new Result(
                    null, List.of(new Trouble(Trouble.OTHER, result.failure().message())), lacking);
        }
        List<Trouble> troubles =
                result.getSuppressedFailures().stream().map(Trouble::of).toList();
        try {
            return new Result(FeelValues.fromFeel(result.result()), troubles, lacking);
        } catch (IllegalArgumentException e) {
            return new Result(
                    null,
                    List.of(new Trouble(Trouble.OTHER, Objects.requireNonNullElse(e.getMessage(), e.toString()))),
                    lacking);
        }
    }

    /**
     * What an evaluation gave.
     *
     * @param value of the types that {@link FeelValues} knows, or null
     * @param troubles what the library stumbled over, in its order; it goes on with null
     * @param lacking whether the expression refers to something that is absent
     */
    record Result(@Nullable Object value, List<Trouble> troubles, boolean lacking) {

        /** What the library stumbled over first. */
        Optional<Trouble> trouble() {
            return troubles.stream().findFirst();
        }
    }

    /**
     * What the library stumbled over.
     *
     * @param kind as the library calls it
     */
    record Trouble(String kind, String message) {

        /** Anything that ended the evaluation. */
        static final String OTHER = "OTHER";

        private static final Set<String> OF_TYPES = Set.of(
                "NOT_COMPARABLE", "INVALID_TYPE", "NO_PROPERTY_FOUND", "NO_CONTEXT_ENTRY_FOUND", "NO_FUNCTION_FOUND");

        private static Trouble of(EvaluationFailure failure) {
            return new Trouble(failure.failureType().toString(), failure.failureMessage());
        }

        /** Whether it depends on the types of the values alone, and so comes with every value. */
        boolean isOfTypes() {
            return OF_TYPES.contains(kind)
                    || (kind.equals("FUNCTION_INVOCATION_FAILURE") && message.contains("Illegal arguments"));
        }
    }
}
