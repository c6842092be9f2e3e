package org.workgate.it.ibmmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills of both sides in the middle of the work (A74), at their full number. */
@Tag("ibm-mq")
@Tag("long")
class KillingBothSidesIT {

    private static final int TASKS = 2_000;

    /** Which side goes down, in this order, each after another ninth of the tasks. */
    private static final List<Side> DOWN = List.of(
            Side.SERVER,
            Side.QUEUE_MANAGER,
            Side.SERVER,
            Side.SERVER,
            Side.QUEUE_MANAGER,
            Side.SERVER,
            Side.QUEUE_MANAGER,
            Side.SERVER);

    /** How soon the next task has to be there when both sides are up again. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private enum Side {
        SERVER,
        QUEUE_MANAGER
    }

    @Test
    void two_thousand_tasks_are_created_and_answered_once_in_order_though_both_sides_are_killed_eight_times() {
        try (var mq = new Installation("ibm-mq-kills")) {
            List<String> ids =
                    IntStream.range(0, TASKS).mapToObj(i -> "drill" + i).toList();
            mq.putTasks(ids);
            for (int down = 0; down < DOWN.size(); down++) {
                long reached = (long) TASKS * (down + 1) / (DOWN.size() + 1);
                Installation.await("tasks", () -> mq.created("drill") >= reached);
                Duration pause = bringDown(mq, DOWN.get(down));
                System.out.println(DOWN.get(down) + " went down at " + reached + " tasks or more; the next one came "
                        + pause.toMillis() + " ms after it was up again");
                assertThat(pause).isLessThan(SOON);
            }

            assertThat(mq.replies(TASKS)).extracting(Installation::captureId).containsExactlyElementsOf(ids);
            mq.awaitNothingInDoubt();
            assertThat(mq.created("drill")).isEqualTo(TASKS);
            assertThat(mq.input().depth()).isZero();
            assertThat(mq.output().depth()).isZero();
            assertThat(mq.queueManager.queue("GTLBackout").depth()).isZero();
            Installation.await("readiness", () -> mq.api().readiness() == 200);
        }
    }

    /** Kills it, starts it, and returns how long it takes until a further task is there. */
    private static Duration bringDown(Installation mq, Side side) {
        if (side == Side.SERVER) {
            mq.server.kill();
            long done = mq.created("drill");
            mq.server.start();
            return untilThereAreMore(mq, done);
        }
        mq.queueManager.stop();
        long done = mq.created("drill");
        mq.queueManager.start();
        return untilThereAreMore(mq, done);
    }

    private static Duration untilThereAreMore(Installation mq, long done) {
        Instant up = Instant.now();
        Installation.await("the next task", () -> mq.created("drill") > done);
        return Duration.between(up, Instant.now());
    }
}
