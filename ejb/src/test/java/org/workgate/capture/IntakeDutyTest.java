package org.workgate.capture;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.jms.JMSRuntimeException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.capture.InputQueue.Waiting;
import org.workgate.capture.IntakeStatus.Condition;
import org.workgate.notification.OutputProbe;
import org.workgate.platform.TestDatabase;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoint.BatchLimits;

// A73, A74, A75
class IntakeDutyTest {

    private static final BatchLimits BATCH = new BatchLimits(3, 1000, Duration.ofHours(1));

    /** What the server offers to open and close endpoints by. */
    public interface EndpointControlMBean {
        void pause(String endpoint);

        void resume(String endpoint);
    }

    /** Notes what is asked of it. */
    public static final class EndpointControl implements EndpointControlMBean {
        private final List<String> asked = new ArrayList<>();

        @Override
        public synchronized void pause(String endpoint) {
            asked.add("close " + endpoint);
        }

        @Override
        public synchronized void resume(String endpoint) {
            asked.add("open " + endpoint);
        }

        synchronized List<String> asked() {
            return List.copyOf(asked);
        }
    }

    /** A queue of which a test says what lies on it. */
    private static final class Queue extends InputQueue {
        private List<Waiting> shown = List.of();
        private boolean away;
        private Runnable whileLookedAt = () -> {};

        void shows(String... messageIds) {
            shown = Stream.of(messageIds).map(IntakeDutyTest::message).toList();
        }

        @Override
        public List<Waiting> front(CapturePoint capturePoint, int atLeast, Set<String> until) {
            if (away) {
                throw new JMSRuntimeException("The broker is away");
            }
            whileLookedAt.run();
            return shown;
        }
    }

    /** A queue of which a test says why it takes nothing. */
    private static final class Output extends OutputProbe {
        private @Nullable String refusal;

        @Override
        public Optional<String> refusal(CapturePoint capturePoint) {
            return Optional.ofNullable(refusal);
        }
    }

    private final EntityManagerFactory entities = TestDatabase.lasting();

    private final EndpointControl control = new EndpointControl();
    private final Queue queue = new Queue();
    private final Output output = new Output();
    private final List<IntakeOpened> opened = new ArrayList<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private StoredLeases leases;
    private ObjectName controlName;
    private Runnable round;
    private boolean roundsEnded;
    private long nanoTime = Duration.ofDays(1).toNanos();

    @BeforeEach
    void start() throws Exception {
        TestDatabase.inTransaction(entities, entityManager -> entityManager
                .createQuery("delete from IntakeLease")
                .executeUpdate());
        leases = new StoredLeases(entities);
        controlName = ObjectName.getInstance("WebSphere:feature=kernel,name=ServerEndpointControl");
        server().registerMBean(new StandardMBean(control, EndpointControlMBean.class), controlName);
    }

    @AfterEach
    void stop() throws Exception {
        server().unregisterMBean(controlName);
        worker.shutdownNow();
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** An executor whose rounds come when the test says so. */
    private ManagedScheduledExecutorService executor() {
        return (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "scheduleWithFixedDelay" -> {
                            round = (Runnable) arguments[0];
                            return Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {ScheduledFuture.class},
                                    (rounds, cancel, how) -> {
                                        roundsEnded = cancel.getName().equals("cancel");
                                        return true;
                                    });
                        }
                        case "execute" -> {
                            worker.submit((Runnable) arguments[0]).get();
                            return null;
                        }
                        case "submit" -> {
                            return worker.submit((Runnable) arguments[0]);
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private IntakeDuty duty(String server, int intake) {
        var duty = new IntakeDuty(
                CapturePointOf.intake(intake, BATCH),
                server,
                new IntakeEndpoint("intake" + intake),
                leases,
                queue,
                output,
                executor(),
                opened::add,
                () -> nanoTime);
        duty.begin();
        return duty;
    }

    private IntakeDuty open() {
        IntakeDuty duty = duty("left", 1);
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        return duty;
    }

    private void passes(Duration time) {
        nanoTime += time.toNanos();
        leases.advance(time);
    }

    private static Waiting message(String id) {
        return new Waiting(id, 4);
    }

    private static Turn ended(IntakeDuty duty, int status, String... messageIds) {
        Turn turn = duty.turn();
        for (String messageId : messageIds) {
            turn.takes(message(messageId), 1);
        }
        turn.beforeCompletion();
        turn.afterCompletion(status);
        return turn;
    }

    private static int mayTake(IntakeDuty duty) {
        return mayTakeOf(duty, "probe0");
    }

    /** How many messages a turn may take that begins with this one. */
    private static int mayTakeOf(IntakeDuty duty, String messageId) {
        Turn turn = duty.turn();
        turn.takes(message(messageId), 0);
        int taken = 1;
        while (turn.mayTakeMore()) {
            taken++;
            turn.takes(message("probe" + taken), 0);
        }
        turn.afterCompletion(Status.STATUS_COMMITTED);
        return taken;
    }

    @Test
    void nothing_is_taken_before_the_first_round() {
        IntakeDuty duty = duty("left", 1);

        assertThat(duty.status().condition()).isEqualTo(Condition.STARTING);
        assertThat(duty.turn().isAllowed()).isFalse();
        assertThat(control.asked()).isEmpty();
    }

    @Test
    void a_round_that_finds_all_well_opens_the_endpoint_and_tells() {
        IntakeDuty duty = open();

        assertThat(control.asked()).containsExactly("open intake1");
        assertThat(opened).containsExactly(new IntakeOpened("mq"));
        assertThat(duty.status().isReady()).isTrue();
        Turn turn = duty.turn();
        assertThat(turn.isAllowed()).isTrue();
        assertThat(leases.fence("mq", turn.leaseNumber())).isTrue();
    }

    @Test
    void further_rounds_keep_the_lease_and_open_nothing_again() {
        IntakeDuty duty = open();
        for (int i = 0; i < 4; i++) {
            passes(Duration.ofSeconds(10));
            round.run();
        }

        assertThat(control.asked()).containsExactly("open intake1");
        assertThat(opened).hasSize(1);
        assertThat(duty.turn().leaseNumber()).isEqualTo(1);
        assertThat(leases.take("mq", "right", Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    @Tag("A79")
    void a_capture_point_without_intake_is_stopped_and_ready() {
        IntakeDuty duty = duty("left", 0);
        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.STOPPED);
        assertThat(duty.status().isReady()).isTrue();
        assertThat(control.asked()).isEmpty();
        assertThat(leases.take("mq", "right", Duration.ofSeconds(1))).isPresent();
    }

    @Test
    void a_second_server_stands_by_until_the_first_ends() {
        IntakeDuty left = open();
        IntakeDuty right = duty("right", 1);
        round.run();
        assertThat(right.status().condition()).isEqualTo(Condition.STANDING_BY);
        assertThat(right.status().isReady()).isTrue();
        assertThat(ended(right, Status.STATUS_ROLLEDBACK).isAllowed()).isFalse();

        left.end();
        round.run();

        assertThat(roundsEnded).isTrue();
        assertThat(right.status().condition()).isEqualTo(Condition.RECEIVING);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
    }

    @Test
    void who_has_lost_the_lease_closes_the_endpoint() {
        IntakeDuty duty = open();
        leases.advance(Duration.ofMinutes(1));
        leases.take("mq", "right", Duration.ofMinutes(1));

        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.STANDING_BY);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
    }

    @Test
    void a_delivery_that_finds_the_lease_lost_closes_the_endpoint_at_once() {
        IntakeDuty duty = open();

        duty.lost(duty.turn());

        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
    }

    @Test
    void while_the_broker_is_away_nothing_is_taken_and_then_it_goes_on_by_itself() {
        IntakeDuty duty = open();
        queue.away = true;
        round.run();
        assertThat(duty.status())
                .isEqualTo(new IntakeStatus(Condition.WAITING, "JMSRuntimeException: The broker is away"));
        assertThat(duty.status().isReady()).isFalse();

        queue.away = false;
        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
        assertThat(opened).hasSize(2);
    }

    @Test
    @Tag("A73")
    void while_answers_are_not_taken_no_message_is_and_the_cause_is_told() {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        output.refusal = "MQException: reason '2053'";
        duty.failed(turn, new JMSRuntimeException("The queue is full"));
        turn.afterCompletion(Status.STATUS_ROLLEDBACK);
        round.run();
        assertThat(duty.status().isReady()).isFalse();
        assertThat(duty.status().cause()).contains("output queue", "'2053'");
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        output.refusal = null;
        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
    }

    @Test
    @Tag("A73")
    void while_a_transaction_that_took_messages_has_not_ended_it_waits_for_it() {
        IntakeDuty duty = open();

        locking(() -> round.run());

        assertThat(duty.status().condition()).isEqualTo(Condition.WAITING);
        assertThat(duty.status().cause()).contains("has not ended");
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
    }

    @Test
    @Tag("A73")
    void where_such_a_transaction_waits_for_the_broker_that_is_the_cause_it_tells() {
        IntakeDuty duty = open();
        queue.away = true;

        locking(() -> round.run());

        assertThat(duty.status())
                .isEqualTo(new IntakeStatus(Condition.WAITING, "JMSRuntimeException: The broker is away"));
    }

    /** Does something while a transaction of the intake is in doubt, which keeps the lease locked for longer than anybody waits. */
    private void locking(Runnable meanwhile) {
        TestDatabase.inTransaction(entities, entityManager -> {
            entityManager
                    .createNativeQuery("call syscs_util.syscs_set_database_property('derby.locks.waitTimeout', '1')")
                    .executeUpdate();
            entityManager
                    .createNativeQuery("update gtl_intake set batches = batches + 1")
                    .executeUpdate();
            meanwhile.run();
            return null;
        });
    }

    @Test
    void while_the_database_is_away_at_the_start_it_waits() {
        leases.away = true;
        IntakeDuty duty = duty("left", 1);
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.WAITING);

        leases.away = false;
        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
    }

    @Test
    void a_delivery_that_fails_for_lack_of_infrastructure_closes_the_endpoint_before_the_next() {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        turn.takes(message("m1"), 1);

        duty.failed(turn, new JMSRuntimeException("The broker is away"));

        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        assertThat(duty.status())
                .isEqualTo(new IntakeStatus(Condition.WAITING, "JMSRuntimeException: The broker is away"));
        assertThat(turn.setsAside("m1")).isFalse();
    }

    @Test
    void what_fails_though_all_answers_is_tried_ever_more_seldom_but_every_five_minutes() {
        IntakeDuty duty = open();
        failsTwice(duty);
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);

        for (int seconds : List.of(2, 6, 14, 30, 62, 126, 254, 300, 300, 300)) {
            failsTwice(duty);
            passes(Duration.ofSeconds(seconds).minusMillis(1));
            round.run();
            assertThat(duty.status().condition()).as("%s s", seconds).isEqualTo(Condition.WAITING);

            passes(ofMillis(1));
            round.run();
            assertThat(duty.status().condition()).as("%s s", seconds).isEqualTo(Condition.RECEIVING);
        }

        ended(duty, Status.STATUS_COMMITTED, "m1");
        failsTwice(duty);
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
    }

    /** That the same outage is met twice makes it no longer. */
    private static void failsTwice(IntakeDuty duty) {
        Turn turn = duty.turn();
        duty.failed(turn, new JMSRuntimeException("The queue is full"));
        duty.failed(turn, new JMSRuntimeException("The queue is full"));
        turn.afterCompletion(Status.STATUS_ROLLEDBACK);
    }

    @Test
    @Tag("A73")
    void a_message_that_fails_twice_for_its_own_sake_is_set_aside_the_third_time() {
        IntakeDuty duty = open();
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(duty.hasFailedForItsOwnSake("m1")).isFalse();
            Turn turn = duty.turn();
            turn.takes(message("m1"), 1);
            duty.failed(turn, new IllegalStateException("A mistake"));
            turn.afterCompletion(Status.STATUS_ROLLEDBACK);
        }

        assertThat(duty.turn().setsAside("m1")).isTrue();
        assertThat(duty.hasFailedForItsOwnSake("m2")).isFalse();
        assertThat(control.asked()).containsExactly("open intake1");
    }

    @Test
    @Tag("A73")
    void a_message_that_cannot_even_be_set_aside_closes_the_endpoint() {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        turn.takes(message("m1"), 1);
        duty.failed(turn, new IllegalStateException("A mistake"));
        duty.failed(turn, new IllegalStateException("A mistake"));

        duty.failed(turn, new IllegalStateException("No such queue"));

        assertThat(duty.status().condition()).isEqualTo(Condition.WAITING);
        assertThat(duty.status().cause())
                .contains("m1", "could not be set aside", "IllegalStateException: No such queue");
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
    }

    @Test
    void of_several_messages_that_fail_together_none_is_blamed() {
        IntakeDuty duty = open();
        for (int attempt = 1; attempt <= 3; attempt++) {
            Turn turn = duty.turn();
            turn.takes(message("m1"), 1);
            turn.takes(message("m2"), 1);
            duty.failed(turn, new IllegalStateException("A mistake"));
            turn.afterCompletion(Status.STATUS_ROLLEDBACK);
        }

        assertThat(duty.hasFailedForItsOwnSake("m1")).isFalse();
        assertThat(duty.hasFailedForItsOwnSake("m2")).isFalse();
    }

    @Test
    void a_message_that_is_taken_after_all_is_blamed_no_more() {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        turn.takes(message("m1"), 1);
        duty.failed(turn, new IllegalStateException("A mistake"));
        duty.failed(turn, new IllegalStateException("A mistake"));
        turn.afterCompletion(Status.STATUS_ROLLEDBACK);

        ended(duty, Status.STATUS_COMMITTED, "m1");

        assertThat(duty.hasFailedForItsOwnSake("m1")).isFalse();
    }

    @Test
    void after_the_start_messages_are_taken_singly_until_a_whole_batch_went_well() {
        IntakeDuty duty = open();

        assertThat(List.of(mayTake(duty), mayTake(duty), mayTake(duty))).containsExactly(1, 1, 1);
        assertThat(mayTake(duty)).isEqualTo(3);
        passes(ofMillis(101));
        assertThat(mayTake(duty)).as("what comes after a pause is no backlog").isEqualTo(1);
    }

    @Test
    void after_a_rollback_its_messages_are_taken_singly() {
        IntakeDuty duty = open();
        ended(duty, Status.STATUS_COMMITTED, "m1", "m2", "m3");
        ended(duty, Status.STATUS_ROLLEDBACK, "m4", "m5");

        assertThat(List.of(mayTakeOf(duty, "m4"), mayTakeOf(duty, "m5"))).containsExactly(1, 1);
        assertThat(mayTake(duty)).isEqualTo(3);
        passes(ofMillis(101));
        assertThat(mayTake(duty)).as("what comes after a pause is no backlog").isEqualTo(1);
    }

    @Test
    @Tag("A75")
    void after_a_rollback_no_message_overtakes_the_one_that_comes_again() {
        IntakeDuty duty = open();
        assertThat(begun(duty, Status.STATUS_ROLLEDBACK, "m1").isAllowed()).isTrue();

        Turn overtaking = duty.turn();
        assertThat(overtaking.beginsWith(message("m2"))).isFalse();
        duty.overtakes("m2");
        overtaking.afterCompletion(Status.STATUS_ROLLEDBACK);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        assertThat(duty.status().isReady()).isFalse();
        assertThat(duty.status().cause()).contains("m2", "m1", "overtake");

        queue.shows("m1", "m2");
        round.run();
        assertThat(control.asked())
                .as("what the closed endpoint has reserved is not handed out yet")
                .hasSize(2);
        passes(Duration.ofSeconds(8));

        round.run();
        assertThat(duty.status().isReady()).isTrue();
        assertThat(duty.turn().beginsWith(message("m2"))).isFalse();
    }

    @Test
    @Tag("A75")
    void of_several_that_are_rolled_back_each_comes_again_in_its_turn() {
        IntakeDuty duty = open();
        ended(duty, Status.STATUS_ROLLEDBACK, "m1", "m2", "m3");
        assertThat(duty.letsPass(message("m2"))).isFalse();

        ended(duty, Status.STATUS_COMMITTED, "m1");
        assertThat(duty.letsPass(message("m3"))).isFalse();
        assertThat(mayTakeOf(duty, "m2"))
                .as("nothing is taken along before all are through")
                .isEqualTo(1);
        assertThat(duty.letsPass(message("m4"))).isFalse();

        ended(duty, Status.STATUS_ROLLEDBACK, "m3");
        ended(duty, Status.STATUS_COMMITTED, "m3");
        assertThat(duty.letsPass(message("m4"))).isTrue();
    }

    @Test
    @Tag("A75")
    void where_the_queue_goes_by_priority_a_higher_one_may_come_before_what_comes_again() {
        IntakeDuty duty = cutWith("m1", "m2");
        var urgent = new Waiting("urgent", 5);
        queue.shown = List.of(urgent, message("m1"), message("m2"));
        round.run();

        assertThat(duty.letsPass(message("m1"))).isFalse();
        assertThat(duty.letsPass(urgent)).isTrue();
        ended(duty, Status.STATUS_COMMITTED, "urgent");
        assertThat(duty.letsPass(new Waiting("as urgent", 5))).isTrue();
        assertThat(duty.letsPass(message("m2"))).isFalse();
        assertThat(duty.letsPass(message("m1"))).isTrue();
    }

    @Test
    @Tag("A75")
    void where_it_does_not_a_priority_counts_for_nothing() {
        IntakeDuty duty = cutWith("m1", "m2");
        queue.shown = List.of(message("m1"), message("m2"), new Waiting("urgent", 5));
        round.run();

        assertThat(duty.letsPass(new Waiting("urgent", 5))).isFalse();
    }

    @Test
    @Tag("A75")
    void while_the_queue_hides_what_was_rolled_back_nothing_is_taken() {
        IntakeDuty duty = cutWith("m1", "m2");
        queue.shows("m2", "m3");
        round.run();
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        assertThat(duty.status().isReady()).isFalse();
        assertThat(duty.status().cause()).contains("does not show m1");

        passes(Duration.ofSeconds(6));
        queue.shows("m1", "m2", "m3");
        round.run();

        assertThat(duty.status().isReady()).isTrue();
        assertThat(duty.letsPass(message("m1"))).isTrue();
        assertThat(duty.letsPass(message("m2"))).isFalse();
    }

    @Test
    @Tag("A75")
    void what_the_queue_does_not_show_for_half_a_minute_is_gone_and_waited_for_no_more() {
        IntakeDuty duty = cutWith("m1", "m2");
        queue.shows("m2", "m3");
        round.run();
        passes(Duration.ofSeconds(29));
        round.run();
        assertThat(duty.status().isReady()).isFalse();

        passes(Duration.ofSeconds(1));
        round.run();

        assertThat(duty.status().isReady()).isTrue();
        assertThat(duty.letsPass(message("m2"))).isTrue();
        assertThat(duty.letsPass(message("m3"))).isFalse();
    }

    @Test
    @Tag("A75")
    void only_looks_in_a_row_say_that_something_is_gone() {
        IntakeDuty duty = cutWith("m1", "m2");
        queue.shows("m2");
        round.run();
        queue.away = true;
        passes(Duration.ofMinutes(5));
        round.run();
        queue.away = false;
        round.run();
        assertThat(duty.status().isReady()).isFalse();
        passes(Duration.ofSeconds(29));
        round.run();
        assertThat(duty.status().isReady()).isFalse();

        queue.shows("m1", "m2");
        round.run();

        assertThat(duty.letsPass(message("m2"))).isFalse();
    }

    @Test
    @Tag("A75")
    void what_was_returned_is_waited_for_as_well() {
        IntakeDuty duty = cutWith("m1");
        Turn late = duty.turn();
        assertThat(late.isAllowed()).isFalse();
        assertThat(late.beginsWith(message("m2"))).isFalse();
        late.afterCompletion(Status.STATUS_ROLLEDBACK);

        queue.shows("m1", "m3");
        round.run();
        assertThat(duty.status().isReady()).isFalse();
        assertThat(duty.status().cause()).contains("m2");

        queue.shows("m1", "m2", "m3");
        round.run();
        ended(duty, Status.STATUS_COMMITTED, "m1");
        assertThat(duty.letsPass(message("m3"))).isFalse();
        assertThat(duty.letsPass(message("m2"))).isTrue();
    }

    @Test
    @Tag("A75")
    void what_another_server_has_taken_and_given_back_the_lease_for_is_waited_for_no_more() {
        IntakeDuty duty = cutWith("m1");
        passes(Duration.ofMinutes(1));
        long number = leases.take("mq", "right", Duration.ofMinutes(5)).orElseThrow();
        leases.giveBack("mq", number);
        queue.shows("m2");

        round.run();

        assertThat(duty.status().isReady()).isTrue();
        assertThat(duty.letsPass(message("m2"))).isTrue();
    }

    @Test
    @Tag("A75")
    void what_another_server_takes_is_waited_for_no_more() {
        IntakeDuty duty = cutWith("m1", "m2");
        passes(Duration.ofMinutes(1));
        leases.take("mq", "right", Duration.ofSeconds(5));
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.STANDING_BY);

        passes(Duration.ofMinutes(1));
        queue.shows("m3");
        round.run();

        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        assertThat(duty.letsPass(message("m3"))).isTrue();
    }

    /** A duty that took these messages when the connection was cut, and has closed its endpoint. */
    private IntakeDuty cutWith(String... messageIds) {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        Stream.of(messageIds).forEach(id -> turn.takes(message(id), 1));
        duty.failed(turn, new JMSRuntimeException("The connection is cut"));
        turn.afterCompletion(Status.STATUS_ROLLEDBACK);
        return duty;
    }

    @Test
    @Tag("A75")
    void what_the_queue_shows_while_something_is_taken_counts_for_nothing() {
        IntakeDuty duty = duty("left", 1);
        queue.shows("m2");
        queue.whileLookedAt = () -> ended(duty, Status.STATUS_ROLLEDBACK, "m1");
        round.run();
        assertThat(control.asked()).isEmpty();

        queue.whileLookedAt = () -> {};
        queue.shows("m1", "m2");
        round.run();

        assertThat(control.asked()).containsExactly("open intake1");
        assertThat(duty.letsPass(message("m2"))).isFalse();
    }

    @Test
    @Tag("A75")
    void what_comes_again_and_is_committed_lets_any_message_follow() {
        IntakeDuty duty = open();
        begun(duty, Status.STATUS_ROLLEDBACK, "m1");
        begun(duty, Status.STATUS_COMMITTED, "m1");

        assertThat(duty.turn().beginsWith(message("m2"))).isTrue();
    }

    @Test
    @Tag("A75")
    void an_endpoint_that_is_opened_takes_what_lies_in_front_in_the_order_in_which_it_lies_there() {
        queue.shows("m1", "m2", "m3");
        IntakeDuty duty = open();

        assertThat(duty.letsPass(message("m2"))).isFalse();
        ended(duty, Status.STATUS_COMMITTED, "m1");
        assertThat(duty.letsPass(message("m3"))).isFalse();
        assertThat(duty.letsPass(message("m4"))).isFalse();
        ended(duty, Status.STATUS_COMMITTED, "m2");
        ended(duty, Status.STATUS_COMMITTED, "m3");
        assertThat(duty.letsPass(message("m5"))).isTrue();
    }

    @Test
    @Tag("A73")
    void an_endpoint_that_delivers_nothing_is_opened_anew_and_not_ready_before_it_delivers() {
        queue.shows("m1");
        IntakeDuty duty = open();
        passes(ofMillis(9_999));
        round.run();
        assertThat(duty.status().isReady()).isTrue();

        passes(ofMillis(1));
        round.run();
        assertThat(duty.status().isReady()).isFalse();
        assertThat(duty.status().cause()).contains("m1", "waiting for 10 s");
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        round.run();
        assertThat(duty.status().isReady()).isFalse();
        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
        passes(ofMillis(9_999));
        round.run();
        assertThat(control.asked()).hasSize(3);

        begun(duty, Status.STATUS_COMMITTED, "m1");
        round.run();
        assertThat(duty.status().isReady()).isTrue();
    }

    private static Turn begun(IntakeDuty duty, int status, String messageId) {
        Turn turn = duty.turn();
        assertThat(turn.beginsWith(message(messageId))).isTrue();
        if (status == Status.STATUS_COMMITTED) {
            turn.takes(message(messageId), 1);
        }
        turn.afterCompletion(status);
        return turn;
    }

    @Test
    @Tag("A74")
    void no_endpoint_is_opened_while_a_turn_has_not_ended() {
        IntakeDuty duty = open();
        Turn turn = duty.turn();
        duty.failed(turn, new JMSRuntimeException("The broker is away"));
        round.run();
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        turn.afterCompletion(Status.STATUS_ROLLEDBACK);
        round.run();

        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
    }

    @Test
    void after_a_look_for_more_in_vain_a_few_turns_do_not_look() {
        IntakeDuty duty = open();
        ended(duty, Status.STATUS_COMMITTED, "m1", "m2", "m3");

        assertThat(ended(duty, Status.STATUS_COMMITTED, "alone").lookedInVain()).isTrue();

        assertThat(Stream.generate(() -> mayTake(duty)).limit(8)).containsOnly(1);
        assertThat(mayTake(duty)).isEqualTo(3);
    }

    @Test
    @Tag("A75")
    void of_two_deliveries_at_once_the_second_is_returned_and_the_endpoint_opened_anew() {
        IntakeDuty duty = open();
        Turn first = duty.turn();

        Turn second = duty.turn();

        assertThat(first.isAllowed()).isTrue();
        assertThat(second.isAllowed()).isFalse();
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        assertThat(duty.status().cause()).contains("two messages at once");
        second.afterCompletion(Status.STATUS_ROLLEDBACK);
        first.afterCompletion(Status.STATUS_COMMITTED);
        round.run();
        assertThat(duty.status().isReady()).isTrue();
        assertThat(duty.turn().isAllowed()).isTrue();
    }

    @Test
    @Tag("A75")
    void the_returned_one_of_two_deliveries_comes_before_what_lies_behind_it() {
        IntakeDuty duty = open();
        Turn first = duty.turn();
        Turn second = duty.turn();
        assertThat(second.beginsWith(message("m2"))).isFalse();
        first.afterCompletion(Status.STATUS_COMMITTED);
        round.run();
        assertThat(control.asked()).as("it is under way still").hasSize(2);

        second.afterCompletion(Status.STATUS_ROLLEDBACK);
        queue.shows("m3");
        round.run();
        assertThat(duty.status().isReady()).isFalse();

        queue.shows("m2", "m3");
        round.run();
        assertThat(duty.letsPass(message("m3"))).isFalse();
    }

    @Test
    @Tag("A75")
    void two_deliveries_at_once_long_after_an_opening_close_the_intake_until_somebody_acts() {
        IntakeDuty duty = open();
        passes(Duration.ofSeconds(10));
        Turn first = duty.turn();
        duty.turn().afterCompletion(Status.STATUS_ROLLEDBACK);
        first.afterCompletion(Status.STATUS_COMMITTED);

        round.run();

        assertThat(duty.status().cause()).contains("maxConcurrency");
        assertThat(duty.turn().isAllowed()).isFalse();
    }

    @Test
    @Tag("A74")
    void two_deliveries_at_once_after_each_opening_close_the_intake_until_somebody_acts() {
        IntakeDuty duty = open();
        for (int opening = 1; opening <= 3; opening++) {
            assertThat(duty.status().isReady()).isTrue();
            Turn first = duty.turn();
            duty.turn().afterCompletion(Status.STATUS_ROLLEDBACK);
            first.afterCompletion(Status.STATUS_COMMITTED);
            round.run();
        }

        assertThat(duty.status().condition()).isEqualTo(Condition.WAITING);
        assertThat(duty.status().cause()).contains("maxConcurrency");
        assertThat(duty.turn().isAllowed()).isFalse();
    }

    @Test
    void a_duty_that_never_had_the_lease_gives_nothing_back() {
        open();
        IntakeDuty right = duty("right", 1);
        round.run();

        right.end();

        assertThat(leases.take("mq", "right", Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void an_endpoint_that_the_server_does_not_know_says_what_to_do() throws Exception {
        server().unregisterMBean(controlName);
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new IntakeEndpoint("intake9").open())
                    .withMessageContaining("could not resume the endpoint intake9");
            assertThatIllegalStateException()
                    .isThrownBy(() -> new IntakeEndpoint("intake9").close())
                    .withMessageContaining("could not pause the endpoint intake9");
        } finally {
            server().registerMBean(new StandardMBean(control, EndpointControlMBean.class), controlName);
        }
    }
}
