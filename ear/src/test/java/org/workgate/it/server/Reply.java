package org.workgate.it.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A message that the product sent, as the HTTP API shows it.
 *
 * @param messageId its message ID
 * @param sequence its number in the journal
 * @param type its type, such as {@code TaskCreated}
 * @param correlationId the ID of the message that it answers, as far as the API told; else empty
 * @param body its text
 */
public record Reply(String messageId, long sequence, String type, String correlationId, String body) {

    /** @throws AssertionError if the body is not as the published schema says */
    public Reply {
        Schemas.assertValid(body);
    }

    Reply(JsonObject json) {
        this(
                json.get("messageId").getAsString(),
                json.get("sequence").getAsLong(),
                json.get("type").getAsString(),
                text(json.get("correlationId")),
                text(json.get("body")));
    }

    /** The texts of the elements with this name, wherever they are, in their order. */
    public List<String> values(String element) {
        try {
            NodeList nodes = (NodeList) XPathFactory.newInstance()
                    .newXPath()
                    .evaluate("//" + element, new InputSource(new StringReader(body)), XPathConstants.NODESET);
            List<String> values = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                values.add(nodes.item(i).getTextContent());
            }
            return values;
        } catch (XPathExpressionException e) {
            throw new AssertionError("Not well-formed: " + body, e);
        }
    }

    /** The text of the one element with this name. */
    public String value(String element) {
        List<String> values = values(element);
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " elements " + element + " in " + body);
        }
        return values.get(0);
    }

    private static String text(JsonElement element) {
        return element == null || element.isJsonNull() ? "" : element.getAsString();
    }
}
