package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// A9, R60
class CustomAttributesTest {

    @Test
    void a_value_is_found_by_its_name_in_any_case() {
        CustomAttributes attributes = CustomAttributes.of(Map.of("Region", "EMEA"));

        assertThat(attributes.get("Region")).isEqualTo("EMEA");
        assertThat(attributes.get("rEGION")).isEqualTo("EMEA");
        assertThat(attributes.get("other")).isNull();
    }

    @Test
    void two_are_equal_where_names_and_values_are() {
        CustomAttributes attributes = CustomAttributes.of(Map.of("region", "EMEA"));

        assertThat(attributes)
                .isEqualTo(CustomAttributes.of(Map.of("region", "EMEA")))
                .hasSameHashCodeAs(CustomAttributes.of(Map.of("region", "EMEA")))
                .isNotEqualTo(CustomAttributes.of(Map.of("region", "APAC")))
                .isNotEqualTo(Map.of("region", "EMEA"))
                .hasToString("{region=EMEA}");
        assertThat(attributes.hashCode()).isNotEqualTo(CustomAttributes.NONE.hashCode());
        assertThat(attributes.isEmpty()).isFalse();
        assertThat(CustomAttributes.of(Map.of()).isEmpty()).isTrue();
    }

    /** The first and the last of each range of the specification. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                'a', 'z', 'A', 'Z', '_', 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF, 0x370, 0x37D, 0x37F, 0x1FFF, 0x200C,
                0x200D, 0x2070, 0x218F, 0x2C00, 0x2FEF, 0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF
            })
    void a_name_begins_with_a_letter(int first) {
        assertThat(Characters.isName(Character.toString(first))).isTrue();
        assertThat(Characters.isName("a" + Character.toString(first))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {'0', '9', '-', '.', 0xB7, 0x300, 0x36F, 0x203F, 0x2040})
    void a_name_goes_on_with_more(int next) {
        assertThat(Characters.isName("a" + Character.toString(next))).isTrue();
        assertThat(Characters.isName(Character.toString(next))).isFalse();
    }

    /** Next to those, on either side. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                '`', '{', '@', '[', '/', ':', ' ', 0x7F, 0xB6, 0xB8, 0xBF, 0xD7, 0xF7, 0x37E, 0x2000, 0x200B, 0x200E,
                0x203E, 0x2041, 0x206F, 0x2190, 0x2BFF, 0x2FF0, 0x3000, 0xD800, 0xF8FF, 0xFDD0, 0xFDEF, 0xFFFE, 0xF0000
            })
    void other_characters_make_no_name(int other) {
        assertThat(Characters.isName(Character.toString(other))).isFalse();
        assertThat(Characters.isName("a" + Character.toString(other))).isFalse();
    }

    @Test
    void nothing_is_no_name() {
        assertThat(Characters.isName("")).isFalse();
    }
}
