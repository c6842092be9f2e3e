package org.workgate.rules;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A question and its answer out of the DMN TCK.
 *
 * @param name of the file, of the test case and of the decision
 * @param expected the value of the decision; what cannot be evaluated is null in DMN
 */
record TckCase(
        String name,
        Path model,
        Map<String, @Nullable Object> inputs,
        String decision,
        @Nullable Object expected) {

    /** Where the TCK lies, beside the checkout. */
    static final Path FOLDER = Path.of("../../shared/data/dmn-tck-level-2");

    /** All of compliance level 2. */
    static List<TckCase> all() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(FOLDER, 2)) {
            files = found.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
        var cases = new ArrayList<TckCase>();
        for (Path file : files) {
            cases.addAll(in(file));
        }
        return cases;
    }

    private static List<TckCase> in(Path file) throws IOException {
        Element root;
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file.toString(), e);
        }
        Path model =
                file.resolveSibling(child(root, "modelName").getTextContent().strip());
        var cases = new ArrayList<TckCase>();
        children(root, "testCase").forEach(test -> {
            var inputs = new LinkedHashMap<String, @Nullable Object>();
            children(test, "inputNode").forEach(input -> inputs.put(input.getAttribute("name"), value(input)));
            children(test, "resultNode")
                    .forEach(result -> cases.add(new TckCase(
                            model.getFileName() + " " + test.getAttribute("id") + " " + result.getAttribute("name"),
                            model,
                            inputs,
                            result.getAttribute("name"),
                            value(child(result, "expected")))));
        });
        return cases;
    }

    private static @Nullable Object value(Element holder) {
        var components = new LinkedHashMap<String, @Nullable Object>();
        children(holder, "component")
                .forEach(component -> components.put(component.getAttribute("name"), value(component)));
        if (!components.isEmpty()) {
            return components;
        }
        if (children(holder, "list").findAny().isPresent()) {
            return children(child(holder, "list"), "item").map(TckCase::value).toList();
        }
        Element value = child(holder, "value");
        if (value.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil")
                .equals("true")) {
            return null;
        }
        String type = value.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        String text = value.getTextContent();
        return switch (type) {
            case "xsd:decimal" -> new BigDecimal(text.strip());
            case "xsd:boolean" -> Boolean.valueOf(text.strip());
            case "xsd:string" -> text;
            default -> throw new IllegalArgumentException("No value of level 2 has the type " + type);
        };
    }

    private static Element child(Element parent, String name) {
        return children(parent, name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parent.getNodeName() + " has no " + name));
    }

    private static Stream<Element> children(Element parent, String name) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getLocalName().equals(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
