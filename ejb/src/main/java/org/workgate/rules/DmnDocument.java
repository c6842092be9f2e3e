package org.workgate.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DMN file as it was read: texts, nothing compiled. So it can be shown to people as well.
 *
 * @param name of the file's model
 */
public record DmnDocument(String name, List<InputData> inputs, List<Decision> decisions, List<Knowledge> knowledge) {

    /** Something that its decisions may ask for. */
    public record InputData(String id, String name) {}

    /**
     * A decision of the file.
     *
     * @param requires the IDs of inputs, decisions and knowledge that the decision may use
     */
    public record Decision(String id, String name, List<String> requires, Logic logic) {}

    /**
     * A function of the file (business knowledge model).
     *
     * @param requires the IDs of the knowledge that it may use
     */
    public record Knowledge(String id, String name, List<String> parameters, List<String> requires, String body) {}

    /** How a decision is made. */
    public sealed interface Logic permits Literal, Table {}

    /** By one expression. */
    public record Literal(String text) implements Logic {}

    /**
     * By rows of conditions and results.
     *
     * @param outputs at least one
     * @param rules the rows
     */
    public record Table(HitPolicy hitPolicy, List<Input> inputs, List<Output> outputs, List<Rule> rules)
            implements Logic {}

    /**
     * A column of conditions.
     *
     * @param label what people call it, its expression where it has no other name
     * @param allowed unary tests that every value passes, or null
     */
    public record Input(
            String label, String expression, @Nullable String allowed) {}

    /**
     * A column of results.
     *
     * @param name by which its values are found, the decision's where the table has only this one
     * @param allowed unary tests that every value passes, for some hit policies in the order of their rank, or null
     * @param byDefault the value where no row matches, or null
     */
    public record Output(
            String name, @Nullable String allowed, @Nullable String byDefault) {}

    /** A row: as many texts as the table has inputs and outputs, empty ones where the cell is. */
    public record Rule(
            List<String> inputs,
            List<String> outputs,
            @Nullable String annotation) {}
}
