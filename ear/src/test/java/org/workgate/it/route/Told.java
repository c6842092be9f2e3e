package org.workgate.it.route;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * A message that a router was sent, read as a router would that was written from docs/distribution.md.
 *
 * @param type what it is about
 * @param fields what identifies the task
 * @param attributes values by key, empty for one that has none any more
 */
record Told(String type, Map<String, String> fields, Map<String, String> attributes) {

    static Told of(String text) {
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
            Map<String, String> fields = children(root);
            fields.remove("Attributes");
            Node attributes = root.getElementsByTagName("Attributes").item(0);
            return new Told(root.getTagName(), fields, attributes == null ? Map.of() : children((Element) attributes));
        } catch (Exception e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static Map<String, String> children(Element parent) {
        var children = new LinkedHashMap<String, String>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.put(child.getNodeName(), child.getTextContent());
        }
        return children;
    }

    String distributionId() {
        return fields.get("DistributionId");
    }
}
