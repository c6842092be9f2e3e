package org.workgate.platform;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that is looked for every second or in another rhythm, on a thread of the server, one round after the other. A round that fails is told once,
 * and the next one tries again.
 */
public final class Rounds {

    private static final Logger LOG = System.getLogger(Rounds.class.getName());

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String what;
    private final Consumer<Rounds> round;
    private final ScheduledFuture<?> future;
    private volatile boolean ended;
    private boolean inTrouble;

    private Rounds(ManagedScheduledExecutorService executor, String what, Duration pause, Consumer<Rounds> round) {
        this.what = what;
        this.round = round;
        this.future =
                executor.scheduleWithFixedDelay(this::once, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins with the first round after a second.
     *
     * @param what is done in them, for the log: {@code "Prioritization"}
     * @param round one of them; it ends early where they {@link #haveEnded()}
     */
    public static Rounds begin(ManagedScheduledExecutorService executor, String what, Consumer<Rounds> round) {
        return begin(executor, what, PAUSE, round);
    }

    /** The same, with another pause before the first round and between one and the next. */
    public static Rounds begin(
            ManagedScheduledExecutorService executor, String what, Duration pause, Consumer<Rounds> round) {
        return new Rounds(executor, what, pause, round);
    }

    /** Begins none any more. */
    public void end() {
        ended = true;
        future.cancel(false);
    }

    /** Whether none is begun any more. */
    public boolean haveEnded() {
        return ended;
    }

    private void once() {
        try {
            round.accept(this);
            if (inTrouble) {
                LOG.log(Level.INFO, "{0} goes on", what);
            }
            inTrouble = false;
        } catch (RuntimeException e) {
            if (!inTrouble) {
                LOG.log(Level.WARNING, () -> what + " is not possible; it is tried again and again", e);
            }
            inTrouble = true;
        }
    }
}
