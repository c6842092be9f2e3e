package org.workgate.operation;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditTrail;
import org.workgate.access.Role;
import org.workgate.gate.TaskGate;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.CapturePoints;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.TaskCommand;

/**
 * The operations of operators on tasks (R134, R153, R166, R173, R180, R204): the same transition and the same notification as
 * a message would cause, with the caller as actor (A56).
 */
@Stateless
@RolesAllowed(Role.OPERATOR)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class TaskOperations {

    @Inject
    private TaskGate gate;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private AuditTrail auditTrail;

    @Resource
    private SessionContext caller;

    /**
     * Carries out an operation in one unit of work with its notification.
     *
     * @param change what is to be done; the task is addressed by its BrokerId
     * @param seen the version of the task that the caller saw, if it must still be the present one; null if any will do
     * @param channel the way by which the caller came
     * @param reason why, at most {@link Origin#MAX_LENGTH} characters, or null
     * @return accepted, refused, or overtaken where the task has changed meanwhile; a refusal is not put on any queue
     * @throws org.workgate.task.InvalidValueException if the reason cannot be one
     */
    public Outcome perform(
            TaskCommand.Change change, @Nullable Integer seen, Channel channel, @Nullable String reason) {
        String name = caller.getCallerPrincipal().getName();
        return gate.perform(change, seen, new Origin(name, reason, null, channel, name, null));
    }

    /**
     * Carries out what waits for the distribution system to give a task back, without its answer (A87); that goes into the audit
     * trail. People there may go on working on the task; what the distribution system reports of it from now on is ignored.
     *
     * @param brokerId the task
     * @return accepted; refused where there is no such task, or its status does not allow what waits, which then waits no more; nothing
     *     where nothing waits
     */
    public Optional<Outcome> force(int brokerId) {
        journal.lock(capturePoints.journaling(gate.prepareForce(brokerId)));
        Optional<Outcome> outcome = gate.force(brokerId);
        if (outcome.filter(Outcome.Accepted.class::isInstance).isPresent()) {
            auditTrail.forced(caller.getCallerPrincipal().getName(), brokerId);
        }
        return outcome;
    }
}
