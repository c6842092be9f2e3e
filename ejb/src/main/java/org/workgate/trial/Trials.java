package org.workgate.trial;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RulePlace;
import org.workgate.rules.StoredRules;
import org.workgate.rules.UnusableRules;

/** The trials of this server: one at a time, so that they leave the machine to the tasks, and the latest ones for an hour. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container fills what has no initial value
public class Trials {

    private static final Logger LOG = System.getLogger(Trials.class.getName());

    /** How long somebody can come back to a trial that has ended. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** How many are kept: each has a draft that may not be saved yet, and somebody else's trial must not lose it. */
    private static final int MOST_KEPT = 10;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private TrialSteps steps;

    @Inject
    private Clock clock;

    /** The latest first; only that one can be running. */
    private final Deque<Trial> latest = new ArrayDeque<>();

    /**
     * What became of a trial that was to begin.
     *
     * @param trial it, or the one that is running already
     * @param busy whether it is that other one
     */
    public record Beginning(Trial trial, boolean busy) {}

    /** Lets the one that is running stop. */
    @PreDestroy
    synchronized void end() {
        latest.forEach(Trial::cancel);
    }

    /** The one with this ID, if it is one of this server's and not too long ago. */
    public synchronized Optional<Trial> find(String id) {
        latest.removeIf(trial -> trial.endedBefore(clock.instant().minus(KEPT)));
        return latest.stream().filter(trial -> trial.id().equals(id)).findFirst();
    }

    /**
     * Begins to try a draft, in a thread of its own, unless another trial is running.
     *
     * @param place where it would hold
     * @param dmn the text of a DMN file
     * @param author who tries it
     * @throws UnusableRules if the draft could not be saved; says why
     */
    public Beginning begin(RulePlace place, String dmn, String author) throws UnusableRules {
        return begin(new Trial(place, dmn, author, clock.instant()), StoredRules.draft(place, dmn));
    }

    private synchronized Beginning begin(Trial trial, StoredRules draft) {
        Trial present = latest.peekFirst();
        if (present != null && present.state() == Trial.State.RUNNING) {
            return new Beginning(present, true);
        }
        executor.execute(() -> run(trial, draft));
        latest.addFirst(trial);
        if (latest.size() > MOST_KEPT) {
            latest.removeLast();
        }
        return new Beginning(trial, false);
    }

    /** Asks the trial with this ID to stop; one that has ended stays as it is. */
    public void cancel(String id) {
        find(id).ifPresent(Trial::cancel);
    }

    private void run(Trial trial, StoredRules draft) {
        try {
            trial.end(clock.instant(), report(trial, draft));
        } catch (RuntimeException | Error e) {
            if (trial.isCanceled()) {
                // The server is stopping, and takes away what it reads through.
                LOG.log(Level.DEBUG, "A trial that was to stop has failed", e);
                trial.end(clock.instant(), null);
                return;
            }
            UUID incident = UUID.randomUUID();
            LOG.log(Level.ERROR, "Incident " + incident, e);
            trial.fail(
                    clock.instant(),
                    "After " + trial.passed() + " tasks the trial could not go on; nothing was changed. The log of the"
                            + " server tells why under incident " + incident + ". Try it again");
        }
    }

    private @Nullable TrialReport report(Trial trial, StoredRules draft) {
        Course course = steps.begin(trial, draft);
        boolean more = true;
        while (more && !trial.isCanceled()) {
            more = steps.next(trial, course);
        }
        return more ? null : course.report();
    }
}
