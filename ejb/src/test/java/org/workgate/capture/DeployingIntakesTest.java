package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.workgate.structure.CapturePoint;

/** The descriptors have as many message-driven beans as there can be capture points that take messages. */
class DeployingIntakesTest {

    private static final List<String> NUMBERS = IntStream.rangeClosed(1, CapturePoint.INTAKES)
            .mapToObj(Integer::toString)
            .toList();

    @Test
    void each_intake_has_a_bean_that_knows_its_number() throws Exception {
        Document descriptor = read("ejb-jar.xml");

        assertThat(values(descriptor, "//*[local-name()='message-driven']/*[local-name()='ejb-name']"))
                .isEqualTo(NUMBERS.stream().map("GtlMessageBean"::concat).toList());
        assertThat(
                        values(
                                descriptor,
                                "//*[local-name()='env-entry'][*[local-name()='env-entry-name']='number']/*[local-name()='env-entry-value']"))
                .isEqualTo(NUMBERS);
    }

    @Test
    void each_intake_is_fed_by_an_activation_specification_of_its_number() throws Exception {
        Document bindings = read("ibm-ejb-jar-bnd.xml");

        assertThat(values(bindings, "//*[local-name()='message-driven']/@name"))
                .isEqualTo(NUMBERS.stream().map("GtlMessageBean"::concat).toList());
        assertThat(values(bindings, "//@activation-spec-binding-name"))
                .isEqualTo(NUMBERS.stream().map("jms/workgate/intake/"::concat).toList());
    }

    private static Document read(String name) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream file = DeployingIntakesTest.class.getResourceAsStream("/META-INF/" + name)) {
            if (file == null) {
                throw new IOException("META-INF/" + name + " is missing");
            }
            return factory.newDocumentBuilder().parse(file);
        }
    }

    private static List<String> values(Document document, String path) throws Exception {
        var nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
