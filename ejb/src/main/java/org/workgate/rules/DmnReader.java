package org.workgate.rules;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads DMN 1.1 to 1.5 as far as compliance level 2 goes: decision tables, literal expressions, and functions whose body is a
 * literal expression. What has no meaning for a decision, such as diagrams, is read over; what would have one and is not
 * supported is a fault.
 */
final class DmnReader {

    /** The most characters that a file may have. */
    static final int MAX_LENGTH = 1 << 20;

    private static final Set<String> NAMESPACES = Set.of(
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
            "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/");

    /** Expressions of other kinds, of compliance level 3. */
    private static final Set<String> OTHER_LOGIC = Set.of(
            "invocation",
            "context",
            "relation",
            "list",
            "functionDefinition",
            "conditional",
            "for",
            "every",
            "some",
            "filter");

    private final String file;
    private final List<RuleFault> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private DmnReader(String file) {
        this.file = file;
    }

    /** @throws UnusableRules if it is no DMN, too long, or uses what is not supported */
    static DmnDocument read(String text) throws UnusableRules {
        if (text.length() > MAX_LENGTH) {
            throw new UnusableRules(List.of(new RuleFault(
                    "",
                    null,
                    null,
                    "The file has " + text.length() + " characters; at most " + MAX_LENGTH + " may be")));
        }
        Element root = root(text);
        if (!"definitions".equals(root.getLocalName()) || !isDmn(root)) {
            throw new UnusableRules(List.of(new RuleFault(
                    "",
                    null,
                    null,
                    "The root element must be definitions of DMN 1.1 to 1.5, not " + root.getNodeName() + " of "
                            + root.getNamespaceURI())));
        }
        var reader = new DmnReader(root.getAttribute("name"));
        DmnDocument document = reader.document(root);
        if (!reader.faults.isEmpty()) {
            throw new UnusableRules(reader.faults);
        }
        return document;
    }

    private static Element root(String text) throws UnusableRules {
        try {
            // The JDK's own, whatever else the server offers.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Strict());
            return parser.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXParseException e) {
            throw new UnusableRules(List.of(new RuleFault(
                    "",
                    null,
                    null,
                    "The file is not well-formed XML at line " + e.getLineNumber() + ", column " + e.getColumnNumber()
                            + ": " + e.getMessage())));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("The parser of the JDK cannot be used", e);
        }
    }

    /** Throws what the parser would otherwise also print. */
    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }

    private DmnDocument document(Element root) {
        if (children(root, "import").findAny().isPresent()) {
            fault(file, "imports another file, which is not supported; put all into one");
        }
        String language = root.getAttribute("expressionLanguage");
        refuseOtherLanguage(file, language);
        return new DmnDocument(
                file,
                children(root, "inputData").map(this::inputData).toList(),
                children(root, "decision").map(this::decision).toList(),
                children(root, "businessKnowledgeModel").map(this::knowledge).toList());
    }

    private DmnDocument.InputData inputData(Element input) {
        return new DmnDocument.InputData(input.getAttribute("id"), name(input));
    }

    private DmnDocument.Decision decision(Element decision) {
        String name = name(decision);
        Optional<Element> table = child(decision, "decisionTable");
        Optional<Element> literal = child(decision, "literalExpression");
        DmnDocument.Logic logic;
        if (table.isPresent()) {
            logic = table(name, table.get());
        } else {
            if (literal.isEmpty()) {
                refuseOtherLogic(name, decision);
            }
            logic = new DmnDocument.Literal(
                    literal.map(e -> expression(name, e)).orElse(""));
        }
        return new DmnDocument.Decision(
                decision.getAttribute("id"),
                name,
                Stream.of("informationRequirement", "knowledgeRequirement")
                        .flatMap(kind -> children(decision, kind))
                        .flatMap(DmnReader::required)
                        .toList(),
                logic);
    }

    private DmnDocument.Knowledge knowledge(Element knowledge) {
        String name = name(knowledge);
        Optional<Element> function = child(knowledge, "encapsulatedLogic");
        Optional<Element> body = function.flatMap(f -> child(f, "literalExpression"));
        if (body.isEmpty()) {
            refuseOtherLogic(name, function.orElse(knowledge));
        }
        function.map(f -> f.getAttribute("kind"))
                .filter(kind -> !Set.of("", "FEEL").contains(kind))
                .ifPresent(kind -> fault(name, "is a function of the kind " + kind + "; only FEEL is supported"));
        return new DmnDocument.Knowledge(
                knowledge.getAttribute("id"),
                name,
                function.stream()
                        .flatMap(f -> children(f, "formalParameter"))
                        .map(parameter -> parameter.getAttribute("name"))
                        .toList(),
                children(knowledge, "knowledgeRequirement")
                        .flatMap(DmnReader::required)
                        .toList(),
                body.map(b -> expression(name, b)).orElse(""));
    }

    private DmnDocument.Table table(String decision, Element table) {
        String policy = table.getAttribute("hitPolicy");
        String aggregation = table.getAttribute("aggregation");
        Optional<HitPolicy> hitPolicy = HitPolicy.of(policy.isEmpty() ? "UNIQUE" : policy, aggregation);
        if (hitPolicy.isEmpty()) {
            fault(decision, "has the unknown hit policy " + (policy + " " + aggregation).strip());
        }
        List<DmnDocument.Input> inputs =
                children(table, "input").map(input -> input(decision, input)).toList();
        List<Element> columns = children(table, "output").toList();
        List<DmnDocument.Output> outputs = columns.stream()
                .map(output -> output(decision, output, columns.size() == 1))
                .toList();
        if (outputs.isEmpty()) {
            fault(decision, "has no output column");
        }
        List<DmnDocument.Rule> rules = new ArrayList<>();
        children(table, "rule").forEach(rule -> rules.add(rule(rule)));
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).inputs().size() != inputs.size()
                    || rules.get(i).outputs().size() != outputs.size()) {
                faults.add(new RuleFault(
                        decision,
                        i + 1,
                        null,
                        "The row has " + rules.get(i).inputs().size() + " inputs and "
                                + rules.get(i).outputs().size() + " outputs, but the table has " + inputs.size()
                                + " and " + outputs.size()));
            }
        }
        return new DmnDocument.Table(hitPolicy.orElse(HitPolicy.UNIQUE), inputs, outputs, rules);
    }

    private DmnDocument.Input input(String decision, Element input) {
        String expression = child(input, "inputExpression")
                .map(e -> expression(decision, e))
                .orElse("");
        String label = input.getAttribute("label");
        return new DmnDocument.Input(
                label.isBlank() ? expression : label.strip(), expression, texts(input, "inputValues"));
    }

    private DmnDocument.Output output(String decision, Element output, boolean only) {
        String name = output.getAttribute("name").strip();
        if (name.isEmpty() && !only) {
            fault(decision, "has several output columns of which one has no name");
        }
        return new DmnDocument.Output(
                name.isEmpty() ? decision : name, texts(output, "outputValues"), texts(output, "defaultOutputEntry"));
    }

    private DmnDocument.Rule rule(Element rule) {
        String annotation = children(rule, "annotationEntry")
                .map(DmnReader::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        if (annotation.isEmpty()) {
            annotation = child(rule, "description")
                    .map(e -> e.getTextContent().strip())
                    .orElse("");
        }
        return new DmnDocument.Rule(
                children(rule, "inputEntry").map(DmnReader::text).toList(),
                children(rule, "outputEntry").map(DmnReader::text).toList(),
                annotation.isEmpty() ? null : annotation);
    }

    private String name(Element element) {
        String name = element.getAttribute("name").strip();
        if (name.isEmpty()) {
            fault(file, "has a " + element.getLocalName() + " without a name");
        } else if (!names.add(name)) {
            fault(file, "has two elements with the name " + name);
        }
        return name;
    }

    private String expression(String decision, Element expression) {
        refuseOtherLanguage(decision, expression.getAttribute("expressionLanguage"));
        return text(expression);
    }

    private void refuseOtherLanguage(String where, String language) {
        if (!language.isEmpty() && !language.toLowerCase(java.util.Locale.ROOT).contains("feel")) {
            fault(where, "is written in the expression language " + language + "; only FEEL is supported");
        }
    }

    private void refuseOtherLogic(String where, Element element) {
        String kind = elements(element)
                .map(Element::getLocalName)
                .filter(OTHER_LOGIC::contains)
                .findFirst()
                .orElse("");
        fault(
                where,
                (kind.isEmpty() ? "says not how it is made" : "is made by a boxed " + kind)
                        + "; it must be a decision table or a literal expression");
    }

    private void fault(String where, String message) {
        faults.add(new RuleFault(where, null, null, "It " + message));
    }

    private static Stream<String> required(Element requirement) {
        return Stream.of("requiredInput", "requiredDecision", "requiredKnowledge")
                .flatMap(kind -> children(requirement, kind))
                .map(required -> required.getAttribute("href").replaceFirst("^#", ""));
    }

    private static @Nullable String texts(Element column, String name) {
        return child(column, name)
                .map(DmnReader::text)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private static String text(Element expression) {
        return child(expression, "text").map(e -> e.getTextContent().strip()).orElse("");
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).findFirst();
    }

    private static Stream<Element> children(Element parent, String name) {
        return elements(parent).filter(element -> name.equals(element.getLocalName()));
    }

    private static Stream<Element> elements(Element parent) {
        return Stream.iterate(parent.getFirstChild(), child -> child != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(DmnReader::isDmn);
    }

    private static boolean isDmn(Element element) {
        return element.getNamespaceURI() != null && NAMESPACES.contains(element.getNamespaceURI());
    }
}
