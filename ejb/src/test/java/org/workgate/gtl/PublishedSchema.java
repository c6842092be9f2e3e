package org.workgate.gtl;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The schema of the messages, as it is published. */
final class PublishedSchema {

    /** A schema counts characters, but the validator of the JDK counts two for each of these. */
    private static final Pattern SUPPLEMENTARY = Pattern.compile("[\\x{10000}-\\x{10FFFF}]");

    private static final Schema SCHEMA = schema();

    private PublishedSchema() {}

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(GtlWriter.class.getResource("gtl-messages.xsd"));
        } catch (SAXException e) {
            throw new LinkageError("The schema is none", e);
        }
    }

    /**
     * Fails where the schema does not allow the message.
     *
     * @return the message
     */
    static String valid(String message) {
        try {
            String counted = SUPPLEMENTARY.matcher(message).replaceAll("?");
            SCHEMA.newValidator().validate(new StreamSource(new StringReader(counted)));
            return message;
        } catch (SAXException e) {
            throw new AssertionError("Not as the schema says: " + e.getMessage() + "\n" + message, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
