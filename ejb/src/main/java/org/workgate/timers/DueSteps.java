package org.workgate.timers;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.workgate.gate.TaskGate;
import org.workgate.platform.Rounds;

/**
 * Has the services do what is due: repeat a prioritization (R101), go on with a task that has become active (R94) or whose
 * process has begun (A36), classify what an earlier version left unclassified. Oldest first, several tasks to a transaction and two
 * transactions at a time.
 *
 * <p>Every server does so; each looks under lock at what is still due, so none does what another has done, and none is
 * missing when one dies.
 */
@Singleton
@Startup
@DependsOn({"Schema", "FirstStructure", "FirstRules"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@SuppressWarnings("NullAway.Init") // the container calls begin before anything else
public class DueSteps {

    private static final Logger LOG = System.getLogger(DueSteps.class.getName());

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

    /** How many tasks are looked up at once, whose portions two threads work off. */
    private static final int MOST = 10 * PORTION;

    /** How long a task is left alone whose step failed. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private TaskGate gate;

    private Rounds rounds;

    @PostConstruct
    void begin() {
        rounds = Rounds.begin(executor, "What is due by time", this::round);
    }

    @PreDestroy
    void end() {
        rounds.end();
    }

    private void round(Rounds present) {
        List<Integer> due = gate.due(MOST);
        while (!due.isEmpty() && !present.haveEnded()) {
            boolean stuck = !proceedInPortions(due, present);
            due = stuck || due.size() < MOST ? List.of() : gate.due(MOST);
        }
    }

    /** Whether none of them is as due as before. No task is in two portions, so that none waits for a task of the other. */
    private boolean proceedInPortions(List<Integer> brokerIds, Rounds present) {
        Queue<List<Integer>> portions = IntStream.iterate(0, from -> from < brokerIds.size(), from -> from + PORTION)
                .mapToObj(from -> brokerIds.subList(from, Math.min(from + PORTION, brokerIds.size())))
                .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        if (portions.size() == 1) {
            return proceed(brokerIds);
        }
        Future<Boolean> other = executor.submit(() -> proceedWithEach(portions, present));
        boolean done = proceedWithEach(portions, present);
        return haveProceeded(other, present) && done;
    }

    /** What has come of the other thread; nothing, and unasked for, where the server is stopping. */
    private static boolean haveProceeded(Future<Boolean> other, Rounds present) {
        while (!present.haveEnded()) {
            try {
                return other.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                LOG.log(Level.TRACE, "The other thread is still at work", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean proceedWithEach(Queue<List<Integer>> portions, Rounds present) {
        boolean done = true;
        for (List<Integer> portion = portions.poll();
                portion != null && !present.haveEnded();
                portion = portions.poll()) {
            done &= proceed(portion);
        }
        return done;
    }

    /** Whether none of them is as due as before. */
    private boolean proceed(List<Integer> brokerIds) {
        try {
            gate.proceed(brokerIds);
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "One of " + brokerIds.size() + " tasks that are due failed; they are tried one by one",
                    e);
            return brokerIds.stream()
                            .filter(brokerId -> !proceedAlone(brokerId))
                            .count()
                    == 0;
        }
    }

    private boolean proceedAlone(int brokerId) {
        try {
            gate.proceed(List.of(brokerId));
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "What is due about task " + brokerId + " failed; it is tried again in a minute",
                    e);
            return postpone(brokerId);
        }
    }

    /** Who has the task locked, or keeps it in doubt, is waited for no longer than the others of the portion. */
    private boolean postpone(int brokerId) {
        try {
            gate.postpone(brokerId, RETRY);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, () -> "Task " + brokerId + " cannot be put off and is tried again at once", e);
            return false;
        }
    }
}
