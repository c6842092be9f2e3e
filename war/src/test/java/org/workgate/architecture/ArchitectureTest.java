package org.workgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.workgate");

    @ParameterizedTest
    @EnumSource
    void the_house_keeps_the_rule(HouseRule rule) {
        rule.rule().check(HOUSE);
    }

    /** Of the examples, those called Offending… and no others must be reported. */
    @ParameterizedTest
    @EnumSource
    void the_rule_finds_what_offends_it(HouseRule rule) {
        JavaClasses examples =
                new ClassFileImporter().importPackages("org.workgate.architecture.violations." + rule.violations());
        List<String> names = examples.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .toList();

        String report = String.join(
                "\n", rule.rule().evaluate(examples).getFailureReport().getDetails());

        assertThat(names)
                .filteredOn(name -> name.contains("Offending"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(report).containsPattern(Pattern.quote(name) + "\\b"));
        assertThat(names).filteredOn(name -> name.contains("Blameless")).allSatisfy(name -> assertThat(report)
                .doesNotContain(name));
    }
}
