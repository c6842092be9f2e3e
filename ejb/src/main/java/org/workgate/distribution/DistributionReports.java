package org.workgate.distribution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.gate.TaskGate;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Channel;
import org.workgate.task.DistributionReport;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;

/** What distribution systems tell of the tasks that they have (R205), each report in one unit of work with its notification. */
@Stateless
@RolesAllowed(Role.DISTRIBUTOR)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class DistributionReports {

    @Inject
    private TaskGate gate;

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
     * @return accepted or stale; nothing where there is no such distribution point
     * @throws org.workgate.task.InvalidValueException if agent or reason cannot be one
     */
    public Optional<Outcome> report(
            String distributionPointId,
            String distributionId,
            DistributionReport report,
            @Nullable String agent,
            @Nullable String reason) {
        return structure.get().distributionPoints().stream()
                .filter(point -> point.id().equals(distributionPointId))
                .findFirst()
                .map(point -> gate.report(distributionPointId, distributionId, report, origin(point, agent, reason)));
    }

    private Origin origin(DistributionPoint point, @Nullable String agent, @Nullable String reason) {
        return new Origin(
                agent == null ? point.name() : agent,
                reason,
                null,
                Channel.DISTRIBUTION,
                caller.getCallerPrincipal().getName(),
                null);
    }
}
