package org.workgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What always holds of a task (3.4), whatever happens to it in whichever order, from all sides. */
class KeepingInvariantsTest {

    private static final int LIVES = 10_000;
    private static final int EVENTS = 12;
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    @Tag("R90")
    @Tag("R163")
    void no_sequence_of_events_breaks_what_always_holds() {
        Set<TaskStatus> reached = EnumSet.noneOf(TaskStatus.class);
        for (int seed = 0; seed < LIVES; seed++) {
            var life = new Life(seed);
            for (int i = 0; i < EVENTS; i++) {
                life.step();
                reached.add(life.task.status());
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(TaskStatus.values());
    }

    /** A task to which things happen at random. */
    private static final class Life {

        private final int seed;
        private final Random random;
        private final Task.CapturedBy by;
        private final Task task;
        private final Set<String> submissions = new HashSet<>();
        private final List<String> happened = new ArrayList<>();
        private Instant now = START;

        Life(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.by = new Task.CapturedBy(
                    "mq",
                    "demo",
                    "backoffice",
                    true,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean());
            var values = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
            if (random.nextBoolean()) {
                values.put(TaskAttribute.ACTIVATION, START.plusSeconds(random.nextInt(300)));
            }
            task = new Task(
                    by,
                    new TaskCommand.Create("C1", new AttributeValues(values, Map.of()), random.nextInt(5) == 0),
                    Tasks.NOBODY,
                    START);
        }

        void step() {
            now = now.plusSeconds(random.nextInt(60));
            TaskStatus before = task.status();
            boolean active = isActive();
            String submission = task.distributionId();
            switch (random.nextInt(3)) {
                case 0 -> ask();
                case 1 -> serve();
                default -> reportBack();
            }
            check(before, active, submission);
        }

        private boolean isActive() {
            Object activation = TaskAttribute.ACTIVATION.of(task);
            return activation == null || !((Instant) activation).isAfter(now);
        }

        /** A request from outside: exactly one event, or a refusal and no change. */
        private void ask() {
            var address = new TaskAddress(null, "C1");
            TaskCommand.Change command =
                    switch (random.nextInt(8)) {
                        case 0, 1 -> new TaskCommand.Hold(address);
                        case 2, 3 -> new TaskCommand.Resume(address);
                        case 4 -> new TaskCommand.Restart(address, random.nextBoolean());
                        case 5 -> random.nextInt(4) == 0 ? new TaskCommand.Cancel(address) : update(address);
                        case 6 -> random.nextInt(4) == 0 ? new TaskCommand.Complete(address) : update(address);
                        default -> update(address);
                    };
            TaskStatus before = task.status();
            var unchanged = new AttributeChanges.Snapshot(task);
            if (task.refusal(command, by).isPresent()) {
                happened.add("refused " + command.event());
                assertThat(task.status()).as(toString()).isEqualTo(before);
                assertThat(unchanged
                                .until(new AttributeChanges.Snapshot(task), List.of())
                                .isEmpty())
                        .as(toString())
                        .isTrue();
                return;
            }
            TaskEvent event = task.carryOut(command, by, Tasks.NOBODY, now);
            happened.add(event.getClass().getSimpleName());
            if (before == TaskStatus.DISTRIBUTED && command instanceof TaskCommand.Hold) {
                task.carryOut(new TaskCommand.Resume(address), by, Tasks.NOBODY, now);
                assertThat(task.status()).as(toString()).isEqualTo(TaskStatus.QUEUED);
            } else if (command instanceof TaskCommand.Hold) {
                task.carryOut(new TaskCommand.Resume(address), by, Tasks.NOBODY, now);
                assertThat(task.status()).as(toString()).isEqualTo(before);
                task.carryOut(command, by, Tasks.NOBODY, now);
            }
        }

        private TaskCommand.Update update(TaskAddress address) {
            var values = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
            switch (random.nextInt(3)) {
                case 0 -> values.put(TaskAttribute.PRIORITY, random.nextBoolean() ? null : random.nextInt(9));
                case 1 -> values.put(TaskAttribute.ACTIVATION, now.plusSeconds(random.nextInt(120) - 60));
                default -> values.put(TaskAttribute.DUE, now.plusSeconds(random.nextInt(120)));
            }
            return new TaskCommand.Update(address, new AttributeValues(values, Map.of()), List.of());
        }

        /** The product's services, in so far as they have something to do. */
        private void serve() {
            if (task.isToBeClassified(now)) {
                ruled(classification());
            } else if (task.isToBePrioritized(by, now) || task.isToBeReprioritized(now)) {
                ruled(prioritization());
            } else if (task.isToBeDistributed("desk", now)) {
                String id = "D" + seed + "-" + submissions.size();
                happened.add(task.distribute(id, "desk", now).getClass().getSimpleName());
                assertThat(submissions.add(id)).isTrue();
            }
        }

        private void ruled(Ruling ruling) {
            happened.add(task.accept(ruling, by, now).getClass().getSimpleName());
        }

        private Ruling classification() {
            return switch (random.nextInt(12)) {
                case 0 -> new Ruling.Inactive(Ruling.Values.NONE, null, "ended", Explanation.NONE);
                case 1 -> new Ruling.Inactive(Ruling.Values.NONE, now.plusSeconds(60), "not begun", Explanation.NONE);
                case 2 -> new Ruling.Unclassified(Ruling.Values.NONE, "no process", Explanation.NONE);
                default ->
                    new Ruling.Classified(
                            new Ruling.Values(Map.of(TaskAttribute.PROCESS_ID, "ORDERS"), "desk"), Explanation.NONE);
            };
        }

        private Ruling prioritization() {
            if (random.nextInt(12) == 0) {
                return new Ruling.Unprioritized("wrong row", Explanation.NONE);
            }
            var values = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
            values.put(TaskAttribute.PRIORITY, random.nextInt(100));
            values.put(TaskAttribute.REPRIORITIZE, random.nextBoolean() ? null : now.plusSeconds(random.nextInt(60)));
            return new Ruling.Prioritized(new Ruling.Values(values, null), Explanation.NONE);
        }

        /** A distribution system, also when it has no say any more. */
        private void reportBack() {
            String id = submissions.isEmpty() ? "D" : "D" + seed + "-" + random.nextInt(submissions.size());
            if (task.isStale(id, "desk")) {
                happened.add("stale " + id);
                return;
            }
            DistributionReport report =
                    switch (random.nextInt(10)) {
                        case 0 -> new DistributionReport.Returned();
                        case 1 -> new DistributionReport.Restarted();
                        case 2 -> new DistributionReport.Completed(AttributeValues.NONE, List.of());
                        case 9 -> {
                            var meanings = DistributionReport.Removed.Meaning.values();
                            yield new DistributionReport.Removed(meanings[random.nextInt(meanings.length)]);
                        }
                        case 3, 4 -> new DistributionReport.MovedToQueue("q", "InteractionQueue", null);
                        case 5 ->
                            new DistributionReport.Updated(
                                    new AttributeValues(Map.of(TaskAttribute.PRIORITY, random.nextInt(9)), Map.of()),
                                    List.of());
                        default -> new DistributionReport.Assigned(random.nextBoolean() ? "ann" : "bob");
                    };
            task.accept(report, by, Tasks.NOBODY, now)
                    .ifPresent(event -> happened.add(event.getClass().getSimpleName()));
        }

        private void check(TaskStatus before, boolean active, @Nullable String submission) {
            TaskStatus status = task.status();
            String life = toString();
            assertThat(TaskAttribute.HELD.of(task) != null).as(life).isEqualTo(status.isHeld());
            if (before.isFinal()) {
                assertThat(status).as(life).isEqualTo(before);
            }
            boolean submitted = status == TaskStatus.DISTRIBUTED || status == TaskStatus.ASSIGNED;
            if (submitted) {
                assertThat(task.distributionId()).as(life).isNotNull();
                if (submission == null) {
                    assertThat(active).as(life).isTrue();
                    assertThat(before).as(life).isEqualTo(TaskStatus.QUEUED);
                } else {
                    assertThat(task.distributionId()).as(life).isEqualTo(submission);
                }
            } else if (status != TaskStatus.COMPLETED) {
                assertThat(task.distributionId()).as(life).isNull();
            }
            if (status.isHeld() || !isActive()) {
                assertThat(task.isToBeDistributed("desk", now)).as(life).isFalse();
                assertThat(task.isToBeReprioritized(now)).as(life).isFalse();
            }
            assertThat(TaskAttribute.ASSIGNED_TO_USER.of(task) != null)
                    .as(life)
                    .isEqualTo(status == TaskStatus.ASSIGNED
                            || (status == TaskStatus.COMPLETED && before == TaskStatus.ASSIGNED)
                            || (status == TaskStatus.COMPLETED
                                    && before == TaskStatus.COMPLETED
                                    && TaskAttribute.ASSIGNED.of(task) != null));
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + task.status() + " after " + happened;
        }
    }
}
