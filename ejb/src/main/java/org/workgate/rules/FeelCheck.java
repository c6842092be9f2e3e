package org.workgate.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ConstInputValue$;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.FunctionParameters;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.JavaFunctionInvocation;
import org.camunda.feel.syntaxtree.NamedFunctionParameters;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import org.jspecify.annotations.Nullable;
import scala.Product;
import scala.collection.IterableOnce;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Looks through a parsed expression for what rules may not use, and notes what it refers to. What it lets pass is made of a
 * bounded number of steps, none of which repeats another.
 */
final class FeelCheck {

    /** The most parts of an expression: operands, operators, calls. */
    private static final int MAX_PARTS = 200;

    /** How deeply expressions may stand in each other. */
    private static final int MAX_DEPTH = 50;

    /** What a look for a pattern costs, in steps. */
    private static final int PATTERN_COST = 500;

    private static final Set<String> LIBRARY = FeelFunctions.names();

    private final FeelNames names;
    private final boolean isTest;
    private final Patterns patterns;
    private final List<String> complaints = new ArrayList<>();
    private final Set<List<String>> references = new LinkedHashSet<>();
    private int parts;
    private int calls;

    /**
     * @param isTest whether it is compared with the value of a column, which {@code ?} stands for
     * @param patterns where its patterns are noted
     */
    FeelCheck(FeelNames names, boolean isTest, Patterns patterns) {
        this.names = names;
        this.isTest = isTest;
        this.patterns = patterns;
    }

    /** What is wrong, first what comes first; nothing where it may be used. */
    Optional<String> look(Exp expression) {
        look(expression, 0);
        if (parts > MAX_PARTS) {
            complaints.add("it has " + parts + " parts; at most " + MAX_PARTS + " may be");
        }
        return complaints.stream().findFirst();
    }

    /** What it refers to: the variable, and the names that are looked up in it. */
    Set<List<String>> references() {
        return references;
    }

    /** How many steps it takes at most. */
    int cost() {
        return parts + calls;
    }

    private void look(@Nullable Object node, int depth) {
        if (depth > MAX_DEPTH) {
            if (complaints.isEmpty()) {
                complaints.add("it is nested more than " + MAX_DEPTH + " deep");
            }
        } else if (node instanceof Exp expression) {
            parts++;
            lookAt(expression);
            lookInto((Product) expression, depth);
        } else if (node instanceof IterableOnce<?> several) {
            CollectionConverters.asJava(several.iterator()).forEachRemaining(part -> look(part, depth));
        } else if (node instanceof Product several) {
            lookInto(several, depth);
        }
    }

    private void lookInto(Product node, int depth) {
        CollectionConverters.asJava(node.productIterator()).forEachRemaining(part -> look(part, depth + 1));
    }

    private void lookAt(Exp expression) {
        if (expression instanceof For || expression instanceof SomeItem || expression instanceof EveryItem) {
            complaints.add(
                    "for, some and every are not allowed, since rules do not iterate; write a row for each case");
        } else if (expression instanceof Filter || expression instanceof IterationContext) {
            complaints.add("a list cannot be filtered, since rules do not iterate; write a row for each case");
        } else if (expression instanceof FunctionDefinition || expression instanceof JavaFunctionInvocation) {
            complaints.add("functions cannot be defined here; use those that there are");
        } else if (expression instanceof QualifiedFunctionInvocation call) {
            complaints.add("there is no function " + call.function() + " that could be called with a dot");
        } else if (expression instanceof ConstContext) {
            complaints.add("a context {…} is not allowed");
        } else if (expression == ConstInputValue$.MODULE$ && !isTest) {
            complaints.add("? stands for the value of an input column, and there is none here");
        } else if (expression instanceof Ref reference) {
            lookAt(CollectionConverters.asJava(reference.names()));
        } else if (expression instanceof FunctionInvocation call) {
            lookAt(call);
        }
    }

    private void lookAt(List<String> reference) {
        references.add(List.copyOf(reference));
        if (!names.variables().contains(reference.get(0))) {
            complaints.add("there is nothing called " + reference.get(0) + near(reference.get(0))
                    + "; a text is written in quotation marks");
        }
    }

    private String near(String name) {
        return names.variables().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .map(known -> " (but " + known + ")")
                .orElse("");
    }

    private void lookAt(FunctionInvocation call) {
        String name = call.function();
        Integer cost = names.functions().get(name);
        if (cost != null) {
            calls += cost;
        } else if (!LIBRARY.contains(name)) {
            complaints.add("there is no function " + name + " that rules may call");
        } else if (FeelFunctions.WITH_PATTERN.contains(name)) {
            calls += PATTERN_COST;
            lookAtPattern(call);
        }
    }

    private void lookAtPattern(FunctionInvocation call) {
        boolean replaces = call.function().equals("replace");
        @Nullable
        Object pattern = argument(call.params(), 1, call.function().equals("split") ? "delimiter" : "pattern");
        @Nullable Object flags = argument(call.params(), replaces ? 3 : 2, "flags");
        if (pattern instanceof ConstString literal && (flags == null || flags instanceof ConstString)) {
            try {
                patterns.add(literal.value(), flags == null ? "" : ((ConstString) flags).value());
            } catch (IllegalArgumentException e) {
                complaints.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        } else {
            complaints.add(
                    "the pattern of " + call.function() + " and its flags must be written out in quotation marks");
        }
    }

    private static @Nullable Object argument(FunctionParameters parameters, int position, String name) {
        if (parameters instanceof PositionalFunctionParameters positional) {
            List<Exp> all = CollectionConverters.asJava(positional.params());
            return position < all.size() ? all.get(position) : null;
        }
        Map<String, Exp> named = CollectionConverters.asJava(((NamedFunctionParameters) parameters).params());
        return named.get(name);
    }
}
