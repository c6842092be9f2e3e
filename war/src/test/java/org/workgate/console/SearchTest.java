package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    private final Search search = new Search();

    @ParameterizedTest
    @ValueSource(strings = {"\0", "SR-1\0", "\uFFFE"})
    void a_text_that_no_capture_id_can_have_narrows_the_list_to_nothing(String text) {
        search.setText(text);

        assertThat(search.isNarrowed()).isTrue();
        assertThat(search.isVain()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "SR-1", "Bestellung für 😀"})
    void any_other_text_can_find_something(String text) {
        search.setText(text);

        assertThat(search.isVain()).isFalse();
    }
}
