package org.workgate.access;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final SettableClock clock = new SettableClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(name, address);
        }
    }

    @Test
    void four_failures_cost_nothing_and_each_later_one_doubles_the_wait() {
        fail(4, "ann", "10.0.0.1");
        assertThat(throttle.waitFor("ann", "10.0.0.1")).isEqualTo(ZERO);

        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ofSeconds(1));
        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ofSeconds(2));
        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ofSeconds(4));
    }

    @Test
    void the_wait_ends_by_the_clock() {
        fail(7, "ann", "10.0.0.1");

        clock.advance(ofSeconds(3));
        assertThat(throttle.waitFor("ann", "10.0.0.1")).isEqualTo(ofSeconds(1));
        clock.advance(ofSeconds(1));
        assertThat(throttle.waitFor("ann", "10.0.0.1")).isEqualTo(ZERO);
    }

    @Test
    void no_wait_is_longer_than_a_quarter_of_an_hour() {
        fail(29, "ann", "10.0.0.1");

        assertThat(throttle.waitFor("ann", "10.0.0.1")).isEqualTo(ofMinutes(15));
    }

    @Test
    void the_owner_of_a_name_is_not_slowed_down_by_a_stranger_elsewhere() {
        fail(20, "ann", "10.0.0.1");

        assertThat(throttle.waitFor("ann", "10.0.0.2")).isEqualTo(ZERO);
    }

    @Test
    void trying_many_names_from_one_address_is_slowed_down() {
        for (int i = 0; i < 30; i++) {
            throttle.failed("user" + i, "10.0.0.1");
        }

        assertThat(throttle.waitFor("another", "10.0.0.1")).isEqualTo(ofSeconds(1));
        assertThat(throttle.waitFor("another", "10.0.0.2")).isEqualTo(ZERO);
    }

    @Test
    void trying_one_name_from_many_addresses_is_slowed_down_to_one_attempt_a_minute() {
        for (int i = 0; i < 60; i++) {
            throttle.failed("ann", "10.0.0." + i);
        }

        assertThat(throttle.waitFor("ann", "10.0.1.1")).isEqualTo(ofMinutes(1));
        assertThat(throttle.waitFor("bob", "10.0.1.1")).isEqualTo(ZERO);
    }

    @Test
    void a_success_clears_the_count_of_the_name_but_not_of_the_address() {
        fail(29, "eve", "10.0.0.1");
        throttle.succeeded("eve", "10.0.0.1");
        assertThat(throttle.waitFor("eve", "10.0.0.1")).isEqualTo(ZERO);

        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ofSeconds(1));
    }

    @Test
    void a_count_is_forgotten_a_quarter_of_an_hour_after_its_last_wait() {
        fail(5, "ann", "10.0.0.1");

        clock.advance(ofMinutes(15).plusSeconds(1));
        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ofSeconds(2));

        clock.advance(ofMinutes(15).plusSeconds(3));
        assertThat(throttle.failed("ann", "10.0.0.1")).isEqualTo(ZERO);
    }

    @Test
    void memory_is_bounded_and_keeps_the_counts_used_last() {
        fail(5, "ann", "10.0.0.1");
        for (int i = 0; i < SignInThrottle.MAX_COUNTS; i++) {
            throttle.waitFor("ann", "10.0.0.1");
            throttle.failed("user" + i, "10.1." + i / 250 + "." + i % 250);
        }

        assertThat(throttle.size()).isEqualTo(SignInThrottle.MAX_COUNTS);
        assertThat(throttle.waitFor("ann", "10.0.0.1")).isEqualTo(ofSeconds(1));
    }
}
