package org.workgate.gtl;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/**
 * A message between the product and a router: an element that is called what it is about, with a plain element for each of its fields
 * and, in {@code Attributes}, one for each attribute of the task, called by its key. An attribute without a value is an empty element.
 * docs/distribution.md has all of them.
 *
 * @param type what it is about: {@code Submit}, {@code Revoked}
 * @param fields texts by name, in their order
 * @param attributes values by key, in their order: texts, numbers and times
 */
public record RouterMessage(String type, Map<String, String> fields, Map<String, @Nullable Object> attributes) {

    private static final String ATTRIBUTES = "Attributes";

    private static final int ROOT = 1;
    private static final int FIELD = 2;

    /** The greatest size of a message from a router, in bytes of UTF-8. */
    private static final int MAX_BYTES = 1 << 20;

    private static final ReadingRules RULES = new ReadingRules(ZoneOffset.UTC, MAX_BYTES, FIELD + 1, 10_000);

    /** Copies the maps. */
    public RouterMessage {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Its text. Times are in UTC, with a {@code Z}. */
    public String text() {
        var xml = new StringBuilder(1024).append('<').append(type).append('>');
        fields.forEach((name, value) -> element(xml, name, value));
        if (!attributes.isEmpty()) {
            xml.append('<').append(ATTRIBUTES).append('>');
            attributes.forEach((key, value) -> element(xml, key, value));
            xml.append("</").append(ATTRIBUTES).append('>');
        }
        return xml.append("</").append(type).append('>').toString();
    }

    private static void element(StringBuilder xml, String name, @Nullable Object value) {
        if (value == null) {
            xml.append('<').append(name).append("/>");
            return;
        }
        xml.append('<').append(name).append('>');
        if (value instanceof Instant instant) {
            WireTime.append(xml, instant, ZoneOffset.UTC);
            xml.append('Z');
        } else {
            XmlText.append(xml, value.toString());
        }
        xml.append("</").append(name).append('>');
    }

    /**
     * Reads a message; every value is a text without white space at its ends, and null where it is empty.
     *
     * @throws InvalidValueException if it is no such message, or too large
     */
    public static RouterMessage read(String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw new InvalidValueException(
                    "The message", "has " + size + " bytes, but at most " + MAX_BYTES + " are allowed");
        }
        try {
            new MessagePass(text, RULES).readOver();
            return elements(MessagePass.parser(text));
        } catch (MessagePass.Broken broken) {
            throw new InvalidValueException("The message", "cannot be read: " + broken.getMessage());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("What was read once cannot be read again", e);
        }
    }

    private static RouterMessage elements(XMLStreamReader parser) throws XMLStreamException {
        String type = "";
        var fields = new LinkedHashMap<String, String>();
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        var content = new StringBuilder();
        String section = "";
        int depth = 0;
        while (parser.hasNext()) {
            switch (parser.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    content.setLength(0);
                    if (depth == ROOT) {
                        type = name(parser);
                    } else if (depth == FIELD) {
                        section = name(parser);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    content.append(parser.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String value = content.toString().strip();
                    if (depth > FIELD && section.equals(ATTRIBUTES)) {
                        attributes.put(name(parser), value.isEmpty() ? null : value);
                    } else if (depth == FIELD && !section.equals(ATTRIBUTES) && !value.isEmpty()) {
                        fields.put(section, value);
                    }
                    content.setLength(0);
                    depth--;
                }
                default -> {
                    // comments and processing instructions
                }
            }
        }
        return new RouterMessage(type, fields, attributes);
    }

    private static String name(XMLStreamReader parser) {
        String name = parser.getLocalName();
        return name.substring(name.indexOf(':') + 1);
    }

    /**
     * The value of an attribute that a message has as a text.
     *
     * @param key how the message calls it
     * @throws InvalidValueException if the attribute cannot have it
     */
    public static Object typed(TaskAttribute attribute, String key, String text) {
        try {
            return Field.of(attribute).format().read(key, text, RULES);
        } catch (Malformed e) {
            throw new InvalidValueException(key, "cannot be \"" + XmlText.shown(text) + "\": " + e.getMessage());
        }
    }
}
