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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.workgate.gate.TaskGate;

/**
 * Has the services do what is due: repeat a prioritization (R101), go on with a task that has become active (R94) or whose
 * process has begun (A36), classify what an earlier version left unclassified. Oldest first, several tasks to a transaction.
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
public class DueSteps {

    private static final Logger LOG = System.getLogger(DueSteps.class.getName());

    private static final Duration ROUND = Duration.ofSeconds(1);

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

    /** How long a task is left alone whose step failed. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private TaskGate gate;

    private @Nullable ScheduledFuture<?> rounds;
    private volatile boolean ended;
    private volatile boolean inTrouble;

    @PostConstruct
    void begin() {
        rounds =
                executor.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        ended = true;
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** All that is due. What fails for lack of infrastructure is left to the next round, and told once. */
    private void round() {
        try {
            List<Integer> due = gate.due(PORTION);
            while (!due.isEmpty() && !ended) {
                boolean stuck = !proceed(due);
                due = stuck || due.size() < PORTION ? List.of() : gate.due(PORTION);
            }
            if (inTrouble) {
                LOG.log(Level.INFO, "What is due is done again");
            }
            inTrouble = false;
        } catch (RuntimeException e) {
            if (!inTrouble) {
                LOG.log(Level.WARNING, "What is due cannot be done; it is tried again every second", e);
            }
            inTrouble = true;
        }
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
