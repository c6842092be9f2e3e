package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.LockTimeoutException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final int PLACES = 16;

    /** Intakes of which a test says when their transactions end. */
    private static final class Leases extends IntakeLeases {
        private final AtomicInteger waits = new AtomicInteger();
        private final Semaphore ended = new Semaphore(0);
        private volatile @Nullable RuntimeException failure;

        @Override
        public void awaitPresent() {
            waits.incrementAndGet();
            ended.acquireUninterruptibly();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private final Leases leases = new Leases();
    private final Arrivals arrivals = new Arrivals();
    private final List<Thread> threads = new ArrayList<>();
    private final List<FutureTask<Void>> waiting = new ArrayList<>();

    @BeforeEach
    void inject() throws ReflectiveOperationException {
        Field field = Arrivals.class.getDeclaredField("leases");
        field.setAccessible(true);
        field.set(arrivals, leases);
    }

    @AfterEach
    void endAll() {
        leases.ended.release(PLACES);
    }

    /** One more who waits; the first alone has the transactions waited for, and the others wait for it. */
    private void another() {
        var wait = new FutureTask<Void>(arrivals::await, null);
        var thread = new Thread(wait);
        waiting.add(wait);
        threads.add(thread);
        thread.start();
        int others = threads.size() - 1;
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> leases.waits.get() == 1
                        && threads.stream()
                                        .filter(one -> one.getState() == Thread.State.BLOCKED)
                                        .count()
                                == others);
    }

    private void allEnd() throws Exception {
        for (FutureTask<Void> wait : waiting) {
            wait.get();
        }
    }

    private long finished() {
        return waiting.stream().filter(FutureTask::isDone).count();
    }

    @Test
    void who_looks_in_vain_waits_until_the_transactions_that_are_running_have_ended() throws Exception {
        another();
        assertThat(finished()).isZero();

        leases.ended.release();

        waiting.get(0).get();
    }

    @Test
    void who_came_after_a_wait_had_begun_is_not_served_by_it_but_all_of_them_by_the_next() throws Exception {
        for (int i = 0; i < 4; i++) {
            another();
        }

        leases.ended.release();
        waiting.get(0).get();
        await().until(() -> leases.waits.get() == 2);
        assertThat(finished()).isEqualTo(1);
        leases.ended.release();

        allEnd();
        assertThat(leases.waits).hasValue(2);
    }

    @Test
    void a_wait_that_was_in_vain_was_so_for_all_that_shared_it_and_for_no_other() throws Exception {
        for (int i = 0; i < 3; i++) {
            another();
        }
        leases.ended.release();
        waiting.get(0).get();
        await().until(() -> leases.waits.get() == 2);

        leases.failure = new LockTimeoutException("It did not end");
        leases.ended.release();

        for (FutureTask<Void> shared : waiting.subList(1, 3)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(shared::get)
                    .withCauseInstanceOf(LockTimeoutException.class);
        }
        leases.failure = null;
        leases.ended.release();
        arrivals.await();
        assertThat(leases.waits).hasValue(3);
    }

    @Test
    void no_more_wait_at_a_time_than_there_are_places_and_each_is_free_again() throws Exception {
        for (int i = 0; i < PLACES; i++) {
            another();
        }
        assertThatExceptionOfType(LockTimeoutException.class)
                .isThrownBy(arrivals::await)
                .withMessageContaining("Too many");

        leases.ended.release(2);
        allEnd();

        leases.ended.release();
        arrivals.await();
    }
}
