package org.workgate.capture;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

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
        private @Nullable String oldest;
        private boolean away;

        @Override
        public Optional<String> oldest(CapturePoint capturePoint) {
            if (away) {
                throw new JMSRuntimeException("The broker is away");
            }
            return Optional.ofNullable(oldest);
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

    private final EndpointControl control = new EndpointControl();
    private final Queue queue = new Queue();
    private final Output output = new Output();
    private final List<IntakeOpened> opened = new ArrayList<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private EntityManagerFactory entities;
    private StoredLeases leases;
    private ObjectName controlName;
    private Runnable round;
    private boolean roundsEnded;

    @BeforeEach
    void start() throws Exception {
        entities = TestDatabase.entities(TestDatabase.DERBY.migrated());
        leases = new StoredLeases(entities);
        controlName = ObjectName.getInstance("WebSphere:feature=kernel,name=ServerEndpointControl");
        server().registerMBean(new StandardMBean(control, EndpointControlMBean.class), controlName);
    }

    @AfterEach
    void stop() throws Exception {
        server().unregisterMBean(controlName);
        worker.shutdownNow();
        entities.close();
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
                opened::add);
        duty.begin();
        return duty;
    }

    private IntakeDuty open() {
        IntakeDuty duty = duty("left", 1);
        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        return duty;
    }

    private static Turn ended(IntakeDuty duty, int status, String... messageIds) {
        Turn turn = duty.turn();
        for (String messageId : messageIds) {
            turn.takes(messageId, 1);
        }
        turn.beforeCompletion();
        turn.afterCompletion(status);
        return turn;
    }

    private static int mayTake(IntakeDuty duty) {
        Turn turn = duty.turn();
        int taken = 0;
        while (turn.mayTakeMore()) {
            taken++;
            turn.takes("probe" + taken, 0);
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
            leases.advance(Duration.ofSeconds(10));
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
        turn.takes("m1", 1);

        duty.failed(turn, new JMSRuntimeException("The broker is away"));

        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        assertThat(duty.status())
                .isEqualTo(new IntakeStatus(Condition.WAITING, "JMSRuntimeException: The broker is away"));
        assertThat(turn.setsAside("m1")).isFalse();
    }

    @Test
    @Tag("A73")
    void a_message_that_fails_twice_for_its_own_sake_is_set_aside_the_third_time() {
        IntakeDuty duty = open();
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(duty.hasFailedForItsOwnSake("m1")).isFalse();
            Turn turn = duty.turn();
            turn.takes("m1", 1);
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
        turn.takes("m1", 1);
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
            turn.takes("m1", 1);
            turn.takes("m2", 1);
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
        turn.takes("m1", 1);
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
        // Only what comes within a moment is a backlog.
        await().pollInterval(ofMillis(1)).until(() -> mayTake(duty) == 3);
    }

    @Test
    void after_a_rollback_its_messages_are_taken_singly() {
        IntakeDuty duty = open();
        ended(duty, Status.STATUS_COMMITTED, "m1", "m2", "m3");
        ended(duty, Status.STATUS_ROLLEDBACK, "m4", "m5");

        assertThat(List.of(mayTake(duty), mayTake(duty))).containsExactly(1, 1);
        // Only what comes within a moment is a backlog.
        await().pollInterval(ofMillis(1)).until(() -> mayTake(duty) == 3);
    }

    @Test
    @Tag("A75")
    void after_a_rollback_no_message_overtakes_the_one_that_comes_again() {
        IntakeDuty duty = open();
        assertThat(begun(duty, Status.STATUS_ROLLEDBACK, "m1").isAllowed()).isTrue();

        Turn overtaking = duty.turn();
        assertThat(overtaking.beginsWith("m2")).isFalse();
        duty.overtakes(overtaking, "m2");
        overtaking.afterCompletion(Status.STATUS_ROLLEDBACK);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        queue.oldest = "m1";
        round.run();
        assertThat(duty.turn().beginsWith("m2")).isFalse();
    }

    @Test
    @Tag("A75")
    void what_comes_again_and_is_committed_lets_any_message_follow() {
        IntakeDuty duty = open();
        begun(duty, Status.STATUS_ROLLEDBACK, "m1");
        begun(duty, Status.STATUS_COMMITTED, "m1");

        assertThat(duty.turn().beginsWith("m2")).isTrue();
    }

    @Test
    @Tag("A75")
    void an_endpoint_that_is_opened_begins_with_the_message_that_lies_in_front() {
        queue.oldest = "m1";
        IntakeDuty duty = open();

        assertThat(duty.turn().beginsWith("m2")).isFalse();
    }

    /** Takes ten seconds, since that is how long a message may lie. */
    @Test
    @Tag("A73")
    void an_endpoint_that_delivers_nothing_is_opened_anew() {
        queue.oldest = "m1";
        IntakeDuty duty = open();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            round.run();
            return !duty.status().isReady();
        });
        assertThat(duty.status().cause()).contains("m1", "waiting for 10 s");
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");

        round.run();
        assertThat(duty.status().condition()).isEqualTo(Condition.RECEIVING);
        assertThat(control.asked()).containsExactly("open intake1", "close intake1", "open intake1");
    }

    private static Turn begun(IntakeDuty duty, int status, String messageId) {
        Turn turn = duty.turn();
        assertThat(turn.beginsWith(messageId)).isTrue();
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
        await().pollInterval(ofMillis(1)).until(() -> mayTake(duty) == 3);

        await().pollInterval(ofMillis(1))
                .until(() -> ended(duty, Status.STATUS_COMMITTED, "alone").lookedInVain());

        assertThat(Stream.generate(() -> mayTake(duty)).limit(8)).containsOnly(1);
        await().pollInterval(ofMillis(1)).until(() -> mayTake(duty) == 3);
    }

    @Test
    @Tag("A74")
    void two_deliveries_at_once_close_the_intake_until_somebody_acts() {
        IntakeDuty duty = open();
        Turn first = duty.turn();

        Turn second = duty.turn();

        assertThat(first.isAllowed()).isTrue();
        assertThat(second.isAllowed()).isFalse();
        assertThat(control.asked()).containsExactly("open intake1", "close intake1");
        second.afterCompletion(Status.STATUS_ROLLEDBACK);
        first.afterCompletion(Status.STATUS_COMMITTED);
        round.run();
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
