package org.workgate.distribution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.gate.TaskGate;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.DistributionTerms;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Channel;
import org.workgate.task.DistributionReport;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;

/**
 * What distribution systems tell of the tasks that they have (R205), each report in one unit of work with its notification.
 * Distributors speak for the distribution point given to them; for others {@code PointNotGiven} is thrown.
 */
@Stateless
@RolesAllowed(Role.DISTRIBUTOR)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class DistributionReports {

    private static final Logger LOG = System.getLogger(DistributionReports.class.getName());

    @Inject
    private TaskGate gate;

    @Inject
    private DistributionTurns turns;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private StructureInForce structure;

    @Resource
    private SessionContext caller;

    /**
     * Takes over what a distribution system tells.
     *
     * @param distributionPointId the distribution point for which it speaks
     * @param distributionId the submission of which it speaks
     * @param report what it tells
     * @param agent the agent who caused it, at most {@link Origin#MAX_LENGTH} characters, or null (A56)
     * @param reason why, at most {@link Origin#MAX_LENGTH} characters, or null (A80)
     * @return accepted or stale; nothing where there is no such distribution point, and no task of it
     * @throws org.workgate.task.InvalidValueException if agent or reason cannot be one
     */
    public Optional<Outcome> report(
            String distributionPointId,
            String distributionId,
            DistributionReport report,
            @Nullable String agent,
            @Nullable String reason) {
        Role.demand(caller, distributionPointId, Role.DISTRIBUTOR);
        Optional<DistributionPoint> point = structure.get().distributionPoint(distributionPointId);
        // One that has left the structure may still have tasks.
        Origin origin = origin(point.map(DistributionPoint::name).orElse(distributionPointId), agent, reason);
        Set<String> told = gate.prepareReports(List.of(distributionId));
        if (told.isEmpty()) {
            // The queue may have told of a hand-over that the database has not committed yet.
            turns.await(distributionPointId);
            told = gate.prepareReports(List.of(distributionId));
        }
        if (told.size() > 1) {
            // Somebody else is answered besides: the counters have an order.
            journal.lock(capturePoints.journaling(told));
        }
        Outcome outcome = gate.report(distributionPointId, distributionId, report, origin);
        if (outcome instanceof Outcome.Stale) {
            LOG.log(
                    Level.INFO,
                    "A report of {0} is ignored, since {1} is no task of it now: {2}",
                    distributionPointId,
                    distributionId,
                    report.event());
            return point.map(known -> new Outcome.Stale(distributionId));
        }
        return Optional.of(outcome);
    }

    /**
     * What is agreed with the distribution system of a distribution point, by which its reports are read.
     *
     * @return its terms; the usual ones where there is no such distribution point, though tasks may still have its name
     */
    public DistributionTerms terms(String distributionPointId) {
        Role.demand(caller, distributionPointId, Role.DISTRIBUTOR);
        return structure
                .get()
                .distributionPoint(distributionPointId)
                .map(DistributionPoint::terms)
                .orElse(DistributionTerms.DEFAULT);
    }

    private Origin origin(String name, @Nullable String agent, @Nullable String reason) {
        return new Origin(
                agent == null ? name : agent,
                reason,
                null,
                Channel.DISTRIBUTION,
                caller.getCallerPrincipal().getName(),
                null);
    }
}
