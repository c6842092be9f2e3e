package org.workgate.classification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.rules.RuleApplication;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RulePlace.Level;
import org.workgate.rules.RuleRound;
import org.workgate.rules.RuleService;
import org.workgate.rules.Rules;
import org.workgate.rules.RulesInForce;
import org.workgate.rules.WorkingTime;
import org.workgate.structure.Activity;
import org.workgate.structure.BusinessCalendar;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.BusinessStructure.PlacedProcess;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Explanation;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * Decides by the rules in force which process a new task belongs to, and by the structure in force whether that process takes
 * work (R200). Rules of the global level and of the capture point have to find the process, unless the originating system has
 * chosen it (A68); those of its contract and of the process itself may refine what is known by then, the process too.
 */
@ApplicationScoped
public class Classification {

    @Inject
    private RulesInForce rules;

    @Inject
    private StructureInForce structure;

    /**
     * Decides about a task, without changing it, in the caller's transaction.
     *
     * @param task one that is {@code New}
     * @param cause why it is classified
     * @param at the time of processing
     * @return classified, inactive or unclassified
     */
    public Ruling classify(Task task, RuleRound.Cause cause, Instant at) {
        return decide(structure.get(), rules, task, cause, at);
    }

    /** Decides in the same way by this structure and these rules, whichever are in force. */
    public static Ruling decide(BusinessStructure present, Rules rules, Task task, RuleRound.Cause cause, Instant at) {
        Solution solution = present.solution(task.solutionId())
                .map(BusinessStructure.Home::solution)
                .orElse(null);
        if (solution == null) {
            return new Ruling.Unclassified(
                    Ruling.Values.NONE,
                    "The business structure has no solution " + task.solutionId()
                            + " any more, to which the task belongs; add it again, and resume the task",
                    Explanation.NONE);
        }
        RuleApplication application = rules.begin(
                task,
                new RuleRound(
                        cause,
                        task.givenPriority() != null,
                        at,
                        workingTime(Optional.ofNullable(solution.calendarId()).flatMap(solution::calendar))));
        return decide(task, at, new Round(present, solution, application));
    }

    /** What a classification works with. */
    private record Round(BusinessStructure structure, Solution solution, RuleApplication application) {

        boolean apply(Level level, String scope) {
            return application.apply(new RulePlace(RuleService.CLASSIFICATION, level, scope));
        }

        Optional<PlacedProcess> process() {
            return Optional.ofNullable(application.processId()).flatMap(id -> structure.process(solution.id(), id));
        }
    }

    private static Ruling decide(Task task, Instant at, Round round) {
        if (!round.apply(Level.GLOBAL, "") || !round.apply(Level.CAPTURE_POINT, task.capturePointId())) {
            return failed(round);
        }
        PlacedProcess first = round.process().orElse(null);
        if (first == null) {
            return unknown(task, round);
        }
        round.application().countBy(workingTime(calendar(first, round)));
        if (!round.apply(Level.CONTRACT, first.contract().id())
                || !round.apply(Level.PROCESS, first.process().id())) {
            return failed(round);
        }
        PlacedProcess last = round.process().orElse(null);
        return last == null ? unknown(task, round) : placed(last, at, round);
    }

    /** The rule's choice, else that of the process (A85). */
    private static Optional<BusinessCalendar> calendar(PlacedProcess place, Round round) {
        String chosen = round.application().chosenCalendarId();
        return chosen == null ? place.calendar() : round.solution().calendar(chosen);
    }

    private static Ruling placed(PlacedProcess place, Instant at, Round round) {
        RuleApplication application = round.application();
        String chosen = application.chosenCalendarId();
        if (chosen != null && round.solution().calendar(chosen).isEmpty()) {
            return new Ruling.Unclassified(
                    Ruling.Values.NONE,
                    "A rule chose business calendar " + chosen + ", which solution "
                            + round.solution().id() + " does not have; add it to the structure or mend the rule",
                    application.because());
        }
        String distributionPointId = application.chosenDistributionPointId();
        if (distributionPointId != null
                && round.solution().distributionPoint(distributionPointId).isEmpty()) {
            return new Ruling.Unclassified(
                    Ruling.Values.NONE,
                    "A rule chose distribution point " + distributionPointId + ", which solution "
                            + round.solution().id() + " does not have; add it to the structure or mend the rule",
                    application.because());
        }
        var values = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        values.put(TaskAttribute.PROCESS_ID, place.process().id());
        values.put(TaskAttribute.CONTRACT_ID, place.contract().id());
        values.put(
                TaskAttribute.BUSINESS_CALENDAR_ID,
                calendar(place, round).map(BusinessCalendar::id).orElse(null));
        Ruling.Values decided = new Ruling.Values(
                application.values(values).attributes(),
                distributionPointId != null
                        ? distributionPointId
                        : round.solution()
                                .firstDistributionPoint()
                                .map(DistributionPoint::id)
                                .orElse(null));
        Activity activity = place.activity(at);
        return activity instanceof Activity.Inactive inactive
                ? new Ruling.Inactive(
                        decided,
                        inactive instanceof Activity.NotYet notYet
                                ? notYet.firstDay()
                                        .atStartOfDay(place.tenant().zone())
                                        .toInstant()
                                : null,
                        inactive.reason(),
                        application.because())
                : new Ruling.Classified(decided, application.because());
    }

    private static Ruling failed(Round round) {
        return new Ruling.Unclassified(
                Ruling.Values.NONE,
                round.application().fault().toString(),
                round.application().because());
    }

    private static Ruling unknown(Task task, Round round) {
        String processId = round.application().processId();
        String error;
        if (processId == null) {
            error = "No rule assigned a process: the rules of classification, global and of capture point "
                    + task.capturePointId()
                    + ", have none for this task; add a row that fits it, or one for all others,"
                    + " and resume the task";
        } else {
            error = "Process " + processId + ", which " + (task.isProcessGiven() ? "was given" : "a rule assigned")
                    + ", is none of solution " + task.solutionId() + "; add it to the structure"
                    + (task.isProcessGiven() ? "" : " or mend the rule") + ", and resume the task";
        }
        return new Ruling.Unclassified(
                Ruling.Values.NONE, error, round.application().because());
    }

    private static WorkingTime workingTime(Optional<BusinessCalendar> calendar) {
        return calendar.map(present -> new WorkingTime(present::workingMinutesBetween, present::plusWorkingMinutes))
                .orElse(WorkingTime.ALWAYS);
    }
}
