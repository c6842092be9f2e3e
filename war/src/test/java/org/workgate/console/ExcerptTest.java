package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void of_a_short_message_all_is_shown() {
        assertThat(Excerpt.of("Grüße")).isEqualTo(new Excerpt("Grüße", 0));
        assertThat(Excerpt.of("x".repeat(4096))).isEqualTo(new Excerpt("x".repeat(4096), 0));
    }

    @Test
    void of_a_long_message_the_beginning_is_shown_and_how_much_follows() {
        assertThat(Excerpt.of("x".repeat(5000))).isEqualTo(new Excerpt("x".repeat(4096), 904));
    }

    @Test
    void no_character_is_cut() {
        assertThat(Excerpt.of("x" + "😀".repeat(2000))).isEqualTo(new Excerpt("x" + "😀".repeat(1023), 4 * 977));
    }

    @Test
    void what_is_no_text_is_cut_somewhere() {
        byte[] body = new byte[5000];
        Arrays.fill(body, (byte) 0x80);

        assertThat(Excerpt.of(body)).extracting(Excerpt::more).isEqualTo(5000);
    }

    @Test
    void of_what_may_not_be_read_nothing_is_shown() {
        assertThat(Excerpt.of((String) null)).isNull();
        assertThat(Excerpt.of((byte[]) null)).isNull();
    }
}
