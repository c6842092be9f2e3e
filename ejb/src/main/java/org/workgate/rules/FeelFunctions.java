package org.workgate.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValDateTime;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The functions that expressions may call: those of the library that end soon and always give the same, each guarded against
 * large arguments, and our own, which stand before the library's of the same name.
 */
final class FeelFunctions implements FunctionProvider {

    /** The largest scale to which a number may be rounded. */
    private static final int MAX_SCALE = 100;

    /** Not in here: what makes lists or functions, what reads JSON, and what gives something else each time. */
    private static final Set<String> OF_THE_LIBRARY = Set.of(
            "abs",
            "ceiling",
            "contains",
            "count",
            "date",
            "date and time",
            "day of week",
            "day of year",
            "decimal",
            "duration",
            "ends with",
            "even",
            "floor",
            "get or else",
            "is blank",
            "is defined",
            "last day of month",
            "list contains",
            "max",
            "mean",
            "min",
            "modulo",
            "month of year",
            "not",
            "number",
            "odd",
            "round down",
            "round half down",
            "round half up",
            "round up",
            "sqrt",
            "starts with",
            "string",
            "string length",
            "substring",
            "substring after",
            "substring before",
            "sum",
            "time",
            "trim",
            "week of year",
            "years and months duration");

    private static final Set<String> OUR_OWN = Set.of(
            "lower case",
            "matches",
            "now",
            "plus working hours",
            "plus working minutes",
            "replace",
            "split",
            "today",
            "upper case",
            "working minutes between");

    /** The functions whose second argument is a pattern. */
    static final Set<String> WITH_PATTERN = Set.of("matches", "replace", "split");

    private final Map<String, List<ValFunction>> functions;

    private FeelFunctions(Map<String, List<ValFunction>> functions) {
        this.functions = functions;
    }

    /** Loaded with the first expression, as all of the library. */
    private static final class Lazily {

        private static final Map<String, List<ValFunction>> GUARDED = library();

        private static Map<String, List<ValFunction>> library() {
            var library = new BuiltinFunctions(
                    () -> {
                        throw new IllegalStateException("Rules have a time of their own");
                    },
                    ValueMapper.defaultValueMapper());
            var guarded = new HashMap<String, List<ValFunction>>();
            for (String name : OF_THE_LIBRARY) {
                guarded.put(
                        name,
                        CollectionConverters.asJava(library.getFunctions(name)).stream()
                                .map(function -> guarded(name, function))
                                .toList());
            }
            return guarded;
        }
    }

    /** The names of all. */
    static Set<String> names() {
        var names = new TreeSet<>(OF_THE_LIBRARY);
        names.addAll(OUR_OWN);
        return names;
    }

    /**
     * Those for one evaluation.
     *
     * @param now the time of the evaluation
     * @param calendar counts working time
     * @param patterns every pattern of the rules
     */
    static FeelFunctions of(Instant now, WorkingTime calendar, Patterns patterns) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        var all = new HashMap<>(Lazily.GUARDED);
        put(all, "now", List.of(), arguments -> time);
        put(all, "today", List.of(), arguments -> time.toLocalDate());
        put(all, "upper case", List.of("string"), arguments -> text(arguments, 0)
                .toUpperCase(Locale.ROOT));
        put(all, "lower case", List.of("string"), arguments -> text(arguments, 0)
                .toLowerCase(Locale.ROOT));
        put(all, "matches", List.of("input", "pattern"), arguments -> patterns.matcher(
                        text(arguments, 1), "", text(arguments, 0))
                .find());
        put(all, "matches", List.of("input", "pattern", "flags"), arguments -> patterns.matcher(
                        text(arguments, 1), text(arguments, 2), text(arguments, 0))
                .find());
        put(all, "replace", List.of("input", "pattern", "replacement"), arguments -> patterns.matcher(
                        text(arguments, 1), "", text(arguments, 0))
                .replaceAll(text(arguments, 2)));
        put(all, "replace", List.of("input", "pattern", "replacement", "flags"), arguments -> patterns.matcher(
                        text(arguments, 1), text(arguments, 3), text(arguments, 0))
                .replaceAll(text(arguments, 2)));
        put(
                all,
                "split",
                List.of("string", "delimiter"),
                arguments -> Arrays.asList(patterns.split(text(arguments, 1), text(arguments, 0))));
        put(
                all,
                "working minutes between",
                List.of("from", "to"),
                arguments -> BigDecimal.valueOf(calendar.between(time(arguments, 0), time(arguments, 1))));
        put(all, "plus working minutes", List.of("from", "minutes"), arguments -> calendar.plus(
                        time(arguments, 0), whole(arguments, 1))
                .atZone(ZoneOffset.UTC));
        put(all, "plus working hours", List.of("from", "hours"), arguments -> calendar.plus(
                        time(arguments, 0), Math.multiplyExact(whole(arguments, 1), 60))
                .atZone(ZoneOffset.UTC));
        return new FeelFunctions(all);
    }

    /** These and another one. */
    void add(String name, List<String> parameters, Function<List<Val>, @Nullable Object> body) {
        put(functions, name, parameters, body);
    }

    private static void put(
            Map<String, List<ValFunction>> all,
            String name,
            List<String> parameters,
            Function<List<Val>, @Nullable Object> body) {
        ValFunction function = guarded(
                name,
                new ValFunction(
                        CollectionConverters.asScala(parameters).toList(),
                        arguments -> body.apply(CollectionConverters.asJava(arguments)),
                        false));
        var overloaded = new ArrayList<>(all.getOrDefault(name, List.of()));
        overloaded.add(function);
        all.put(name, overloaded);
    }

    private static ValFunction guarded(String name, ValFunction function) {
        return new ValFunction(
                function.params(),
                arguments -> {
                    try {
                        CollectionConverters.asJava(arguments).forEach(FeelFunctions::check);
                        checkScale(name, CollectionConverters.asJava(arguments));
                        return limited(function.invoke().apply(arguments));
                    } catch (RuntimeException e) {
                        return new ValError(String.valueOf(e.getMessage()));
                    }
                },
                function.hasVarArgs());
    }

    private static Object limited(Object result) {
        if (result instanceof Val value) {
            check(value);
        } else if (result instanceof String text) {
            check(new ValString(text));
        }
        return result;
    }

    private static void check(Val value) {
        if (value instanceof ValNumber number) {
            FeelValues.checked(number.value().bigDecimal());
        } else if (value instanceof ValString text && text.value().length() > FeelValues.MAX_LENGTH) {
            throw new IllegalArgumentException("a text has more than " + FeelValues.MAX_LENGTH + " characters");
        } else if (value instanceof ValList list) {
            CollectionConverters.asJava(list.itemsAsSeq()).forEach(FeelFunctions::check);
        }
    }

    /** A scale is the number of digits that are written out. */
    private static void checkScale(String name, List<Val> arguments) {
        boolean rounds = name.startsWith("round ")
                || Set.of("decimal", "floor", "ceiling").contains(name);
        if (rounds
                && arguments.size() > 1
                && arguments.get(1) instanceof ValNumber scale
                && scale.value().bigDecimal().abs().compareTo(BigDecimal.valueOf(MAX_SCALE)) > 0) {
            throw new IllegalArgumentException("the scale is more than " + MAX_SCALE);
        }
    }

    private static String text(List<Val> arguments, int index) {
        if (arguments.get(index) instanceof ValString text) {
            return text.value();
        }
        throw illegal(arguments);
    }

    private static Instant time(List<Val> arguments, int index) {
        if (arguments.get(index) instanceof ValDateTime time) {
            return time.value().toInstant();
        }
        throw illegal(arguments);
    }

    private static long whole(List<Val> arguments, int index) {
        if (arguments.get(index) instanceof ValNumber number) {
            return number.value().bigDecimal().longValueExact();
        }
        throw illegal(arguments);
    }

    /** In the words of the library. */
    private static IllegalArgumentException illegal(List<Val> arguments) {
        return new IllegalArgumentException("Illegal arguments: " + arguments);
    }

    @Override
    public scala.collection.immutable.List<ValFunction> getFunctions(String name) {
        return CollectionConverters.asScala(functions.getOrDefault(name, List.of()))
                .toList();
    }

    @Override
    public Iterable<String> functionNames() {
        return CollectionConverters.asScala((java.lang.Iterable<String>) functions.keySet());
    }
}
