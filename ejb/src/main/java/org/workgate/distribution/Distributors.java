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
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
public class Distributors {

    private static final Logger LOG = System.getLogger(Distributors.class.getName());

    private static final Duration ROUND = Duration.ofSeconds(1);

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Distribution distribution;

    /** The distribution points to which nothing can be handed at present, each told once. */
    private final Set<String> inTrouble = ConcurrentHashMap.newKeySet();

    private @Nullable ScheduledFuture<?> rounds;
    private volatile boolean ended;

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

    private void round() {
        try {
            distribution.points().forEach(this::distribute);
            inTrouble.remove("");
        } catch (RuntimeException e) {
            tellOnce("", "The distribution points cannot be looked up", e);
        }
    }

    private void distribute(DistributionPoint point) {
        try {
            // One at a time where they fail together, so that one stops no other but those behind it.
            int portion = inTrouble.contains(point.id()) ? 1 : PORTION;
            while (!ended && distribution.distribute(point, portion) == portion) {
                LOG.log(Level.DEBUG, "{0} tasks were handed to distribution point {1}", portion, point.id());
            }
            if (inTrouble.remove(point.id())) {
                LOG.log(Level.INFO, "Tasks are handed to distribution point {0} again", point.id());
            }
        } catch (RuntimeException e) {
            tellOnce(point.id(), "No task can be handed to distribution point " + point.id(), e);
        }
    }

    private void tellOnce(String distributionPointId, String what, RuntimeException failure) {
        if (inTrouble.add(distributionPointId)) {
            LOG.log(Level.WARNING, what + "; it is tried again every second", failure);
        }
    }
}
