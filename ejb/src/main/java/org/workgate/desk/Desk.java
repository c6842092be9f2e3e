package org.workgate.desk;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.access.UserAccounts;
import org.workgate.gate.TaskGate;
import org.workgate.reporting.DeskListing;
import org.workgate.reporting.DeskTasks;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.StructureInForce;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.DistributionReport;
import org.workgate.task.DistributionReport.MovedToQueue;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;

/**
 * The desk, as the agent sees it who calls (R205): takes tasks, works on them and hands them on. Each operation is one unit of work
 * with its notification, whose actor is the agent (A56).
 *
 * <p>Its tasks are those of all distribution points whose system is the desk. On a task that an agent has taken, nobody else here
 * does anything; who wants to is refused, and nothing changes.
 */
@Stateless
@RolesAllowed(Role.AGENT)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Desk {

    /** The name of each agent's workbin; whose it is, its target says. */
    private static final String WORKBIN = "Workbin";

    @Inject
    private TaskGate gate;

    @Inject
    private DeskListing listing;

    @Inject
    private StructureInForce structure;

    @Inject
    private UserAccounts accounts;

    @Resource
    private SessionContext caller;

    /** What became of an operation. */
    public sealed interface Result {

        /** It was carried out. */
        record Done() implements Result {}

        /**
         * It is not possible, and nothing changed.
         *
         * @param why a sentence for people
         */
        record Refused(String why) implements Result {}
    }

    /**
     * The agent's tasks and the best ones of those that wait.
     *
     * @param most how many at most of those that wait
     */
    public DeskTasks tasks(int most) {
        return listing.tasks(agent(), pointIds(), most);
    }

    /** The BrokerIds of the tasks that wait for anybody, the best one first; at most so many. */
    public List<Integer> waiting(int most) {
        return listing.waiting(pointIds(), most);
    }

    /** The other agents, to whom tasks can be transferred. */
    public List<String> colleagues() {
        return accounts.withRole(Role.AGENT).stream()
                .filter(name -> !name.equals(agent()))
                .toList();
    }

    /**
     * Takes the best task that waits. Of several agents who ask at once each gets another one: who finds the best one gone looks for
     * the next, in a transaction of its own, since nobody may keep a task locked and wait for another (0036).
     *
     * @return its BrokerId; nothing where none waits
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Integer> takeNext() {
        Desk desk = caller.getBusinessObject(Desk.class);
        var gone = new HashSet<Integer>();
        while (true) {
            Optional<Integer> best = desk.waiting(gone.size() + 1).stream()
                    .filter(brokerId -> !gone.contains(brokerId))
                    .findFirst();
            if (best.isEmpty() || desk.take(best.get()) instanceof Result.Done) {
                return best;
            }
            gone.add(best.get());
        }
    }

    /** Takes a certain task, which waits for anybody or lies in the agent's workbin. */
    public Result take(int brokerId) {
        String agent = agent();
        return report(brokerId, task -> task.isOpenTo(agent), point -> new DistributionReport.Assigned(agent), null);
    }

    /** Puts a task that the agent has into the agent's workbin, from where nobody else takes it. */
    public Result park(int brokerId) {
        return reportOwn(brokerId, point -> new MovedToQueue(WORKBIN, MovedToQueue.AGENT_WORKBIN, agent()), null);
    }

    /** Gives a task that the agent has back to the desk, for anybody. */
    public Result giveBack(int brokerId) {
        return reportOwn(brokerId, point -> new MovedToQueue(point.name(), MovedToQueue.INTERACTION_QUEUE, null), null);
    }

    /**
     * Gives a task that the agent has to another agent.
     *
     * @param colleague one of {@link #colleagues()}
     * @param reason why, at most {@link Origin#MAX_LENGTH} characters, or null
     * @throws org.workgate.task.InvalidValueException if the reason cannot be one
     */
    public Result transfer(int brokerId, String colleague, @Nullable String reason) {
        return colleagues().contains(colleague)
                ? reportOwn(brokerId, point -> new DistributionReport.Assigned(colleague), reason)
                : new Result.Refused("There is no other agent " + colleague + ".");
    }

    /**
     * Returns a task that the agent has, to be distributed anew, and possibly elsewhere (R143).
     *
     * @param reason why, at most {@link Origin#MAX_LENGTH} characters, or null
     * @throws org.workgate.task.InvalidValueException if the reason cannot be one
     */
    public Result giveUp(int brokerId, @Nullable String reason) {
        return reportOwn(brokerId, point -> new DistributionReport.Returned(), reason);
    }

    /**
     * Ends a task that the agent has, since its work is done (R146).
     *
     * @param resultCode what came of it, or null to leave that as it is
     * @param reason why, at most {@link Origin#MAX_LENGTH} characters, or null
     * @throws org.workgate.task.InvalidValueException if the reason or the result code cannot be one
     */
    public Result complete(int brokerId, @Nullable String resultCode, @Nullable String reason) {
        AttributeValues values = resultCode == null
                ? AttributeValues.NONE
                : new AttributeValues(Map.of(TaskAttribute.RESULT_CODE, resultCode), Map.of());
        return reportOwn(brokerId, point -> new DistributionReport.Completed(values, List.of()), reason);
    }

    private Result reportOwn(
            int brokerId, Function<DistributionPoint, DistributionReport> report, @Nullable String reason) {
        return report(brokerId, task -> task.isAssignedTo(agent()), report, reason);
    }

    private Result report(
            int brokerId,
            Predicate<Task> may,
            Function<DistributionPoint, DistributionReport> report,
            @Nullable String reason) {
        var origin = new Origin(agent(), reason, null, Channel.CONSOLE, agent(), null);
        Task task = gate.lock(brokerId).orElse(null);
        if (task == null) {
            return new Result.Refused("There is no task " + brokerId + ".");
        }
        DistributionPoint point = points().filter(candidate -> candidate.id().equals(task.distributionPointId()))
                .findFirst()
                .orElse(null);
        String distributionId = task.distributionId();
        if (point == null || distributionId == null || !may.test(task)) {
            return new Result.Refused(refusal(task, point != null));
        }
        return gate.report(point.id(), distributionId, report.apply(point), origin) instanceof Outcome.Accepted
                ? new Result.Done()
                : new Result.Refused(refusal(task, true));
    }

    /** Why the agent may not do what was asked for. */
    private String refusal(Task task, boolean atTheDesk) {
        String name = task.brokerId() + " (CaptureId " + task.captureId() + ")";
        if (atTheDesk && task.isAssignedTo(agent())) {
            return "You have task " + name + " already.";
        }
        if (atTheDesk && task.isOpenTo(agent())) {
            return "You do not have task " + name + " any more.";
        }
        if (atTheDesk && task.status() == TaskStatus.ASSIGNED) {
            return TaskAttribute.ASSIGNED_TO_USER.of(task) + " has task " + name + ".";
        }
        if (atTheDesk && task.status() == TaskStatus.DISTRIBUTED) {
            return "Task " + name + " is in a workbin that is not yours.";
        }
        return "Task " + name + " is not at the desk any more; its status is "
                + task.status().wireName() + ".";
    }

    private Stream<DistributionPoint> points() {
        return structure.get().distributionPoints().stream().filter(point -> point.system() == Destination.DESK);
    }

    private List<String> pointIds() {
        return points().map(DistributionPoint::id).toList();
    }

    private String agent() {
        return caller.getCallerPrincipal().getName();
    }
}
