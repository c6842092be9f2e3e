package org.workgate.gate;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.workgate.classification.Classification;
import org.workgate.prioritization.Prioritization;
import org.workgate.rules.RuleRound;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.BusinessStructure.Home;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.task.AttributeChanges;
import org.workgate.task.DistributionReport;
import org.workgate.task.Explanation;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.Outcome.Accepted;
import org.workgate.task.Outcome.Overtaken;
import org.workgate.task.Outcome.Refused;
import org.workgate.task.PendingOperation;
import org.workgate.task.Refusal;
import org.workgate.task.RefusedLater;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;
import org.workgate.task.TaskStatus;

/**
 * The one door: messages, console, HTTP API, timers and distribution systems change a task here and nowhere else. What follows
 * from a change follows at once: a task that is new is classified and prioritized in the transaction that makes it so.
 *
 * <p>Joins the caller's transaction or begins one. What is wrong with a request is an {@link Outcome} and commits; an
 * exception means that the infrastructure failed and rolls the transaction back.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class TaskGate {

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private StructureInForce structure;

    @Inject
    private Classification classification;

    @Inject
    private Prioritization prioritization;

    @Inject
    private Event<TaskEvent> events;

    @Inject
    private Event<RefusedLater> refusals;

    @Inject
    private DistributionSystems systems;

    @Inject
    private Clock clock;

    /**
     * Finds and locks the tasks of commands that are about to come in this transaction, all at once rather than one by one.
     * Changes nothing.
     *
     * @param commands what is about to come
     * @param by the capture point that asks
     * @return the IDs of the capture points that will be told of changes: the asking one, and those of the tasks (A48)
     */
    public Set<String> prepare(List<TaskCommand> commands, CapturePoint by) {
        var told = new HashSet<>(Set.of(by.id()));
        told.addAll(tasks.prepare(
                by.id(),
                commands.stream()
                        .map(TaskCommand::captureId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                commands.stream()
                        .filter(TaskCommand.OnTask.class::isInstance)
                        .map(command -> ((TaskCommand.OnTask) command).address().brokerId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())));
        return told;
    }

    /**
     * Carries out what a capture point asks for, remembers it in the task's history and tells the observers, in this order.
     *
     * @param command what is to be done
     * @param by the capture point that asks, whose settings count for who may do it (A78)
     * @param origin who asks for it
     */
    public Outcome perform(TaskCommand command, CapturePoint by, Origin origin) {
        if (command instanceof TaskCommand.Create create) {
            return create(create, by, origin);
        }
        var onTask = (TaskCommand.OnTask) command;
        Outcome found = find(onTask.address(), by);
        return found instanceof Accepted accepted && command instanceof TaskCommand.Change change
                ? change(accepted.task(), change, origin)
                : found;
    }

    /**
     * Carries out what somebody asks for who is bound to no capture point, in the same way.
     *
     * @param change what is to be done; the task is addressed by its BrokerId
     * @param seen the version of the task that the asker saw, if it must be the present one; null if any will do
     * @param origin who asks for it
     */
    public Outcome perform(TaskCommand.Change change, @Nullable Integer seen, Origin origin) {
        int brokerId = Objects.requireNonNull(change.address().brokerId(), "A task is addressed by its BrokerId here");
        Optional<Task> task = tasks.lock(brokerId);
        if (task.isEmpty()) {
            return new Refused(Refusal.taskNotFound("BrokerId", Integer.toString(brokerId)));
        }
        return seen != null && seen != task.get().version()
                ? new Overtaken(task.get())
                : change(task.get(), change, origin);
    }

    /**
     * The tasks about which the services have something to do by now, oldest first: rules are to be applied anew, the task has
     * become active, its process has begun. Changes and locks nothing.
     *
     * @param most how many at most
     */
    public List<Integer> due(int most) {
        return tasks.due(now(), most);
    }

    /**
     * Has the services do what they have to do by now about these tasks, all in one transaction (R94, R101). What somebody else
     * has done meanwhile is not done again, so that several servers may be about the same tasks.
     */
    public void proceed(List<Integer> brokerIds) {
        tasks.lockAll(brokerIds);
        Instant now = now();
        // What is told is numbered capture point by capture point, in this order by everybody.
        brokerIds.stream()
                .flatMap(brokerId -> tasks.lock(brokerId).stream())
                .filter(task -> task.isDue(now))
                .sorted(Comparator.comparing(Task::capturePointId))
                .forEach(task -> process(task, captorOf(task), RuleRound.Cause.TIMER, now));
    }

    /**
     * Locks the best of the tasks that are to go to a distribution point, as many as it has room for (3.4.7).
     *
     * @param distributionPointId which one; the caller has seen to it that nobody else is about it
     * @param limit how many tasks that nobody works on it has at most
     * @param most how many at most
     * @return the tasks, the best one first
     */
    public List<Task> toDistribute(String distributionPointId, int limit, int most) {
        int room = limit - tasks.unassigned(distributionPointId);
        if (room <= 0) {
            return List.of();
        }
        Instant now = now();
        int wanted = Math.min(room, most);
        Set<Integer> locked = new HashSet<>(tasks.toDistribute(distributionPointId, now, wanted));
        tasks.lockAll(locked);
        // While this waited for a lock, its task may have become worse than one that is not locked.
        return tasks.toDistribute(distributionPointId, now, wanted).stream()
                .takeWhile(locked::contains)
                .flatMap(brokerId -> tasks.lock(brokerId).stream())
                .toList();
    }

    /**
     * Hands tasks to a distribution point, in this order (R138).
     *
     * @throws RuntimeException if its distribution system cannot take them at present; nothing must be committed then (A67)
     */
    public void distribute(List<Task> best, DistributionPoint point) {
        Instant now = now();
        for (Task task : best) {
            happened(task.distribute(UUID.randomUUID().toString(), point.id(), now));
            systems.submit(task, point);
        }
    }

    /**
     * Looks after tasks that wait for distribution and have nowhere to go, since the structure has changed under them: those whose
     * solution has got a distribution point go there, those whose distribution point is gone become {@code ErrorHeld} (R157).
     *
     * @param most how many at most
     * @return how many there were
     */
    public int lookAfterStrays(int most) {
        BusinessStructure present = structure.get();
        List<String> points =
                present.distributionPoints().stream().map(DistributionPoint::id).toList();
        if (points.isEmpty()) {
            return 0;
        }
        List<String> solutions = present.tenants().stream()
                .flatMap(tenant -> tenant.solutions().stream())
                .filter(solution -> solution.firstDistributionPoint().isPresent())
                .map(BusinessStructure.Solution::id)
                .toList();
        List<Integer> strays = tasks.stray(points, solutions, most);
        tasks.lockAll(strays);
        strays.stream()
                .flatMap(brokerId -> tasks.lock(brokerId).stream())
                .filter(task -> task.status() == TaskStatus.QUEUED)
                .sorted(Comparator.comparing(Task::capturePointId))
                .forEach(task -> lookAfter(task, points));
        return strays.size();
    }

    private void lookAfter(Task task, List<String> points) {
        String goesTo = task.nextDistributionPointId();
        if (goesTo == null) {
            structure
                    .get()
                    .solution(task.solutionId())
                    .flatMap(home -> home.solution().firstDistributionPoint())
                    .ifPresent(point -> task.goesTo(point.id()));
        } else if (!points.contains(goesTo)) {
            happened(task.accept(
                    new Ruling.Undistributable("The task is to go to distribution point " + goesTo
                            + ", which the business structure does not have; add it there, or change the rule or the"
                            + " solution that chose it, and resume or restart the task"),
                    captorOf(task),
                    now()));
        }
    }

    /** Locks a task until the transaction ends, so that it stays as the caller sees it. Changes nothing. */
    public Optional<Task> lock(int brokerId) {
        return tasks.lock(brokerId);
    }

    /**
     * Takes over what a distribution system tells of a task (3.3).
     *
     * @param distributionPointId the distribution point for which it speaks
     * @param distributionId the submission of which it speaks
     * @param report what it tells
     * @param origin who tells it
     * @return accepted, also where it changed nothing, or stale
     */
    public Outcome report(String distributionPointId, String distributionId, DistributionReport report, Origin origin) {
        Task task = tasks.lockSubmitted(distributionId).orElse(null);
        if (task == null || task.isStale(distributionId, distributionPointId)) {
            return new Outcome.Stale(distributionId);
        }
        accept(task, report, origin);
        if (!task.isSubmitted()) {
            goOn(task, false);
        }
        return new Accepted(task);
    }

    private void accept(Task task, DistributionReport report, Origin origin) {
        Task.CapturedBy by = captorOf(task);
        Instant now = now();
        task.accept(report, by, origin, now).ifPresent(this::happened);
        process(
                task,
                by,
                report instanceof DistributionReport.Restarted ? RuleRound.Cause.RESTART : RuleRound.Cause.FIRST,
                now);
    }

    /**
     * Takes over what a distribution system answers that was asked to give a task back (A66, A87): carries out what waited for it.
     *
     * @param distributionPointId the distribution point for which it speaks
     * @param distributionId the submission of which it speaks
     * @param assigned that it does not, since an agent has the task by now, and which; null if it does
     * @param origin who tells it
     * @return accepted, or stale, also where nothing waits for the answer
     */
    public Outcome givesBack(
            String distributionPointId,
            String distributionId,
            DistributionReport.@Nullable Assigned assigned,
            Origin origin) {
        Task task = tasks.lockSubmitted(distributionId).orElse(null);
        if (task == null || task.isStale(distributionId, distributionPointId)) {
            return new Outcome.Stale(distributionId);
        }
        List<PendingOperation> pending = tasks.pending(task.brokerId());
        if (assigned != null) {
            accept(task, assigned, origin);
        }
        if (pending.isEmpty()) {
            return assigned == null ? new Outcome.Stale(distributionId) : new Accepted(task);
        }
        boolean fromAgent = pending.get(0).revokesFromAgent();
        if (assigned == null && task.isAssigned() && !fromAgent) {
            // An agent had it for a while, and has it no more.
            accept(task, new DistributionReport.Returned(), origin);
            goOn(task, false);
        } else if (assigned == null || !fromAgent) {
            goOn(task, assigned == null);
        }
        // Else it keeps from us what it was to take from the agent, and is not asked for ever; an operator decides.
        return new Accepted(task);
    }

    /**
     * Carries out what waits for a distribution system, without its answer (A87); what that tells of the task later is stale.
     *
     * @param brokerId the task
     * @return accepted; refused where there is no such task, or the status that it has by now does not allow what waits first, which
     *     then waits no more; nothing where nothing waits
     */
    public Optional<Outcome> force(int brokerId) {
        Optional<Task> task = tasks.lock(brokerId);
        if (task.isEmpty()) {
            return Optional.of(new Refused(Refusal.taskNotFound("BrokerId", Integer.toString(brokerId))));
        }
        if (tasks.pending(brokerId).isEmpty()) {
            return Optional.empty();
        }
        Optional<Refusal> refusal = goOn(task.get(), true);
        return Optional.of(refusal.<Outcome>map(Refused::new).orElseGet(() -> new Accepted(task.get())));
    }

    /**
     * Gives operations their turns that wait for a distribution system which does not answer any more, since the structure has changed
     * under them.
     *
     * @param most how many tasks at most
     * @return how many there were
     */
    public int lookAfterForsaken(int most) {
        List<Integer> forsaken = tasks.pendingElsewhere(systems.answeringLater(), most);
        tasks.lockAll(forsaken);
        forsaken.stream()
                .flatMap(brokerId -> tasks.lock(brokerId).stream())
                .filter(task -> !systems.answerLater(task))
                .sorted(Comparator.comparing(Task::capturePointId))
                .forEach(task -> goOn(task, true));
        return forsaken.size();
    }

    /**
     * Locks the tasks of these submissions, all at once.
     *
     * @return the IDs of the capture points that may be told when their distribution system reports about them; none where there is no
     *     such submission
     */
    public Set<String> prepareReports(Collection<String> distributionIds) {
        return told(tasks.lockSubmitted(distributionIds));
    }

    /**
     * Locks a task.
     *
     * @return the IDs of the capture points that may be told when what waits for it is carried out
     */
    public Set<String> prepareForce(int brokerId) {
        return told(tasks.lock(brokerId).stream().toList());
    }

    private Set<String> told(List<Task> submitted) {
        var told = submitted.stream().map(Task::capturePointId).collect(Collectors.toCollection(HashSet::new));
        submitted.stream()
                .flatMap(task -> tasks.pending(task.brokerId()).stream())
                .map(operation -> operation.origin().request())
                .filter(Objects::nonNull)
                .forEach(request -> told.add(request.capturePointId()));
        return told;
    }

    /** Has the services leave a task alone for this long, since what they had to do about it failed. */
    public void postpone(int brokerId, Duration by) {
        tasks.postpone(brokerId, now().plus(by));
    }

    private Outcome create(TaskCommand.Create command, CapturePoint by, Origin origin) {
        String captureId = command.captureId();
        Home home = home(by);
        Task.CapturedBy capturedBy =
                by.capturedBy(home.tenant().id(), home.solution().id());
        if (captureId != null && capturedBy.checkIfCaptured()) {
            Optional<Task> existing = tasks.lock(by.id(), captureId).filter(capturedBy::counts);
            if (existing.isPresent()) {
                return new Refused(Refusal.alreadyCaptured(existing.get()));
            }
        }
        Instant now = now();
        Task task = tasks.add(capturedBy, command.with(by.defaults()), origin, now);
        Optional.ofNullable(task.processId())
                .flatMap(id -> structure.get().process(task.solutionId(), id))
                .ifPresent(given -> task.belongsTo(given.contract().id()));
        happened(new TaskEvent.TaskCreated(new TaskEvent.Occurrence(
                task, origin, now, new TaskEvent.Submission(null, null), AttributeChanges.NONE, Explanation.NONE)));
        process(task, capturedBy, RuleRound.Cause.FIRST, now);
        return new Accepted(task);
    }

    private Outcome change(Task task, TaskCommand.Change change, Origin origin) {
        // Only what a distribution system has can have something wait for it.
        if (task.isSubmitted() && !tasks.pending(task.brokerId()).isEmpty()) {
            if (systems.answerLater(task)) {
                tasks.keep(new PendingOperation(task, change, origin, now()));
                return new Outcome.Pending(task);
            }
            goOn(task, true);
        }
        Optional<Refusal> refusal = task.refusal(change, captorOf(task));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (systems.answerLater(task) && task.isRevokedFirst(change, captorOf(task))) {
            systems.revoke(task);
            var pending = new PendingOperation(task, change, origin, now());
            pending.revokes(task.status());
            tasks.keep(pending);
            return new Outcome.Pending(task);
        }
        carryOut(task, change, origin);
        return new Accepted(task);
    }

    private void carryOut(Task task, TaskCommand.Change change, Origin origin) {
        Task.CapturedBy by = captorOf(task);
        Instant now = now();
        TaskEvent event = task.carryOut(change, by, origin, now);
        happened(event);
        systems.update(event);
        process(task, by, cause(change), now);
    }

    /**
     * Gives the operations that wait for a task their turns, until one has to wait for the distribution system anew.
     *
     * @param revoked whether the distribution system has given the task back, or is not waited for
     * @return why the first of them was refused, if it was
     */
    private Optional<Refusal> goOn(Task task, boolean revoked) {
        boolean isRevoked = revoked;
        Optional<Refusal> first = Optional.empty();
        List<PendingOperation> pending = tasks.pending(task.brokerId());
        for (PendingOperation operation : pending) {
            TaskCommand.Change change = operation.change();
            Optional<Refusal> refusal = task.refusal(change, captorOf(task));
            if (refusal.isEmpty()
                    && !isRevoked
                    && systems.answerLater(task)
                    && task.isRevokedFirst(change, captorOf(task))) {
                systems.revoke(task);
                operation.revokes(task.status());
                return first;
            }
            tasks.remove(operation);
            if (refusal.isPresent()) {
                refusals.fire(new RefusedLater(operation.origin(), refusal.get()));
                first = first.isPresent() || pending.indexOf(operation) > 0 ? first : refusal;
            } else {
                carryOut(task, change, operation.origin());
            }
            isRevoked = false;
        }
        return first;
    }

    private Task.CapturedBy captorOf(Task task) {
        return capturePoints
                .find(task.capturePointId())
                .orElseThrow(() -> new IllegalStateException("Task " + task.brokerId() + " was captured by "
                        + task.capturePointId() + ", which is not configured any more; configure it again, stopped if"
                        + " it is to take no messages"))
                .capturedBy(task.tenantId(), task.solutionId());
    }

    private static RuleRound.Cause cause(TaskCommand.Change change) {
        return switch (change.event()) {
            case RESUME -> RuleRound.Cause.RESUME;
            case RESTART -> RuleRound.Cause.RESTART;
            default -> RuleRound.Cause.FIRST;
        };
    }

    /** Has the services decide about a task that awaits it, one after the other (3.2). */
    private void process(Task task, Task.CapturedBy by, RuleRound.Cause cause, Instant now) {
        TaskStatus before = task.status();
        RuleRound.Cause first = cause == RuleRound.Cause.TIMER ? RuleRound.Cause.FIRST : cause;
        if (task.isToBeClassified(now)) {
            TaskEvent event = task.accept(classification.classify(task, first, now), by, now);
            if (task.status() != before || cause != RuleRound.Cause.TIMER) {
                happened(event);
            }
        }
        if (task.isToBePrioritized(by, now)) {
            happened(task.accept(prioritization.prioritize(task, first, now), by, now));
        } else if (isToBeReprioritized(task, cause, now)) {
            String goesTo = task.nextDistributionPointId();
            TaskEvent event = task.accept(prioritization.prioritize(task, cause, now), by, now);
            boolean silent = cause == RuleRound.Cause.TIMER
                    && isOnlyOfTheNextRound(event)
                    && Objects.equals(goesTo, task.nextDistributionPointId());
            if (!silent) {
                happened(event);
            }
            systems.update(event);
        }
    }

    private static boolean isToBeReprioritized(Task task, RuleRound.Cause cause, Instant now) {
        return switch (cause) {
            case TIMER -> task.isToBeReprioritized(now);
            case RESUME -> task.isToBeReprioritizedAfterHold(now);
            default -> false;
        };
    }

    /** Then no line tells of it: the history would fill with lines that say nothing. */
    private static boolean isOnlyOfTheNextRound(TaskEvent event) {
        return event instanceof TaskEvent.TaskPrioritized
                && event.task().reprioritizeDateTime() != null
                && event.occurrence().changes().concernAtMost(TaskAttribute.REPRIORITIZE);
    }

    private void happened(TaskEvent event) {
        tasks.remember(event);
        events.fire(event);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Tasks of other capture points are not found, so that nobody learns that they exist, unless a setting says so (A42). */
    private Outcome find(TaskAddress address, CapturePoint by) {
        Integer brokerId = address.brokerId();
        String captureId = address.captureId();
        if (brokerId == null) {
            String given = Objects.requireNonNull(captureId);
            return outcome(tasks.lock(by.id(), given), "CaptureId", given);
        }
        Optional<Task> task = tasks.lock((int) brokerId).filter(found -> mayAct(by, found));
        if (task.isEmpty() || captureId == null || task.get().captureId().equals(captureId)) {
            return outcome(task, "BrokerId", brokerId.toString());
        }
        return tasks.lock(by.id(), captureId).isEmpty()
                ? new Refused(Refusal.taskNotFound("CaptureId", captureId))
                : new Refused(Refusal.invalidFormat(
                        "BrokerId " + brokerId + " and CaptureId " + captureId
                                + " belong to different tasks; give one of them, or both of the same task",
                        address.place()));
    }

    private boolean mayAct(CapturePoint by, Task task) {
        return task.capturePointId().equals(by.id())
                || (by.crossCapturePoint()
                        && task.solutionId().equals(home(by).solution().id()));
    }

    /** Where the tasks belong that a capture point creates from now on (R81, R82). */
    private Home home(CapturePoint by) {
        return structure
                .get()
                .homeOf(by.id())
                .orElseThrow(() -> new IllegalStateException("Capture point " + by.id()
                        + " belongs to no solution of the business structure; name it in the capturePoints of one"));
    }

    private static Outcome outcome(Optional<Task> task, String kind, String value) {
        return task.<Outcome>map(Accepted::new).orElseGet(() -> new Refused(Refusal.taskNotFound(kind, value)));
    }
}
