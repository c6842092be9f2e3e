package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingDmnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                "http://www.omg.org/spec/DMN/20180521/MODEL/",
                "https://www.omg.org/spec/DMN/20191111/MODEL/",
                "https://www.omg.org/spec/DMN/20211108/MODEL/",
                "https://www.omg.org/spec/DMN/20230324/MODEL/"
            })
    void every_version_of_dmn_is_read(String namespace) throws UnusableRules {
        String file =
                TableText.table("FIRST").input("a").output("b").row("1", "2").toString();

        DmnDocument document = DmnReader.read(file.replace(TableText.NAMESPACE, namespace));

        assertThat(document.decisions()).singleElement().satisfies(decision -> assertThat(decision.name())
                .isEqualTo("Table"));
    }

    @Test
    void what_another_namespace_adds_is_read_over() throws UnusableRules {
        DmnDocument document = DmnReader.read(TableText.file("<inputData id=\"i\" name=\"x\"/>"
                + "<d:DMNDI xmlns:d=\"urn:d\"><d:decision name=\"none\"/></d:DMNDI>"));

        assertThat(document.inputs()).hasSize(1);
        assertThat(document.decisions()).isEmpty();
    }

    @Test
    void the_annotations_of_a_row_come_with_it() throws UnusableRules {
        DmnDocument document = DmnReader.read(TableText.table("FIRST")
                .output("b")
                .row("2")
                .toString()
                .replace(
                        "</rule>",
                        "<annotationEntry><text>gold first</text></annotationEntry>"
                                + "<annotationEntry><text>since 2026</text></annotationEntry></rule>"));

        var table = (DmnDocument.Table) document.decisions().get(0).logic();
        assertThat(table.rules().get(0).annotation()).isEqualTo("gold first; since 2026");
    }

    @Test
    void a_stored_version_tells_what_its_file_says_as_long_as_it_can_be_read() {
        String file = TableText.table("FIRST").output("priority").row("2").toString();

        assertThat(stored(file).document()).hasValueSatisfying(document -> assertThat(document.decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.name()).isEqualTo("Table")));
        assertThat(stored("<old/>").document()).isEmpty();
    }

    private static RuleVersion stored(String file) {
        RulePlace place = RulePlace.global(RuleService.PRIORITIZATION);
        return new RuleVersion(place, 1, "Table", file, "admin", Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void a_document_type_is_refused() {
        assertRefused(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + TableText.file("&e;"),
                "not well-formed XML at line 1",
                "DOCTYPE");
    }

    @Test
    void a_file_that_is_too_long_is_refused_unread() {
        assertRefused(" ".repeat(DmnReader.MAX_LENGTH + 1), "1048577 characters");
    }

    @Test
    void another_root_is_refused() {
        assertRefused("<definitions/>", "must be definitions of DMN 1.1 to 1.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<import/> | imports another file",
                "<decision name=\"D\"><context/></decision> | Table \"D\": It is made by a boxed context",
                "<decision name=\"D\"/> | Table \"D\": It says not how it is made",
                "<decision><literalExpression/></decision> | a decision without a name",
                "<inputData name=\"x\"/><inputData name=\"x\"/> | two elements with the name x",
                "<decision name=\"D\"><literalExpression expressionLanguage=\"groovy\"/></decision> | language groovy",
                "<decision name=\"D\"><decisionTable hitPolicy=\"BEST\"><output/></decisionTable></decision> | hit policy BEST",
                "<decision name=\"D\"><decisionTable/></decision> | no output column",
                "<decision name=\"D\"><decisionTable><output/><output/></decisionTable></decision> | one has no name",
                "<decision name=\"D\"><decisionTable><output/><rule/></decisionTable></decision> | row 1: The row has 0 inputs and 0 outputs",
                "<businessKnowledgeModel name=\"f\"/> | Table \"f\": It says not how it is made",
                "<businessKnowledgeModel name=\"f\"><encapsulatedLogic kind=\"Java\"><literalExpression/></encapsulatedLogic></businessKnowledgeModel> | of the kind Java",
            })
    void what_is_not_supported_is_refused_by_name(String elements, String message) {
        assertRefused(TableText.file(elements), message);
    }

    private static void assertRefused(String file, String... messages) {
        assertThatExceptionOfType(UnusableRules.class)
                .isThrownBy(() -> DmnReader.read(file))
                .withMessageContainingAll(messages);
    }
}
