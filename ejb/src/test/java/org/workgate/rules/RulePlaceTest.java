package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
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
}
