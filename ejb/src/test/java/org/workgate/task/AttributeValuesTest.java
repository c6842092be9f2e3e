package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeValuesTest {

    @Test
    void nothing_is_given_only_where_neither_kind_is() {
        assertThat(AttributeValues.NONE.isEmpty()).isTrue();
        assertThat(new AttributeValues(Map.of(TaskAttribute.PRIORITY, 1), Map.of()).isEmpty())
                .isFalse();
        assertThat(new AttributeValues(Map.of(), Map.of("region", "EMEA")).isEmpty())
                .isFalse();
    }

    // A50: what is given as null is given
    @Test
    void what_is_given_goes_before_what_others_say() {
        var given =
                new AttributeValues(Collections.singletonMap(TaskAttribute.CATEGORY, null), Map.of("Region", "EMEA"));
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("region", "APAC");
        defaults.put("color", "red");

        AttributeValues all = given.orElse(
                new AttributeValues(Map.of(TaskAttribute.CATEGORY, "Followup", TaskAttribute.PRIORITY, 5), defaults));

        assertThat(all.attributes())
                .containsEntry(TaskAttribute.CATEGORY, null)
                .containsEntry(TaskAttribute.PRIORITY, 5);
        assertThat(all.custom()).isEqualTo(Map.of("Region", "EMEA", "color", "red"));
    }
}
