package org.workgate.rules;

import java.util.List;
import java.util.Map;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.ValContext;
import org.jspecify.annotations.Nullable;
import org.workgate.task.CustomAttributes;
import scala.Option;
import scala.Some;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** What expressions see while rules are evaluated once: variables by name, and functions. */
final class FeelContext extends CustomContext {

    /** Neither variables nor functions: for what is written out. */
    static final FeelContext EMPTY = new FeelContext(Map.of(), FunctionProvider.EmptyFunctionProvider$.MODULE$);

    private final Map<String, ?> variables;
    private final FunctionProvider functions;

    /** @param variables values as {@link FeelValues#toFeel} makes them; may grow */
    FeelContext(Map<String, ?> variables, FunctionProvider functions) {
        this.variables = variables;
        this.functions = functions;
    }

    /** Custom attributes by name in any case (A9); one that is not there is null. */
    static ValContext of(CustomAttributes attributes) {
        return new ValContext(new Attributes(attributes));
    }

    /** Whether what an expression refers to is absent: the variable itself, or what is looked up in it. */
    boolean lacks(List<String> reference) {
        @Nullable Object value = variables.get(reference.get(0));
        if (reference.size() > 1 && value instanceof ValContext data && data.context() instanceof Attributes custom) {
            return custom.attributes.get(reference.get(1)) == null;
        }
        if (reference.size() > 1 && value instanceof Map<?, ?> context) {
            return context.get(reference.get(1)) == null;
        }
        return value == null;
    }

    @Override
    public VariableProvider variableProvider() {
        return new Variables(variables);
    }

    @Override
    public FunctionProvider functionProvider() {
        return functions;
    }

    private record Variables(Map<String, ?> values) implements VariableProvider {

        @Override
        public Option<Object> getVariable(String name) {
            return values.containsKey(name) ? new Some<>(values.get(name)) : Option.empty();
        }

        @Override
        public Iterable<String> keys() {
            return CollectionConverters.asScala((java.lang.Iterable<String>) values.keySet());
        }
    }

    private static final class Attributes extends CustomContext implements VariableProvider {

        private final CustomAttributes attributes;

        Attributes(CustomAttributes attributes) {
            this.attributes = attributes;
        }

        @Override
        public VariableProvider variableProvider() {
            return this;
        }

        @Override
        public Option<Object> getVariable(String name) {
            return new Some<>(attributes.get(name));
        }

        @Override
        public Iterable<String> keys() {
            return CollectionConverters.asScala(
                    (java.lang.Iterable<String>) attributes.asMap().keySet());
        }
    }
}
