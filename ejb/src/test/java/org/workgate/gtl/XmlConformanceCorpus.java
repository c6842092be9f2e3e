package org.workgate.gtl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML Conformance Test Suites of the W3C, which the profile {@code conformance} of the build fetches. */
final class XmlConformanceCorpus {

    /** The system property that says where it lies. */
    static final String FOLDER = "workgate.xml-conformance";

    private XmlConformanceCorpus() {}

    /** All of its documents that a processor has to report or to accept; of some it may do either. */
    static List<Document> documents() throws IOException, XMLStreamException {
        Path folder = Path.of(Objects.requireNonNull(
                System.getProperty(FOLDER), "The corpus is not here; mvn -Pconformance fetches it"));
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        var documents = new ArrayList<Document>();
        try (InputStream list = Files.newInputStream(folder.resolve("cleaned/xmlconf-flattened.xml"))) {
            XMLStreamReader parser = parsers.createXMLStreamReader(list);
            Deque<Path> bases = new ArrayDeque<>(List.of(folder.resolve("xmlconf")));
            while (parser.hasNext()) {
                int event = parser.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    String base = parser.getAttributeValue(XMLConstants.XML_NS_URI, "base");
                    bases.push(base == null ? bases.element() : bases.element().resolve(base));
                    if (parser.getLocalName().equals("TEST")
                            && !"error".equals(parser.getAttributeValue(null, "TYPE"))) {
                        documents.add(document(parser, bases.element()));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    bases.pop();
                }
            }
        }
        return documents;
    }

    private static Document document(XMLStreamReader test, Path base) {
        String edition = test.getAttributeValue(null, "EDITION");
        String recommendation = test.getAttributeValue(null, "RECOMMENDATION");
        return new Document(
                test.getAttributeValue(null, "ID"),
                !"not-wf".equals(test.getAttributeValue(null, "TYPE")),
                (edition == null || edition.contains("4"))
                        && (recommendation == null || recommendation.startsWith("XML1.0")),
                base.resolve(test.getAttributeValue(null, "URI")));
    }

    /**
     * A document.
     *
     * @param id its name in the corpus
     * @param wellFormed what the corpus says of it
     * @param fourthEdition whether it says so by XML 1.0 up to its fourth edition, which the parser of the JDK follows, and
     *     not by a later one or by the namespaces, which messages may ignore (A12)
     * @param file where it is
     */
    record Document(String id, boolean wellFormed, boolean fourthEdition, Path file) {

        private static final Pattern DECLARATION = Pattern.compile("\\A<\\?xml\\s.*?\\?>", Pattern.DOTALL);

        private static final Pattern PROLOG_WITH_DTD =
                Pattern.compile("\\A(\\s|<\\?.*?\\?>|<!--.*?-->)*+<!DOCTYPE", Pattern.DOTALL);

        byte[] bytes() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Its characters, at least those of its markup. */
        String text() {
            byte[] bytes = bytes();
            return new String(bytes, charset(bytes)).replaceFirst("^\uFEFF", "");
        }

        private static Charset charset(byte[] bytes) {
            int start = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
            return switch (start) {
                case 0xFEFF, '<' -> StandardCharsets.UTF_16BE;
                case 0xFFFE, '<' << 8 -> StandardCharsets.UTF_16LE;
                default ->
                    new String(bytes, StandardCharsets.US_ASCII).matches("(?is)<[?]xml[^>]*iso-8859-1.*")
                            ? StandardCharsets.ISO_8859_1
                            : StandardCharsets.UTF_8;
            };
        }

        boolean isXml11() {
            return text().matches("(?s)<\\?xml\\s+version\\s*=\\s*['\"]1\\.1.*");
        }

        boolean hasDocumentType() {
            return PROLOG_WITH_DTD.matcher(text()).find();
        }

        /** A Ping in which it is an unknown element. */
        String inPing() {
            return "<GTLMessages><Ping>" + DECLARATION.matcher(text()).replaceFirst("") + "</Ping></GTLMessages>";
        }

        @Override
        public String toString() {
            return id;
        }
    }
}
