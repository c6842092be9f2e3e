package org.workgate.it.server;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The published schema, which every message that any test sees has to obey. */
final class Schemas {

    private static final Path PUBLISHED = Path.of("../ejb/src/main/resources/org/workgate/gtl/gtl-messages.xsd");

    /** A schema counts characters, but the validator of the JDK counts two for each of these. */
    private static final Pattern SUPPLEMENTARY = Pattern.compile("[\\x{10000}-\\x{10FFFF}]");

    private static final Schema SCHEMA = published();

    private Schemas() {}

    private static Schema published() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(PUBLISHED.toFile());
        } catch (SAXException e) {
            throw new LinkageError("The schema is none", e);
        }
    }

    /** Fails where the schema does not allow the message. */
    static void assertValid(String message) {
        try {
            String counted = SUPPLEMENTARY.matcher(message).replaceAll("?");
            SCHEMA.newValidator().validate(new StreamSource(new StringReader(counted)));
        } catch (SAXException e) {
            throw new AssertionError("Not as the schema says: " + e.getMessage() + "\n" + message, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
