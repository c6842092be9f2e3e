package org.workgate.task;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that an originating system handed over, from its creation until it leaves the list for the archive.
 *
 * <p>The originating system calls it by its CaptureId, which is unique within a capture point as far as that capture point
 * checks it (A42); Workgate calls it by its BrokerId, unique in the instance (R24). Only the task itself changes its
 * status, and only along {@link TaskLifecycle}. All times are UTC (A52).
 */
@Entity
@Table(name = "gtl_task")
public class Task extends TaskRecord implements Cloneable {

    /** The value of {@link #captureGuard} that makes CaptureIds captured under the check unique (A45). */
    private static final long UNIQUE_UNDER_CHECK = 0;

    /** After every date that a task can have. */
    private static final Instant NEVER_DUE = Instant.parse("+10001-01-01T00:00:00Z");

    /** What its error says where a distribution system has dropped it (3.3). */
    private static final String REMOVED =
            "The distribution system removed the task without saying whether the work is done";

    /** The custom attribute that tells what stopped the task (R158, A35). */
    private static final String ERROR = "Error";

    /** For the persistence provider. */
    protected Task() {}

    /**
     * What a capture point settles for the tasks it captures.
     *
     * @param capturePointId its service ID (R38), at most 16 characters
     * @param tenantId the tenant of its tasks (R81), at most 16 characters
     * @param solutionId the solution of its tasks (R82), at most 16 characters
     * @param checkIfCaptured whether a CaptureId may be used only once (R65)
     * @param checkFinished whether a finished task counts in that (A44)
     * @param allowCancelAssigned whether a task that an agent works on can be canceled (A22)
     * @param prioritizesWhenActive whether a task waits for its activation before its first prioritization, not after it (A33)
     * @param waitsForProcess whether a task whose process or contract has not begun waits instead of being rejected (A36)
     */
    public record CapturedBy(
            String capturePointId,
            String tenantId,
            String solutionId,
            boolean checkIfCaptured,
            boolean checkFinished,
            boolean allowCancelAssigned,
            boolean prioritizesWhenActive,
            boolean waitsForProcess) {

        /** Whether this task stands in the way of another one with its CaptureId (R65, A44). */
        public boolean counts(Task task) {
            return checkFinished || !task.status().isFinal();
        }

        /** The value that this setting of the life cycle has here; one that nothing sets has its default. */
        private String valueOf(LifecycleSetting setting) {
            boolean deviates =
                    switch (setting) {
                        case ALLOW_CANCEL_ASSIGNED -> allowCancelAssigned;
                        case ACTIVATION_GATE -> prioritizesWhenActive;
                        case NOT_YET_ACTIVE -> waitsForProcess;
                        case REMOVED_WITHOUT_VERDICT ->
                            throw new IllegalArgumentException("A distribution point settles that");
                    };
            return setting.options().get(deviates ? 1 : 0);
        }
    }

    /**
     * Where it stands in the order in which tasks are handed out: the best one first (3.4.7).
     *
     * @param priority the higher, the better; none is below every number (A64)
     * @param due the earlier, the better; none is after every date
     * @param created the earlier, the better
     * @param brokerId the lower, the better
     */
    public record Rank(int priority, Instant due, Instant created, int brokerId) implements Comparable<Rank> {

        private static final Comparator<Rank> BEST_FIRST = Comparator.comparing(
                        Rank::priority, Comparator.reverseOrder())
                .thenComparing(Rank::due)
                .thenComparing(Rank::created)
                .thenComparing(Rank::brokerId);

        @Override
        public int compareTo(Rank other) {
            return BEST_FIRST.compare(this, other);
        }
    }

    /**
     * Creates a task, in status {@code New} or, if asked for, {@code NewHeld} (R61, R62). It has no BrokerId until it is
     * {@link #numbered()}.
     *
     * @param by the capture point that captures it
     * @param command what is known of it
     * @param origin who asks for it
     * @param now the time of processing
     */
    Task(CapturedBy by, TaskCommand.Create command, Origin origin, Instant now) {
        this.capturePointId = by.capturePointId();
        this.tenantId = by.tenantId();
        this.solutionId = by.solutionId();
        this.captureId = Objects.requireNonNullElse(command.captureId(), "");
        this.captureGuard = by.checkIfCaptured() ? UNIQUE_UNDER_CHECK : -1;
        this.createdDateTime = now;
        move(command.hold() ? LifecycleEvent.CREATE_HELD : LifecycleEvent.CREATE, effective(origin, now));
        command.values().attributes().forEach((attribute, value) -> {
            if (!attribute.isCreatable()) {
                throw new IllegalArgumentException(attribute.wireName() + " is not set by a creation");
            }
            set(attribute, value);
        });
        custom(command.values().custom());
        nextStepAt = nextStep();
        order();
    }

    /** Another one like it, of which the list knows nothing: what is tried with it changes no task. */
    public Task copy() {
        return (Task) clone();
    }

    /** The persistence provider completes this method: the copy tells it of no change. */
    @Override
    protected Object clone() {
        try {
            return super.clone();
        } catch (CloneNotSupportedException e) {
            throw new LinkageError("A task can be copied", e);
        }
    }

    /** Completes what depends on the BrokerId, which the persistence provider has drawn by now (R63, A45). */
    void numbered() {
        if (captureId.isEmpty()) {
            captureId = Integer.toString(brokerId);
        }
        if (captureGuard != UNIQUE_UNDER_CHECK) {
            captureGuard = brokerId;
        }
    }

    /** Lets another task have the CaptureId although this one was captured under the check (A44, A45). */
    void yieldCaptureId() {
        captureGuard = brokerId;
    }

    /**
     * Why this change is not possible now; nothing if it is.
     *
     * @param by what the capture point that captured the task settles (A78)
     */
    public Optional<Refusal> refusal(TaskCommand.Change command, CapturedBy by) {
        return transition(command.event(), by) instanceof Transition.Refused refused
                ? Optional.of(Refusal.ofStatus(refused.code(), this))
                : Optional.empty();
    }

    /**
     * Whether the distribution system has to give the task back before this change, which is not refused (A25).
     *
     * @param by what the capture point that captured the task settles (A78)
     */
    public boolean isRevokedFirst(TaskCommand.Change command, CapturedBy by) {
        return transition(command.event(), by) instanceof Transition.Moves moves
                && moves.revokesFirst()
                && isSubmitted();
    }

    /**
     * Carries out a change that is not refused. That the task has left the distribution system, where that is needed, is certain
     * by now (A66).
     *
     * @param command what is to be done
     * @param by what the capture point that captured the task settles (A78)
     * @param origin who asks for it
     * @param now the time of processing
     * @return what happened by it
     * @throws IllegalStateException if the change is refused; nothing has changed then
     */
    public TaskEvent carryOut(TaskCommand.Change command, CapturedBy by, Origin origin, Instant now) {
        Instant planned = nextStep();
        var before = new AttributeChanges.Snapshot(this);
        var submission = new TaskEvent.Submission(distributionId, distributionPointId);
        List<String> ignored = List.of();
        if (command instanceof TaskCommand.Update update) {
            update(update.values());
            ignored = update.ignored();
        } else {
            boolean fromError = status == TaskStatus.ERROR_HELD;
            move(command.event(), by, effective(origin, now));
            if (command instanceof TaskCommand.Restart) {
                forgetRules();
            }
            if (fromError && !status.isFinal()) {
                custom(Collections.singletonMap(ERROR, null));
            }
        }
        // An update of something else has no service look earlier at what it has put off (A64).
        if (!(command instanceof TaskCommand.Update) || !Objects.equals(planned, nextStep())) {
            nextStepAt = nextStep();
        }
        order();
        var occurrence = new TaskEvent.Occurrence(
                this,
                origin,
                now,
                submission,
                before.until(new AttributeChanges.Snapshot(this), ignored),
                Explanation.NONE);
        return switch (command.event()) {
            case HOLD -> new TaskEvent.TaskHeld(occurrence);
            case RESUME -> new TaskEvent.TaskResumed(occurrence);
            case RESTART, RESTART_HELD -> new TaskEvent.TaskRestarted(occurrence);
            case CANCEL -> new TaskEvent.TaskCanceled(occurrence);
            case COMPLETE -> new TaskEvent.TaskCompleted(occurrence);
            case UPDATE -> new TaskEvent.TaskUpdated(occurrence);
            default -> throw new IllegalStateException(command.event() + " is no change that is asked for");
        };
    }

    /**
     * Takes over what a service has decided.
     *
     * @param ruling what it has decided, of the task as it is
     * @param by what the capture point that captured the task settles (A78)
     * @param now the time of processing
     * @return what happened by it
     * @throws IllegalStateException if the service had nothing to decide about a task of this status; nothing has changed then
     */
    public TaskEvent accept(Ruling ruling, CapturedBy by, Instant now) {
        Transition transition = transition(ruling.event(status), by);
        boolean stays = transition instanceof Transition.Stays;
        var before = new AttributeChanges.Snapshot(this);
        var submission = new TaskEvent.Submission(distributionId, distributionPointId);
        if (!stays) {
            move(transition, now);
        }
        Ruling.Values decided = ruling.values(stays);
        decided.attributes().forEach(this::decide);
        String next = decided.distributionPointId();
        nextDistributionPointId = next == null ? nextDistributionPointId : next;
        String error = ruling.error();
        if (error != null && !stays) {
            custom(Map.of(ERROR, error));
        }
        Instant again = stays ? ruling.again(now) : null;
        nextStepAt = again == null ? nextStep() : again;
        order();
        var occurrence = new TaskEvent.Occurrence(
                this,
                new Origin(
                        ruling.service(),
                        stays ? ruling.reasonOfStaying() : ruling.reason(),
                        null,
                        Channel.SERVICE,
                        null,
                        null),
                now,
                submission,
                before.until(new AttributeChanges.Snapshot(this), List.of()),
                ruling.because());
        return stays ? ruling.stayed(occurrence) : ruling.happened(occurrence);
    }

    /**
     * Takes note that it was handed to a distribution point (R138, R163).
     *
     * @param distributionId its ID there, which no submission ever had, at most 64 characters
     * @param distributionPointId the distribution point, at most 16 characters
     * @param now the time of processing
     * @throws IllegalStateException if it is not {@code Queued}, not active, or to go elsewhere (3.4.4); nothing has changed then
     */
    public TaskEvent distribute(String distributionId, String distributionPointId, Instant now) {
        if (!isToBeDistributed(distributionPointId, now)) {
            throw new IllegalStateException("Task " + brokerId + " is not to be distributed to " + distributionPointId);
        }
        var before = new AttributeChanges.Snapshot(this);
        move(LifecycleEvent.DISTRIBUTED, now);
        this.distributionId = distributionId;
        this.distributionPointId = distributionPointId;
        distributedDateTime = now;
        nextStepAt = nextStep();
        return new TaskEvent.TaskDistributed(new TaskEvent.Occurrence(
                this,
                new Origin(Ruling.DISTRIBUTION_SERVICE, null, null, Channel.SERVICE, null, null),
                now,
                new TaskEvent.Submission(distributionId, distributionPointId),
                before.until(new AttributeChanges.Snapshot(this), List.of()),
                Explanation.NONE));
    }

    /** Whether a distribution system has it. */
    public boolean isSubmitted() {
        return isSubmitted(status);
    }

    /** Whether a report about this submission is too late, or about another (3.3). */
    public boolean isStale(String distributionId, String distributionPointId) {
        return !isSubmitted(status)
                || !distributionId.equals(this.distributionId)
                || !distributionPointId.equals(this.distributionPointId);
    }

    /** Whether it lies where this agent may take it: in no workbin, or in the agent's own. */
    public boolean isOpenTo(String agent) {
        return status == TaskStatus.DISTRIBUTED
                && (queueType == null
                        || queueType.equals(DistributionReport.MovedToQueue.INTERACTION_QUEUE)
                        || (queueType.equals(DistributionReport.MovedToQueue.AGENT_WORKBIN)
                                && agent.equals(queueTarget)));
    }

    /** Whether an agent works on it. */
    public boolean isAssigned() {
        return status == TaskStatus.ASSIGNED;
    }

    /** Whether this agent works on it. */
    public boolean isAssignedTo(String agent) {
        return status == TaskStatus.ASSIGNED && agent.equals(assignedToUser);
    }

    /**
     * Takes over what the distribution system tells of its present submission.
     *
     * @param report what it tells
     * @param by what the capture point that captured the task settles (A78)
     * @param origin who tells it
     * @param now the time of processing
     * @return what happened by it; nothing where all is as it was (A81)
     * @throws IllegalStateException if it has no submission; nothing has changed then
     */
    public Optional<TaskEvent> accept(DistributionReport report, CapturedBy by, Origin origin, Instant now) {
        Transition transition = report instanceof DistributionReport.Removed removed
                        && TaskLifecycle.on(status, report.event()) instanceof Transition.BySetting bySetting
                ? bySetting.with(removed.meaning().key())
                : transition(report.event(), by);
        var before = new AttributeChanges.Snapshot(this);
        var submission = new TaskEvent.Submission(distributionId, distributionPointId);
        TaskStatus statusBefore = status;
        Instant planned = nextStep();
        if (!(transition instanceof Transition.Stays)) {
            move(transition, now);
        }
        List<String> ignored = takeOver(report, now);
        String error = status == TaskStatus.ERROR_HELD
                ? REMOVED + (origin.reason() == null ? "" : ": " + origin.reason())
                : null;
        if (error != null) {
            custom(Map.of(ERROR, error));
        }
        if (status != statusBefore || !Objects.equals(planned, nextStep())) {
            nextStepAt = nextStep();
        }
        order();
        AttributeChanges changes = before.until(new AttributeChanges.Snapshot(this), ignored);
        if (status == statusBefore && changes.changed().isEmpty()) {
            return Optional.empty();
        }
        var occurrence = new TaskEvent.Occurrence(
                this,
                error == null ? origin : origin.because(Ruling.DISTRIBUTION_FAILED),
                now,
                submission,
                changes,
                Explanation.NONE);
        if (error != null) {
            return Optional.of(new TaskEvent.TaskErrorHeld(occurrence, error));
        }
        return Optional.of(
                switch (report.event()) {
                    case REPORTED_QUEUED -> new TaskEvent.TaskDistributedQueue(occurrence);
                    case REPORTED_ASSIGNED -> new TaskEvent.TaskAssigned(occurrence);
                    case REPORTED_CHANGED -> new TaskEvent.TaskUpdated(occurrence);
                    case REPORTED_COMPLETED -> new TaskEvent.TaskCompleted(occurrence);
                    case REPORTED_RETURNED -> new TaskEvent.TaskReturned(occurrence);
                    case REPORTED_RESTARTED -> new TaskEvent.TaskRestarted(occurrence);
                    case REPORTED_REMOVED ->
                        status == TaskStatus.COMPLETED
                                ? new TaskEvent.TaskCompleted(occurrence)
                                : new TaskEvent.TaskReturned(occurrence);
                    default -> throw new IllegalStateException(report.event() + " changes nothing");
                });
    }

    /** What the report brings with it; returns the paths of what is not taken over (R123). */
    private List<String> takeOver(DistributionReport report, Instant now) {
        if (report instanceof DistributionReport.MovedToQueue moved) {
            assignedDateTime = null;
            assignedToUser = null;
            queue = moved.queue();
            queueType = moved.queueType();
            queueTarget = moved.queueTarget();
        } else if (report instanceof DistributionReport.Assigned assigned
                && !assigned.user().equals(assignedToUser)) {
            assignedDateTime = now;
            assignedToUser = assigned.user();
        } else if (report instanceof DistributionReport.Updated updated) {
            takeOver(updated.taken());
            return updated.ignored();
        } else if (report instanceof DistributionReport.Completed completed) {
            takeOver(completed.taken());
            return completed.ignored();
        } else if (report instanceof DistributionReport.Restarted) {
            forgetRules();
        }
        return List.of();
    }

    /** What comes back as it was, such as the echo of a value that was sent there, is not given anew. */
    private void takeOver(AttributeValues values) {
        values.attributes().forEach((attribute, value) -> {
            if (!Objects.equals(value, value(attribute))) {
                set(attribute, value);
            }
        });
        custom(values.custom());
    }

    /** Sets what rules decide. */
    private void decide(TaskAttribute attribute, @Nullable Object value) {
        switch (attribute) {
            case CONTRACT_ID -> contractId = (String) value;
            case PROCESS_ID -> processId = (String) value;
            case BUSINESS_CALENDAR_ID -> businessCalendarId = (String) value;
            case DUE -> dueDateTime = (Instant) value;
            case PRIORITY -> priority = (Integer) value;
            case REPRIORITIZE -> reprioritizeDateTime = (Instant) value;
            case BUSINESS_VALUE -> businessValue = (Integer) value;
            default -> throw new IllegalArgumentException(attribute.wireName() + " is not decided by rules");
        }
    }

    private void update(AttributeValues values) {
        values.attributes().forEach(this::set);
        custom(values.custom());
    }

    /** What rules had decided, so that they decide it anew; what was given from outside stays (A86). */
    private void forgetRules() {
        if (!processGiven) {
            processId = null;
            contractId = null;
        }
        reprioritizeDateTime = null;
    }

    private void custom(Map<String, ? extends @Nullable String> changes) {
        CustomAttributes changed = customAttributes().with(changes);
        customAttributes = changed.isEmpty() ? null : changed;
    }

    /**
     * When something takes effect: when its asker says it happened, as far as that is between the task's creation and now,
     * compared in whole seconds (A55).
     */
    private Instant effective(Origin origin, Instant now) {
        Instant stated = origin.effectiveAt();
        return stated == null
                        || stated.isAfter(now)
                        || stated.truncatedTo(ChronoUnit.SECONDS)
                                .isBefore(createdDateTime.truncatedTo(ChronoUnit.SECONDS))
                ? now
                : stated;
    }

    private Transition transition(LifecycleEvent event, CapturedBy by) {
        Transition transition = TaskLifecycle.on(status, event);
        return transition instanceof Transition.BySetting bySetting
                ? bySetting.with(by.valueOf(bySetting.setting()))
                : transition;
    }

    private void move(LifecycleEvent event, CapturedBy by, Instant at) {
        move(transition(event, by), at);
    }

    /**
     * Takes the task where the life cycle has this event lead. That the task has left the distribution system, where the life
     * cycle demands it, is certain by now.
     *
     * @param event what happens
     * @param at when it happens, or happened (A55)
     * @throws IllegalStateException if the event leads a task of this status nowhere; nothing has changed then
     */
    void move(LifecycleEvent event, Instant at) {
        move(TaskLifecycle.on(status, event), at);
    }

    /** The only place where the status changes. */
    private void move(Transition transition, Instant at) {
        TaskStatus before = status;
        status = transition.destination(heldFromStatus);
        heldDateTime = status.isHeld() ? at : null;
        heldFromStatus = status == TaskStatus.HELD ? before : null;
        endedAt = status.isFinal() ? at : null;
        if (status == TaskStatus.COMPLETED) {
            completedDateTime = at;
        } else if (isSubmitted(before) && !isSubmitted(status)) {
            endSubmission();
        }
    }

    /** When the services have something to do about the task, as it is now. */
    private @Nullable Instant nextStep() {
        return switch (status) {
            case NEW -> createdDateTime;
            case CAPTURED -> later(createdDateTime, activationDateTime);
            case QUEUED, DISTRIBUTED ->
                reprioritizeDateTime == null ? null : later(reprioritizeDateTime, activationDateTime);
            default -> null;
        };
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    /** Brings up to date what distribution orders by. */
    private void order() {
        orderPriority = priority == null ? Integer.MIN_VALUE : priority;
        orderDue = dueDateTime == null ? NEVER_DUE : dueDateTime;
    }

    private static boolean isSubmitted(@Nullable TaskStatus status) {
        return status == TaskStatus.DISTRIBUTED || status == TaskStatus.ASSIGNED;
    }

    /** A completed task keeps all of this, and every other one when it was last distributed (A60, A61). */
    private void endSubmission() {
        distributionId = null;
        distributionPointId = null;
        assignedDateTime = null;
        assignedToUser = null;
        queue = null;
        queueType = null;
        queueTarget = null;
    }

    /** Sets what somebody gives from outside; a process and a priority are then given, and rules know it (A64, A68). */
    private void set(TaskAttribute attribute, @Nullable Object value) {
        switch (attribute) {
            case PROCESS_ID -> {
                processId = (String) value;
                processGiven = value != null;
            }
            case CHANNEL -> channel = (String) value;
            case CATEGORY -> category = (String) value;
            case ACTIVATION -> activationDateTime = (Instant) value;
            case DUE -> dueDateTime = (Instant) value;
            case EXPIRATION -> expirationDateTime = (Instant) value;
            case PRIORITY -> {
                priority = (Integer) value;
                givenPriority = priority;
            }
            case REPRIORITIZE -> reprioritizeDateTime = (Instant) value;
            case BUSINESS_VALUE -> businessValue = (Integer) value;
            case CUSTOMER_ID -> customerId = (String) value;
            case CUSTOMER_SEGMENT -> customerSegment = (String) value;
            case PRODUCT_TYPE -> productType = (String) value;
            case PRODUCT_SUBTYPE -> productSubtype = (String) value;
            case RESULT_CODE -> resultCode = (String) value;
            case SOURCE_FIRST_CREATED -> sourceFirstCreatedDateTime = (Instant) value;
            case SOURCE_CREATED -> sourceCreatedDateTime = (Instant) value;
            case SOURCE_DUE -> sourceDueDateTime = (Instant) value;
            case SOURCE_PROCESS_TYPE -> sourceProcessType = (String) value;
            case SOURCE_PROCESS_SUBTYPE -> sourceProcessSubtype = (String) value;
            case SOURCE_TENANT -> sourceTenant = (String) value;
            default -> throw new IllegalArgumentException(attribute.wireName() + " is not set from outside");
        }
    }

    /** Whether it still has to be given a process, and waits for none to begin. */
    public boolean isToBeClassified(Instant now) {
        return status == TaskStatus.NEW && isDue(now);
    }

    /**
     * Whether it still has to be given its first priority, and may be.
     *
     * @param by what the capture point that captured the task settles: whether that waits for its activation (A33)
     */
    public boolean isToBePrioritized(CapturedBy by, Instant now) {
        return status == TaskStatus.CAPTURED && (!by.prioritizesWhenActive() || isActive(now));
    }

    /** Whether its priority is to be decided anew, since the time for that has come (R101, A65). */
    public boolean isToBeReprioritized(Instant now) {
        return isReprioritizable(now) && isPast(reprioritizeDateTime, now);
    }

    /** Whether its priority could be decided anew now, if the time for that had come: it is to come, and nothing else stands in the way. */
    public boolean isReprioritizable(Instant now) {
        return (status == TaskStatus.QUEUED || status == TaskStatus.DISTRIBUTED)
                && isActive(now)
                && reprioritizeDateTime != null;
    }

    /** Whether a resume has brought it back with a priority that went stale meanwhile (A59). */
    public boolean isToBeReprioritizedAfterHold(Instant now) {
        return status == TaskStatus.QUEUED && isReprioritizable(now);
    }

    /**
     * Shows where it is to be distributed, since nothing said so when it was classified.
     *
     * @param distributionPointId at most 16 characters
     */
    public void goesTo(String distributionPointId) {
        this.nextDistributionPointId = distributionPointId;
    }

    /** Whether it may be handed to this distribution point now (R94, 3.4.4). */
    boolean isToBeDistributed(String distributionPointId, Instant now) {
        return isToBeDistributed(now) && distributionPointId.equals(nextDistributionPointId);
    }

    /** Whether it waits to be handed out, wherever it is to go. */
    public boolean isToBeDistributed(Instant now) {
        return status == TaskStatus.QUEUED && isActive(now);
    }

    /** Where it stands in the order in which tasks are handed out. */
    public Rank rank() {
        return new Rank(orderPriority, orderDue, createdDateTime, brokerId);
    }

    /** Whether the services have something to do about it by now. */
    public boolean isDue(Instant now) {
        return nextStepAt != null && !nextStepAt.isAfter(now);
    }

    /** Has the services leave it alone until then, since what they had to do failed. */
    void postpone(Instant until) {
        nextStepAt = until;
    }

    /**
     * Whether it leaves the list for the archive by now: it is final, and has expired (R97, R98, A34) or, where it never does, has
     * been final long enough.
     *
     * @param retention how long a final task stays in the list that has no expirationDateTime; null for ever
     */
    public boolean isToBeArchived(@Nullable Duration retention, Instant now) {
        return TaskLifecycle.on(status, LifecycleEvent.EXPIRED) instanceof Transition.Archived
                && isPast(expirationDateTime == null ? endOf(retention) : expirationDateTime, now);
    }

    private @Nullable Instant endOf(@Nullable Duration retention) {
        return endedAt == null || retention == null ? null : endedAt.plus(retention);
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !time.isAfter(now);
    }

    private boolean isActive(Instant now) {
        return activationDateTime == null || !activationDateTime.isAfter(now);
    }

    /**
     * Shows to which contract the process belongs that was chosen for it at its creation (R83).
     *
     * @param contractId at most 16 characters
     */
    public void belongsTo(String contractId) {
        this.contractId = contractId;
    }
}
