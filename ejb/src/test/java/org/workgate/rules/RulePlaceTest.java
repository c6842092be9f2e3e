package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.rules.RulePlace.Level;

class RulePlaceTest {

    @Test
    void a_place_is_shown_with_its_scope() {
        assertThat(RulePlace.global(RuleService.CLASSIFICATION)).hasToString("classification, global");
        assertThat(new RulePlace(RuleService.CLASSIFICATION, Level.CAPTURE_POINT, "mq"))
                .hasToString("classification, capture point mq");
    }

    @Test
    void there_is_no_prioritization_by_capture_point_and_no_scope_of_all_tasks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePlace(RuleService.PRIORITIZATION, Level.CAPTURE_POINT, "mq"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePlace(RuleService.PRIORITIZATION, Level.GLOBAL, "mq"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "A".repeat(17)));
    }

    @ParameterizedTest
    @CsvSource({
        "classification, CLASSIFICATION, GLOBAL, ''",
        "prioritization, PRIORITIZATION, GLOBAL, ''",
        "classification.capture-point.mq, CLASSIFICATION, CAPTURE_POINT, mq",
        "prioritization.contract.SALES, PRIORITIZATION, CONTRACT, SALES",
        "prioritization.process.v1.5 Grüße, PRIORITIZATION, PROCESS, v1.5 Grüße",
    })
    void a_place_has_a_name(String name, RuleService service, Level level, String scope) {
        var place = new RulePlace(service, level, scope);

        assertThat(place.name()).isEqualTo(name);
        assertThat(RulePlace.named(name)).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Classification",
                "distribution",
                "classification.",
                "classification.global",
                "classification.global.x",
                "classification.capture_point.mq",
                "classification.contract",
                "classification.contract.",
                "classification.contract.12345678901234567",
                "prioritization.capture-point.mq",
            })
    void what_is_no_place_has_no_name(String name) {
        assertThat(RulePlace.named(name)).isEmpty();
    }
}
