package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.workgate.task.Transition.Moves;
import org.workgate.task.Transition.MovesBack;

/** Real tasks, taken at random along the life cycle. The number of a failing walk is the seed that repeats it. */
class TaskLifecycleWalkTest {

    private static final int WALKS = 100;
    private static final int STEPS = 100;
    private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

    static Stream<Walk> walks() {
        return LongStream.range(0, WALKS).mapToObj(Walk::new);
    }

    // 3.4.1
    @ParameterizedTest
    @Tag("R90")
    @MethodSource("walks")
    void a_task_has_a_held_time_exactly_while_it_is_held(Walk walk) {
        for (int step = 0; step < STEPS; step++) {
            assertThat(TaskAttribute.HELD.of(walk.task) != null)
                    .as("%s after %s", walk.task.status(), walk.lastEvent)
                    .isEqualTo(walk.task.status().isHeld());
            walk.step();
        }
    }

    // 3.4.1
    @ParameterizedTest
    @MethodSource("walks")
    void the_held_time_is_the_time_of_the_last_move_into_a_held_status(Walk walk) {
        for (int step = 0; step < STEPS; step++) {
            if (walk.task.status().isHeld()) {
                assertThat(TaskAttribute.HELD.of(walk.task)).isEqualTo(walk.lastMove);
            }
            walk.step();
        }
    }

    // 3.4.8
    @ParameterizedTest
    @Tag("A59")
    @MethodSource("walks")
    void a_hold_and_a_resume_lead_back(Walk walk) {
        for (int step = 0; step < STEPS; step++) {
            TaskStatus before = walk.task.status();
            if (TaskLifecycle.on(before, LifecycleEvent.HOLD) instanceof Moves) {
                walk.take(LifecycleEvent.HOLD);
                assertThat(walk.task.status()).isEqualTo(TaskStatus.HELD);
                walk.take(LifecycleEvent.RESUME);
                assertThat(walk.task.status()).isEqualTo(before == TaskStatus.DISTRIBUTED ? TaskStatus.QUEUED : before);
            }
            walk.step();
        }
    }

    @ParameterizedTest
    @Tag("A59")
    @MethodSource("walks")
    void a_task_remembers_where_it_was_held_exactly_while_it_is_held(Walk walk) {
        for (int step = 0; step < STEPS; step++) {
            assertThat(walk.task.heldFromStatus() != null).isEqualTo(walk.task.status() == TaskStatus.HELD);
            walk.step();
        }
    }

    // 3.4.2
    @ParameterizedTest
    @MethodSource("walks")
    void a_final_task_stays_as_it_is(Walk walk) {
        while (!walk.task.status().isFinal()) {
            walk.step();
        }
        TaskStatus end = walk.task.status();

        for (LifecycleEvent event : LifecycleEvent.values()) {
            assertThatIllegalStateException().isThrownBy(() -> walk.task.move(event, START));
            assertThat(walk.task.status()).isEqualTo(end);
        }
    }

    @Test
    void the_walks_reach_every_status() {
        Set<TaskStatus> reached = EnumSet.noneOf(TaskStatus.class);
        walks().forEach(walk -> {
            for (int step = 0; step < STEPS; step++) {
                reached.add(walk.task.status());
                walk.step();
            }
        });

        assertThat(reached).containsExactly(TaskStatus.values());
    }

    /** A task on its way. */
    private static final class Walk {

        private final long seed;
        private final Random random;
        private final Task task;
        private Instant now = START;
        private Instant lastMove = START;
        private LifecycleEvent lastEvent;

        Walk(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            boolean hold = random.nextBoolean();
            this.lastEvent = hold ? LifecycleEvent.CREATE_HELD : LifecycleEvent.CREATE;
            this.task = new Task(
                    new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false),
                    new TaskCommand.Create("walk", AttributeValues.NONE, hold),
                    Tasks.NOBODY,
                    START);
        }

        /** Lets one of the events happen that move the task; what ends it only now and then, so that walks are long. */
        void step() {
            List<LifecycleEvent> moving = Stream.of(LifecycleEvent.values())
                    .filter(event -> {
                        Transition transition = TaskLifecycle.on(task.status(), event);
                        return transition instanceof MovesBack
                                || (transition instanceof Moves moves
                                        && (!moves.to().isFinal() || random.nextInt(STEPS) == 0));
                    })
                    .toList();
            if (!moving.isEmpty()) {
                take(moving.get(random.nextInt(moving.size())));
            }
        }

        void take(LifecycleEvent event) {
            now = now.plusSeconds(1 + random.nextInt(3600));
            task.move(event, now);
            lastMove = now;
            lastEvent = event;
        }

        @Override
        public String toString() {
            return "seed " + seed;
        }
    }
}
