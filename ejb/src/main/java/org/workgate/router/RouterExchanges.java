package org.workgate.router;

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
import java.util.HashMap;
import java.util.Map;
import org.workgate.capture.Failures;
import org.workgate.platform.Rounds;
import org.workgate.structure.BusinessStructure.DistributionPoint;

/**
 * Looks four times a second at the queues of each distribution point behind which there is a router. Every server does so; at one
 * distribution point they take turns.
 */
@Singleton
@Startup
@DependsOn({"Schema", "FirstStructure", "FirstRules"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@SuppressWarnings("NullAway.Init") // the container calls begin before anything else
public class RouterExchanges {

    private static final Logger LOG = System.getLogger(RouterExchanges.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** How many messages go into a transaction. Who waits for one of their tasks waits no longer than these take. */
    private static final int PORTION = 50;

    /** How often a message is tried that fails for its own sake. */
    private static final int ATTEMPTS = 5;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private RouterExchange exchange;

    /** How it goes at the distribution points, by their IDs. */
    private final Map<String, State> states = new HashMap<>();

    /** How it goes at a distribution point. */
    private static final class State {

        /** How often in a row the oldest message has failed for its own sake. */
        private int failures;

        private boolean inTrouble;
    }

    private Rounds rounds;

    @PostConstruct
    void begin() {
        rounds = Rounds.begin(executor, "The exchange with routers", PAUSE, this::round);
    }

    @PreDestroy
    void end() {
        rounds.end();
    }

    private void round(Rounds present) {
        exchange.points().forEach(point -> round(point, present));
    }

    private void round(DistributionPoint point, Rounds present) {
        State state = states.computeIfAbsent(point.id(), id -> new State());
        // One at a time where they fail together, so that it shows which one it is.
        int portion = state.inTrouble ? 1 : PORTION;
        try {
            take(point, portion, state, present);
            int told;
            do {
                told = exchange.tell(point, portion);
            } while (told == portion && !present.haveEnded());
            if (state.inTrouble) {
                LOG.log(Level.INFO, "The exchange with the router of {0} goes on", point.id());
            }
            state.inTrouble = false;
        } catch (RuntimeException e) {
            if (!state.inTrouble) {
                LOG.log(
                        Level.WARNING,
                        () -> "No exchange with the router of " + point.id()
                                + " is possible; it is tried again four times a second",
                        e);
            }
            state.inTrouble = true;
        }
    }

    private void take(DistributionPoint point, int portion, State state, Rounds present) {
        int taken;
        try {
            do {
                taken = exchange.take(point, portion, state.failures >= ATTEMPTS);
                state.failures = 0;
            } while (taken == portion && !present.haveEnded());
        } catch (RuntimeException e) {
            state.failures = portion > 1 || Failures.isInfrastructure(e) ? 0 : state.failures + 1;
            throw e;
        }
    }
}
