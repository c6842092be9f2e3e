package org.workgate.trial;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.workgate.classification.Classification;
import org.workgate.prioritization.Prioritization;
import org.workgate.rules.RuleRound.Cause;
import org.workgate.rules.RuleService;
import org.workgate.rules.Rules;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.CapturePoints;
import org.workgate.task.Channel;
import org.workgate.task.Origin;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskStatus;

/**
 * What would become of tasks if a service decided about them at one moment: prioritization as when its time has come, classification, and
 * whatever is held by an error, as after a restart, with the prioritization that follows.
 *
 * @param service which one
 * @param structure by which structure
 * @param capturePoints whose settings count
 * @param at the moment
 */
record Foresight(RuleService service, BusinessStructure structure, CapturePoints capturePoints, Instant at) {

    /** Nobody ever sees it: what it would have told is thrown away with the copy. */
    private static final Origin TRIAL = new Origin("Trial", null, null, Channel.SERVICE, null, null);

    /**
     * The statuses of the tasks that concern a trial: those about which the service can decide anew, and those that take part in the
     * order of handing out. Who works on a task is not disturbed by a classification.
     */
    static Set<TaskStatus> concerned(RuleService service) {
        return switch (service) {
            case CLASSIFICATION ->
                EnumSet.of(
                        TaskStatus.NEW,
                        TaskStatus.NEW_HELD,
                        TaskStatus.CAPTURED,
                        TaskStatus.QUEUED,
                        TaskStatus.HELD,
                        TaskStatus.ERROR_HELD);
            case PRIORITIZATION -> EnumSet.of(TaskStatus.QUEUED, TaskStatus.DISTRIBUTED, TaskStatus.ERROR_HELD);
        };
    }

    /** Whether the service would decide about it. */
    boolean concerns(Task task) {
        return isRestarted(task) || task.isReprioritizable(at);
    }

    /** What is held by an error is decided about by both services when it goes on, and a draft is often to mend the error. */
    private boolean isRestarted(Task task) {
        return service == RuleService.CLASSIFICATION || task.status() == TaskStatus.ERROR_HELD;
    }

    /** What becomes of a copy of the task by these rules; the task itself stays as it is. */
    Prospect of(Task task, Rules rules) {
        Task copy = task.copy();
        return capturePoints
                .find(task.capturePointId())
                .map(point -> point.capturedBy(task.tenantId(), task.solutionId()))
                .map(by -> isRestarted(task) ? restarted(copy, by, rules) : prioritized(copy, by, rules, Cause.TIMER))
                .orElseGet(() -> new Prospect(
                        copy,
                        "The capture point " + task.capturePointId()
                                + ", which captured the task, is not configured any more",
                        null,
                        null));
    }

    private Prospect restarted(Task copy, Task.CapturedBy by, Rules rules) {
        copy.carryOut(
                new TaskCommand.Restart(new TaskAddress(copy.brokerId(), copy.captureId()), false), by, TRIAL, at);
        var witness = new Witness(rules);
        Ruling ruling = Classification.decide(structure, witness, copy, Cause.RESTART, at);
        copy.accept(ruling, by, at);
        return copy.isToBePrioritized(by, at)
                ? prioritized(copy, by, rules, Cause.RESTART)
                : prospect(copy, ruling, witness);
    }

    private Prospect prioritized(Task copy, Task.CapturedBy by, Rules rules, Cause cause) {
        var witness = new Witness(rules);
        Ruling ruling = Prioritization.decide(structure, witness, copy, cause, at);
        copy.accept(ruling, by, at);
        return prospect(copy, ruling, witness);
    }

    private static Prospect prospect(Task copy, Ruling ruling, Witness witness) {
        return new Prospect(copy, ruling.error(), witness.failure().orElse(null), witness.place());
    }
}
