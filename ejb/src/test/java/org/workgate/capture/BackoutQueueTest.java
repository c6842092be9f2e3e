package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.capture.BackoutQueue.Place;

class BackoutQueueTest {

    @Test
    void a_place_is_found_again_by_its_text() {
        var place = new Place(1_764_000_000_000L, "414d51:20_a.b-c");

        assertThat(Place.parse(place.text())).contains(place);
    }

    /** The ID becomes a part of a selector, where a quote would end it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "m1", "1764000000000", "~m1", "then~m1", "1~", "1~m'1", "1~m 1"})
    void a_text_that_means_no_place_or_would_change_the_selector_is_none(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }
}
