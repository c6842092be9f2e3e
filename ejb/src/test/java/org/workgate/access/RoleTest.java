package org.workgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "administrator", "integrator:mq", "integrator:*", "distributor:north_2-A"})
    void a_role_can_be_given_with_a_point_where_it_holds_at_points(String text) {
        assertThat(Role.canBeGiven(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Viewer",
                "viewer:mq",
                "integrator",
                "distributor",
                "integrator:",
                "integrator:m q",
                "integrator:**",
                "integrator:12345678901234567",
                "integrator:mq:crm",
                " viewer",
                "viewer\n",
                "root"
            })
    void nothing_else_can_be_given(String text) {
        assertThat(Role.canBeGiven(text)).isFalse();
    }

    @Test
    void all_there_is_can_be_given() {
        assertThat(Role.ALL).hasSize(7).allMatch(Role::canBeGiven);
    }

    @Test
    void whoever_has_a_role_at_a_point_has_the_role() {
        assertThat(Role.groups(List.of("viewer", "integrator:mq", "integrator:crm")))
                .containsExactlyInAnyOrder("viewer", "integrator", "integrator:mq", "integrator:crm");
    }
}
