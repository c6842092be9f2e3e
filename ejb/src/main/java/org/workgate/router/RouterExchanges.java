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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

        /** The message that failed alone, and for its own sake, the last time; empty for none. */
        private String failing = "";

        /** How often in a row it has. */
        private int failures;

        private boolean inTrouble;
    }

    /** The distribution points for which messages to others were forgotten the last time; null before the first round. */
    private @Nullable List<DistributionPoint> known;

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
        List<DistributionPoint> points = exchange.points();
        points.forEach(point -> round(point, present));
        if (!points.equals(known)) {
            exchange.forgetOthers(points);
            known = points;
        }
    }

    private void round(DistributionPoint point, Rounds present) {
        State state = states.computeIfAbsent(point.id(), id -> new State());
        // One at a time where they fail together, so that it shows which one it is.
        int portion = state.inTrouble ? 1 : PORTION;
        List<RuntimeException> troubles = new ArrayList<>();
        attempt(() -> take(point, portion, state, present), troubles);
        attempt(() -> tell(point, portion, present), troubles);
        if (troubles.isEmpty() && state.inTrouble) {
            LOG.log(Level.INFO, "The exchange with the router of {0} goes on", point.id());
        } else if (!troubles.isEmpty() && !state.inTrouble) {
            troubles.stream().skip(1).forEach(troubles.get(0)::addSuppressed);
            LOG.log(
                    Level.WARNING,
                    () -> "No exchange with the router of " + point.id()
                            + " is possible; it is tried again four times a second",
                    troubles.get(0));
        }
        state.inTrouble = !troubles.isEmpty();
    }

    private static void attempt(Runnable half, List<RuntimeException> troubles) {
        try {
            half.run();
        } catch (RuntimeException e) {
            troubles.add(e);
        }
    }

    private void tell(DistributionPoint point, int portion, Rounds present) {
        int told;
        do {
            told = exchange.tell(point, portion);
        } while (told == portion && !present.haveEnded());
    }

    private void take(DistributionPoint point, int portion, State state, Rounds present) {
        List<String> ids = new ArrayList<>();
        try {
            int taken;
            do {
                ids.clear();
                taken = exchange.take(point, portion, state.failures >= ATTEMPTS ? state.failing : "", ids::add);
                state.failures = 0;
            } while (taken == portion && !present.haveEnded());
        } catch (RuntimeException e) {
            String alone = ids.size() == 1 && !Failures.isInfrastructure(e) ? ids.get(0) : "";
            state.failures = alone.isEmpty() ? 0 : alone.equals(state.failing) ? state.failures + 1 : 1;
            state.failing = alone;
            throw e;
        }
    }
}
