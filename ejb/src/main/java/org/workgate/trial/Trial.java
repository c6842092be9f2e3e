package org.workgate.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RulePlace;

/** A draft that is being tried on the backlog, or was. What has come of it can be asked for by any thread. */
public final class Trial {

    private final String id = UUID.randomUUID().toString();
    private final RulePlace place;
    private final String dmn;
    private final String author;
    private final Instant begun;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile boolean canceled;
    private volatile int passed;
    private volatile long total;

    /** How it stands. */
    public enum State {
        /** Tasks are being looked at. */
        RUNNING,
        /** All have been looked at. */
        DONE,
        /** Somebody has stopped it. */
        CANCELED,
        /** It could not be finished. */
        FAILED
    }

    private record End(
            State state,
            Instant at,
            @Nullable TrialReport report,
            @Nullable String problem) {}

    Trial(RulePlace place, String dmn, String author, Instant begun) {
        this.place = place;
        this.dmn = dmn;
        this.author = author;
        this.begun = begun;
    }

    /** Its ID, which no other trial on any server has. */
    public String id() {
        return id;
    }

    /** Where the draft would hold. */
    public RulePlace place() {
        return place;
    }

    /** The text of the draft, as it came. */
    public String dmn() {
        return dmn;
    }

    /** Who tries it. */
    public String author() {
        return author;
    }

    /** When it was begun. */
    public Instant begun() {
        return begun;
    }

    /** How it stands by now. */
    public State state() {
        End present = end.getNow(null);
        return present == null ? State.RUNNING : present.state();
    }

    /** How many tasks it has come past so far, those too about which nothing was to be decided. */
    public int passed() {
        return passed;
    }

    /** How many there are to be looked at, as they were counted when it began; 0 until then. */
    public long total() {
        return total;
    }

    /** What has come of it, once it is {@link State#DONE}; else null. */
    public @Nullable TrialReport report() {
        End present = end.getNow(null);
        return present == null ? null : present.report();
    }

    /** Why it could not be finished, in a sentence, where it is {@link State#FAILED}; else null. */
    public @Nullable String problem() {
        End present = end.getNow(null);
        return present == null ? null : present.problem();
    }

    /** Has something done as soon as it is not running any more, at once where it is not. */
    public void whenEnded(Runnable work, Executor by) {
        end.minimalCompletionStage().thenRunAsync(work, by);
    }

    /** Waits until it is not running any more, this long at most. */
    public void await(Duration patience) {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It is running still, and its state says so.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to stop, which it does before it looks at more tasks. */
    void cancel() {
        canceled = true;
    }

    /** Whether somebody has asked it to stop. */
    public boolean isCanceled() {
        return canceled;
    }

    /** Whether it ended before this time. */
    boolean endedBefore(Instant time) {
        End present = end.getNow(null);
        return present != null && present.at().isBefore(time);
    }

    void expects(long tasks) {
        total = tasks;
    }

    void hasPassed(int tasks) {
        passed = tasks;
    }

    void end(Instant at, @Nullable TrialReport report) {
        end.complete(new End(report == null ? State.CANCELED : State.DONE, at, report, null));
    }

    void fail(Instant at, String problem) {
        end.complete(new End(State.FAILED, at, null, problem));
    }
}
