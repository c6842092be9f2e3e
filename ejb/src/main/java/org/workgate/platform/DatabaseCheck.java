package org.workgate.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether it answers: at most once a second however many want to know, and never twice at a time, so that
 * a database that hangs holds up one thread and not every one that asks for the health.
 */
@ApplicationScoped
public class DatabaseCheck {

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** How long somebody who asks is kept waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Resource(lookup = "jdbc/workgate")
    private DataSource dataSource;

    @Resource
    private ManagedExecutorService executor;

    private @Nullable Question question;

    /** A question to the database, and the moment when it was asked by {@link System#nanoTime()}. */
    private record Question(FutureTask<Optional<String>> answer, long asked) {}

    /** What is wrong with the database, for people; empty where it answers. Waits two seconds at most. */
    public Optional<String> trouble() {
        return trouble(this::ask, executor, System.nanoTime(), PATIENCE);
    }

    Optional<String> trouble(Callable<Optional<String>> ask, Executor by, long now, Duration patience) {
        Question present = present(ask, by, now);
        try {
            // Who comes while a question is hanging does not wait all over again.
            long waited = now - present.asked();
            return present.answer().get(Math.max(0, patience.toNanos() - waited), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - present.asked());
            return Optional.of("The database has not answered for " + seconds + " s");
        } catch (ExecutionException e) {
            return Optional.of("The database could not be asked: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The question to the database was interrupted");
        }
    }

    private synchronized Question present(Callable<Optional<String>> ask, Executor by, long now) {
        Question last = question;
        if (last == null || (last.answer().isDone() && now - last.asked() >= FRESH.toNanos())) {
            last = new Question(new FutureTask<>(ask), now);
            by.execute(last.answer());
            question = last;
        }
        return last;
    }

    private Optional<String> ask() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds())
                    ? Optional.empty()
                    : Optional.of("The database refuses the connection");
        } catch (SQLException e) {
            return Optional.of("The database does not answer: " + e.getMessage());
        }
    }
}
