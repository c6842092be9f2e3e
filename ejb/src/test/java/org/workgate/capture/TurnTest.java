package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.workgate.capture.InputQueue.Waiting;
import org.workgate.structure.CapturePoint.BatchLimits;

class TurnTest {

    private static final BatchLimits LIMITS = new BatchLimits(3, 100, Duration.ofHours(1));

    private long nanoTime;

    private Turn turn(int maxMessages) {
        return new Turn(null, true, 7, maxMessages, LIMITS, () -> nanoTime);
    }

    private static Waiting message(String id) {
        return new Waiting(id, 4);
    }

    @Test
    void it_takes_as_many_messages_as_the_limits_allow() {
        Turn turn = turn(Integer.MAX_VALUE);

        turn.takes(message("m1"), 10);
        turn.takes(message("m2"), 10);
        assertThat(turn.mayTakeMore()).isTrue();
        turn.takes(message("m3"), 10);

        assertThat(turn.mayTakeMore()).isFalse();
        assertThat(turn.messageIds()).containsExactly("m1", "m2", "m3");
    }

    @Test
    void where_no_backlog_is_likely_it_takes_one() {
        Turn turn = turn(1);

        turn.takes(message("m1"), 10);

        assertThat(turn.mayTakeMore()).isFalse();
    }

    @Test
    void the_sizes_of_its_messages_add_up() {
        Turn turn = turn(Integer.MAX_VALUE);

        turn.takes(message("m1"), 99);
        assertThat(turn.mayTakeMore()).isTrue();
        turn.takes(message("m2"), 1);

        assertThat(turn.mayTakeMore()).isFalse();
    }

    @Test
    void it_ends_when_its_time_is_over() {
        Turn turn = turn(Integer.MAX_VALUE);
        nanoTime += Duration.ofHours(1).toNanos() - 1;
        assertThat(turn.mayTakeMore()).isTrue();
        nanoTime++;

        assertThat(turn.mayTakeMore()).isFalse();
    }

    @Test
    void it_works_under_the_lease_that_it_was_given() {
        assertThat(turn(1).leaseNumber()).isEqualTo(7);
    }
}
