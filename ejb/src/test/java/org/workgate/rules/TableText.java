package org.workgate.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes a DMN file with one decision table. */
public final class TableText {

    static final String NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    private final String hitPolicy;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();

    private TableText(String hitPolicy) {
        this.hitPolicy = hitPolicy;
    }

    /**
     * A table without rows.
     *
     * @param hitPolicy with its aggregation, such as {@code COLLECT SUM}
     */
    public static TableText table(String hitPolicy) {
        return new TableText(hitPolicy);
    }

    public TableText input(String expression) {
        return input(expression, "");
    }

    public TableText input(String expression, String allowed) {
        inputs.add("<input label=\"\"><inputExpression>" + text(expression) + "</inputExpression>"
                + (allowed.isEmpty() ? "" : "<inputValues>" + text(allowed) + "</inputValues>") + "</input>");
        return this;
    }

    public TableText output(String name) {
        return output(name, "", "");
    }

    public TableText output(String name, String allowed, String byDefault) {
        outputs.add("<output name=\"" + name + "\">"
                + (allowed.isEmpty() ? "" : "<outputValues>" + text(allowed) + "</outputValues>")
                + (byDefault.isEmpty() ? "" : "<defaultOutputEntry>" + text(byDefault) + "</defaultOutputEntry>")
                + "</output>");
        return this;
    }

    /** The cells of a row, inputs first. */
    public TableText row(String... cells) {
        rules.add(IntStream.range(0, cells.length)
                .mapToObj(i -> i < inputs.size()
                        ? "<inputEntry>" + text(cells[i]) + "</inputEntry>"
                        : "<outputEntry>" + text(cells[i]) + "</outputEntry>")
                .collect(Collectors.joining("", "<rule>", "</rule>")));
        return this;
    }

    /** The whole file. */
    @Override
    public String toString() {
        String policy = hitPolicy.startsWith("COLLECT ")
                ? "COLLECT\" aggregation=\"" + hitPolicy.substring("COLLECT ".length())
                : hitPolicy;
        return file("<decision id=\"d\" name=\"Table\"><decisionTable hitPolicy=\"" + policy + "\">"
                + Stream.of(inputs, outputs, rules).flatMap(List::stream).collect(Collectors.joining())
                + "</decisionTable></decision>");
    }

    /** A file with these elements. */
    static String file(String elements) {
        return "<definitions xmlns=\"" + NAMESPACE + "\" name=\"File\" namespace=\"urn:x\">" + elements
                + "</definitions>";
    }

    static String text(String expression) {
        return "<text>" + expression.replace("&", "&amp;").replace("<", "&lt;") + "</text>";
    }
}
