package org.workgate.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.workgate.capture.MessageRecords;

class AwaitedMessagesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Journal journal = new Journal();
    private final SettableClock clock = new SettableClock();
    private final AwaitedMessages awaited = new AwaitedMessages(journal, clock);
    private final List<String> answered = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Test
    void a_request_is_answered_as_soon_as_its_message_is_taken() {
        await("m1", MINUTE);
        await("m2", MINUTE);
        awaited.look(Runnable::run);
        assertThat(answered).isEmpty();

        journal.taken.add("m2");
        awaited.look(Runnable::run);
        awaited.look(Runnable::run);

        assertThat(answered).containsExactly("m2");
    }

    @Test
    void all_who_wait_for_the_same_message_are_answered() {
        await("m1", MINUTE);
        await("m1", MINUTE);
        journal.taken.add("m1");

        awaited.look(Runnable::run);

        assertThat(answered).containsExactly("m1", "m1");
    }

    @Test
    void a_request_is_answered_when_its_wait_is_over() {
        await("m1", MINUTE);
        clock.now = clock.now.plus(MINUTE).minusMillis(1);
        awaited.look(Runnable::run);
        assertThat(answered).isEmpty();

        clock.now = clock.now.plusMillis(1);
        awaited.look(Runnable::run);

        assertThat(answered).containsExactly("m1");
    }

    @Test
    void one_look_serves_all_requests_and_none_is_taken_where_nobody_waits() {
        awaited.look(Runnable::run);
        assertThat(journal.questions).isEmpty();

        for (int i = 0; i < 501; i++) {
            await("m" + i, MINUTE);
            await("m" + i, MINUTE);
        }
        awaited.look(Runnable::run);

        assertThat(journal.questions).extracting(Collection::size).containsExactly(500, 1);
    }

    @Test
    void where_the_journal_cannot_be_asked_all_who_wait_are_told_and_later_requests_are_served_again() {
        await("m1", MINUTE);
        await("m2", MINUTE);
        journal.failure = new IllegalStateException("The database is down");
        awaited.look(Runnable::run);
        assertThat(failed).containsExactlyInAnyOrder("The database is down", "The database is down");

        journal.failure = null;
        journal.taken.add("m3");
        await("m3", MINUTE);
        awaited.look(Runnable::run);

        assertThat(answered).containsExactly("m3");
    }

    @Test
    void whom_no_thread_can_be_found_for_is_answered_with_the_next_look() {
        await("m1", MINUTE);
        await("m2", MINUTE);
        journal.taken.add("m1");
        Executor full = answer -> {
            throw new RejectedExecutionException("No thread is free");
        };

        awaited.look(full);
        assertThat(answered).isEmpty();

        awaited.look(Runnable::run);
        assertThat(answered).containsExactly("m1");
        journal.failure = new IllegalStateException("The database is down");
        awaited.look(full);
        awaited.look(Runnable::run);
        assertThat(failed).containsExactly("The database is down");
    }

    private void await(String messageId, Duration wait) {
        awaited.await(
                messageId,
                wait,
                () -> answered.add(messageId),
                failure -> failed.add(String.valueOf(failure.getMessage())));
    }

    /** A journal that knows what the test lets it know, and remembers what it was asked. */
    private static final class Journal extends MessageRecords {

        private final Set<String> taken = new HashSet<>();
        private final List<Collection<String>> questions = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public Set<String> taken(Collection<String> messageIds) {
            questions.add(messageIds);
            if (failure != null) {
                throw failure;
            }
            var found = new HashSet<>(messageIds);
            found.retainAll(taken);
            return found;
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T10:15:30Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
