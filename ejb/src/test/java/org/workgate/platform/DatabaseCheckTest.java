package org.workgate.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {

    private static final Duration NO_PATIENCE = Duration.ofMillis(1);

    private final DatabaseCheck check = new DatabaseCheck();
    private final List<Runnable> asked = new ArrayList<>();
    private Optional<String> answer = Optional.empty();

    @Test
    void a_database_that_answers_is_no_trouble() {
        assertThat(ask(Runnable::run, 0)).isEmpty();
    }

    @Test
    void a_database_that_refuses_is_told() {
        answer = Optional.of("Out of order");

        assertThat(ask(Runnable::run, 0)).contains("Out of order");
    }

    @Test
    void within_a_second_all_who_ask_share_one_question() {
        ask(Runnable::run, 0);
        answer = Optional.of("Out of order");

        assertThat(ask(Runnable::run, SECONDS.toNanos(1) - 1)).isEmpty();
        assertThat(ask(Runnable::run, SECONDS.toNanos(1))).contains("Out of order");
    }

    @Test
    void a_database_that_hangs_is_told_and_not_asked_again_meanwhile() {
        assertThat(ask(asked::add, 0))
                .hasValueSatisfying(trouble -> assertThat(trouble).startsWith("The database has not answered for"));
        assertThat(ask(asked::add, SECONDS.toNanos(60))).isPresent();
        assertThat(asked).hasSize(1);

        asked.get(0).run();
        assertThat(ask(Runnable::run, SECONDS.toNanos(61))).isEmpty();
    }

    @Test
    void a_failing_question_is_told() {
        Optional<String> trouble = check.trouble(
                () -> {
                    throw new IllegalStateException("No data source");
                },
                Runnable::run,
                0,
                NO_PATIENCE);

        assertThat(trouble).hasValueSatisfying(text -> assertThat(text).contains("No data source"));
    }

    private Optional<String> ask(Executor by, long now) {
        return check.trouble(() -> answer, by, now, NO_PATIENCE);
    }
}
