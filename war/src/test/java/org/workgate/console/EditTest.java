package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditTest {

    /** A browser shows a value on one line; it leaves the ends of lines out, and sends it so. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "one\ntwo", "one\r\ntwo\r\n", " one", "one \t", "\n", "  "})
    void a_value_that_was_not_touched_stays_as_it_is(String before) {
        var field = new Edit.Field(null, "region", before);

        field.setText(before.replace("\r", "").replace("\n", ""));

        assertThat(field.getText()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"'one two', one two", "' onetwo!', onetwo!", "'', ", "' ', "})
    void what_is_typed_replaces_it_without_blanks_at_its_ends(String sent, @Nullable String text) {
        var field = new Edit.Field(null, "region", "one\ntwo");

        field.setText(sent);

        assertThat(field.getText()).isEqualTo(text);
    }
}
