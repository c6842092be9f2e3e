package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.workgate.console.Operate.Fate;
import org.workgate.console.Operate.Subject;
import org.workgate.operation.Operation;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.reporting.TaskRow;
import org.workgate.task.Channel;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Outcome;
import org.workgate.task.Refusal;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskStatus;

class OperateTest {

    private static final Outcome DONE = new Outcome.Accepted(null);
    private static final Outcome REFUSED = new Outcome.Refused(Refusal.taskNotFound("BrokerId", "3"));

    private final House house = new House();
    private final Operations operations = new Operations();

    private Operate page(int... brokerIds) {
        return new Operate(
                operations,
                house,
                Operation.HOLD,
                IntStream.of(brokerIds).mapToObj(OperateTest::row).toList());
    }

    private static TaskRow row(int brokerId) {
        return new TaskRow(brokerId, "c", "mq", TaskStatus.QUEUED, null, null, null, Instant.EPOCH, null);
    }

    @Test
    void of_a_task_whose_operation_failed_it_is_said_that_nobody_knows_and_those_behind_are_not_tried()
            throws IOException {
        operations.outcomes.put(2, new EJBException("The database is down"));
        Operate page = page(1, 2, 3);

        page.perform();

        assertThat(page.getSubjects()).extracting(Subject::fate).containsExactly(Fate.DONE, Fate.UNKNOWN, Fate.OPEN);
        assertThat(page.getSubjects().get(1).why()).endsWith("look at the task before you try again");
        assertThat(page.getSummary()).isEqualTo("1 done, 1 not known, 1 not tried.");
    }

    @Test
    void what_was_not_tried_can_be_tried_again_and_nothing_else_is() throws IOException {
        operations.outcomes.put(2, new EJBException("The database is down"));
        operations.outcomes.put(3, REFUSED);
        Operate page = page(1, 2, 3);
        page.perform();
        assertThat(page.getLeft()).isEqualTo(1);

        page.perform();

        assertThat(operations.asked).containsExactly("1 version 7", "2 version 7", "3 version 7");
        assertThat(page.getSummary()).isEqualTo("1 done, 1 refused, 1 not known.");
    }

    @Test
    void what_waits_for_the_distribution_system_is_not_called_done() throws IOException {
        operations.outcomes.put(1, new Outcome.Pending(null));
        operations.outcomes.put(3, REFUSED);
        Operate page = page(1, 2, 3);

        page.perform();

        assertThat(page.getSummary()).isEqualTo("1 done, 1 waiting for the distribution system, 1 refused.");
    }

    @Test
    void a_task_that_has_another_status_than_was_shown_is_left_alone_until_it_is_confirmed_again() throws IOException {
        house.statuses.put(2, TaskStatus.ASSIGNED);
        operations.outcomes.put(1, REFUSED);
        Operate page = page(1, 2);

        page.perform();

        assertThat(operations.asked).containsExactly("1 version 7");
        assertThat(page.getSubjects().get(1).fate()).isEqualTo(Fate.CHANGED);
        assertThat(page.getSubjects().get(1).why()).isEqualTo("is Assigned by now");
        assertThat(page.getImpossible()).isEqualTo(1);

        page.perform();
        assertThat(operations.asked).containsExactly("1 version 7", "2 version 7");
    }

    @Test
    void a_task_that_has_changed_but_not_its_status_is_looked_at_again_and_operated() throws IOException {
        operations.overtaken = true;
        operations.outcomes.put(1, REFUSED);
        Operate page = page(1);

        page.perform();

        assertThat(operations.asked).containsExactly("1 version 7", "1 version 8");
    }

    @Test
    void a_reason_that_cannot_be_one_is_told_before_anything_is_done() throws IOException {
        operations.outcomes.put(1, new EJBException(new InvalidValueException("The reason", "is too long")));
        Operate page = page(1, 2);

        page.perform();

        assertThat(page.getProblem()).isEqualTo("The reason is too long");
        assertThat(page.isReasonRefused()).isTrue();
        assertThat(page.isCarriedOut()).isFalse();
        assertThat(operations.asked).hasSize(1);
    }

    @Test
    void a_task_that_cannot_be_looked_at_is_not_tried_nor_are_those_behind_until_it_can() throws IOException {
        house.closed.add(2);
        operations.outcomes.put(3, REFUSED);
        Operate page = page(1, 2, 3);

        page.perform();

        assertThat(page.getSubjects()).extracting(Subject::fate).containsExactly(Fate.DONE, Fate.OPEN, Fate.OPEN);
        assertThat(page.getProblem()).startsWith("Task 2 and what follows it were not tried: ");
        assertThat(page.isReasonRefused()).isFalse();
        assertThat(page.getSummary()).isEqualTo("1 done, 2 not tried.");

        house.closed.clear();
        page.perform();
        assertThat(operations.asked).containsExactly("1 version 7", "2 version 7", "3 version 7");
        assertThat(page.getProblem()).isNull();
        assertThat(page.getSummary()).isEqualTo("2 done, 1 refused.");
    }

    /** Tasks whose statuses and versions the test decides upon, and whether they can be looked at. */
    private final class House extends TaskListing {

        private final Map<Integer, TaskStatus> statuses = new HashMap<>();
        private final Set<Integer> closed = new HashSet<>();

        @Override
        public Optional<TaskDetails> details(int brokerId) {
            if (closed.contains(brokerId)) {
                throw new EJBException("The database is down");
            }
            return Optional.of(new TaskDetails(
                    brokerId,
                    "c",
                    "mq",
                    null,
                    null,
                    operations.asked.isEmpty() || !operations.overtaken ? 7 : 8,
                    statuses.getOrDefault(brokerId, TaskStatus.QUEUED),
                    null,
                    Map.of(),
                    Map.of(),
                    Map.of()));
        }
    }

    /** Operations that end as the test lets them end, and remember what they were asked. */
    private static final class Operations extends TaskOperations {

        private final Map<Integer, Object> outcomes = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private boolean overtaken;

        @Override
        public Outcome perform(
                TaskCommand.Change change, @Nullable Integer seen, Channel channel, @Nullable String reason) {
            int brokerId = change.address().brokerId();
            asked.add(brokerId + " version " + seen);
            if (overtaken && asked.size() == 1) {
                return new Outcome.Overtaken(null);
            }
            Object outcome = outcomes.getOrDefault(brokerId, DONE);
            if (outcome instanceof EJBException failure) {
                throw failure;
            }
            return (Outcome) outcome;
        }
    }
}
