package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.gtl.XmlConformanceCorpus.Document;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** What the reader says of the documents by which XML processors are judged (A37, A38, A76). The profile fetches them. */
@Tag("conformance")
class XmlConformanceTest {

    private static final GtlReader READER = new GtlReader(new ReadingRules(ZoneId.of("UTC"), 1 << 20, 64, 100_000));

    static List<Document> all() throws IOException, XMLStreamException {
        return XmlConformanceCorpus.documents();
    }

    static Stream<Document> plain() throws IOException, XMLStreamException {
        return all().stream()
                .filter(document -> document.fourthEdition() && !document.isXml11() && !document.hasDocumentType());
    }

    static Stream<Document> wellFormed() throws IOException, XMLStreamException {
        return plain().filter(Document::wellFormed);
    }

    static Stream<Document> malformedInTheRoot() throws IOException, XMLStreamException {
        return plain().filter(document -> !document.wellFormed())
                .filter(document -> Verdict.on(new InputSource(new StringReader(document.text())))
                        .isInTheRoot());
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_cause_stated_is_right(Document document) {
        GtlRequest.Unreadable answer = unreadable(READER.read(document.bytes()));
        String detail = answer.refusal().parameters().get(0);
        String place = answer.refusal().parameters().get(1);
        Verdict verdict = Verdict.on(new InputSource(new StringReader(document.text())));

        if (detail.equals("The message is empty")) {
            assertThat(document.text()).isBlank();
        } else if (detail.startsWith("The encoding ") || detail.startsWith("The message is not valid ")) {
            assertThat(document.wellFormed()).isFalse();
            assertThat(Verdict.on(new InputSource(new ByteArrayInputStream(document.bytes())))
                            .fault())
                    .isNotNull();
        } else if (detail.startsWith("The message is XML 1.1")) {
            assertThat(document.isXml11()).isTrue();
        } else if (detail.equals("A document type declaration is not allowed")) {
            assertThat(document.hasDocumentType()).isTrue();
        } else if (detail.startsWith("The root element must be GTLMessages, not ")) {
            assertThat(document.isXml11() || document.hasDocumentType()).isFalse();
            assertThat(place).isEqualTo("/" + verdict.root());
        } else if (detail.startsWith("The message is not well-formed XML")) {
            assertThat(document.isXml11() || document.hasDocumentType()).isFalse();
            assertThat(document.wellFormed() && document.fourthEdition()).isFalse();
            if (verdict.fault() == null) {
                assertThat(document.fourthEdition())
                        .as("a fault of the namespaces alone")
                        .isFalse();
            } else {
                assertThat(verdict.root()).isNull();
                assertThat(place).isEqualTo(verdict.fault());
            }
        } else {
            fail("No cause that was thought of: %s", detail);
        }
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void what_is_well_formed_is_read_over_in_a_ping(Document document) {
        assertThat(READER.read(document.inPing())).containsExactly(new GtlRequest.Ping());
    }

    @ParameterizedTest
    @MethodSource("malformedInTheRoot")
    void what_is_not_is_told_where_it_is_not(Document document) {
        GtlRequest.Unreadable answer = unreadable(READER.read(document.inPing()));

        assertThat(answer.refusal().parameters().get(0)).startsWith("The message is not well-formed XML");
        assertThat(answer.refusal().parameters().get(1))
                .isEqualTo(Verdict.on(new InputSource(new StringReader(document.inPing())))
                        .fault());
    }

    private static GtlRequest.Unreadable unreadable(List<GtlRequest> answers) {
        assertThat(answers).singleElement().isInstanceOf(GtlRequest.Unreadable.class);
        return (GtlRequest.Unreadable) answers.get(0);
    }

    /**
     * What a parser of another kind says.
     *
     * @param root the name of the root, or null if it did not come to it
     * @param fault line and column of the first fault, or null where there is none
     * @param rootClosed whether it came to the end of the root
     */
    private record Verdict(@Nullable String root, @Nullable String fault, boolean rootClosed) {

        static Verdict on(InputSource document) {
            var content = new Content();
            String fault = null;
            try {
                SAXParserFactory.newDefaultInstance().newSAXParser().parse(document, content);
            } catch (SAXParseException e) {
                fault = e.getLineNumber() + ":" + e.getColumnNumber();
            } catch (IOException e) {
                fault = e.toString();
            } catch (SAXException | ParserConfigurationException e) {
                throw new AssertionError(e);
            }
            return new Verdict(content.root, fault, content.root != null && content.depth == 0);
        }

        boolean isInTheRoot() {
            return root != null && fault != null && !rootClosed;
        }
    }

    private static final class Content extends DefaultHandler {

        private @Nullable String root;
        private int depth;

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            root = root == null ? name : root;
            depth++;
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            depth--;
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }
    }
}
