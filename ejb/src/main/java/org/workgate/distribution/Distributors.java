package org.workgate.distribution;

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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.workgate.platform.Rounds;
import org.workgate.structure.BusinessStructure.DistributionPoint;

/**
 * Looks every second at each distribution point of the structure in force that has a distribution system, and hands it tasks
 * while it has room. Every server does so; at one distribution point they take turns.
 */
@Singleton
@Startup
@DependsOn({"Schema", "FirstStructure", "FirstRules"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@SuppressWarnings("NullAway.Init") // the container calls begin before anything else
public class Distributors {

    private static final Logger LOG = System.getLogger(Distributors.class.getName());

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

    /** How many rounds pass, a second each, before tasks that have nowhere to go are looked for again. */
    private static final int ROUNDS_BETWEEN_STRAYS = 60;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Distribution distribution;

    /** The distribution points to which nothing can be handed at present, each told once. */
    private final Set<String> inTrouble = ConcurrentHashMap.newKeySet();

    /** The distribution points for which stray tasks were looked for the last time. */
    private List<DistributionPoint> known = List.of();

    private int untilStrays;

    private Rounds rounds;

    @PostConstruct
    void begin() {
        rounds = Rounds.begin(executor, "Distribution", this::round);
    }

    @PreDestroy
    void end() {
        rounds.end();
    }

    private void round(Rounds present) {
        distribution.points().forEach(point -> distribute(point, present));
        lookAfterStrays(present);
    }

    /**
     * Looks now and then, and at once when there is another structure, for tasks that the structure has left with nowhere to go or with
     * operations that nobody answers; the whole queue is looked through for them.
     */
    private void lookAfterStrays(Rounds present) {
        List<DistributionPoint> points = distribution.allPoints();
        if (points.equals(known) && --untilStrays > 0) {
            return;
        }
        inPortions(distribution::lookAfterStrays, present);
        inPortions(distribution::lookAfterForsaken, present);
        known = points;
        untilStrays = ROUNDS_BETWEEN_STRAYS;
    }

    private static void inPortions(IntUnaryOperator work, Rounds present) {
        int done;
        do {
            done = work.applyAsInt(PORTION);
        } while (done == PORTION && !present.haveEnded());
    }

    private void distribute(DistributionPoint point, Rounds present) {
        // One at a time where they fail together, so that one stops no other but those behind it.
        int portion = inTrouble.contains(point.id()) ? 1 : PORTION;
        try {
            int handedOut;
            do {
                handedOut = distribution.distribute(point, portion);
            } while (handedOut == portion && !present.haveEnded());
            if (inTrouble.remove(point.id())) {
                LOG.log(Level.INFO, "Tasks are handed to distribution point {0} again", point.id());
            }
        } catch (RuntimeException e) {
            if (inTrouble.add(point.id())) {
                LOG.log(
                        Level.WARNING,
                        () -> "No task can be handed to distribution point " + point.id()
                                + "; it is tried again every second",
                        e);
            }
        }
    }
}
