package org.workgate.gtl;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Reads a script for the compiler and refuses what would reach beyond the message, so that it shows when the server starts
 * and not with the first message. What hides from it (behind a prefix of the script's own, say) fails when it is run.
 */
final class ScriptCheck extends XMLFilterImpl {

    private static final String XSLT = "http://www.w3.org/1999/XSL/Transform";

    private static final Set<String> INSTRUCTIONS = Set.of(
            "evaluate", "import", "import-schema", "include", "result-document", "source-document", "use-package");

    private static final Pattern FUNCTION = Pattern.compile(
            "(?<![\\w.:$@/-])(?:fn:)?(available-environment-variables|collection|doc|doc-available|document"
                    + "|environment-variable|function-lookup|json-doc|transform|unparsed-text|unparsed-text-available"
                    + "|unparsed-text-lines|uri-collection)\\s*[(#]");

    /** What an expression does not compute: texts and comments. */
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"|\\(:.*?:\\)", Pattern.DOTALL);

    /** An expression in the attribute of an element that the script writes. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^}]*\\}");

    private @Nullable Locator locator;

    ScriptCheck(XMLReader parser) {
        super(parser);
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
        super.setDocumentLocator(locator);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        boolean instruction = uri.equals(XSLT);
        if (instruction && INSTRUCTIONS.contains(localName)) {
            throw refused("xsl:" + localName);
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            String value = attributes.getValue(i);
            if (instruction) {
                check(value);
            } else {
                Matcher template = TEMPLATE.matcher(value);
                while (template.find()) {
                    check(template.group());
                }
            }
        }
        super.startElement(uri, localName, qName, attributes);
    }

    private void check(String expression) throws SAXException {
        Matcher function = FUNCTION.matcher(LITERAL.matcher(expression).replaceAll("''"));
        if (function.find()) {
            throw refused(function.group(1) + "()");
        }
    }

    private SAXException refused(String what) {
        return new SAXParseException(
                what + " is not allowed: a script reads nothing but the message and writes nothing but its result",
                locator);
    }
}
