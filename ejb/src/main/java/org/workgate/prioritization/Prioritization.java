package org.workgate.prioritization;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Ruling;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * Decides by the rules in force which priority a task has, and when that is to be decided anew (R201). Each round begins with the
 * priority that was given from outside the rules, if one was, and never with what an earlier round came to (A64).
 */
@ApplicationScoped
public class Prioritization {

    @Inject
    private RulesInForce rules;

    @Inject
    private StructureInForce structure;

    /**
     * Decides about a task, without changing it, in the caller's transaction.
     *
     * @param task one that is classified
     * @param cause why it is prioritized
     * @param at the time of processing
     * @return prioritized or unprioritized
     */
    public Ruling prioritize(Task task, RuleRound.Cause cause, Instant at) {
        return decide(structure.get(), rules, task, cause, at);
    }

    /** Decides in the same way by this structure and these rules, whichever are in force. */
    public static Ruling decide(BusinessStructure present, Rules rules, Task task, RuleRound.Cause cause, Instant at) {
        Optional<Solution> solution = present.solution(task.solutionId()).map(BusinessStructure.Home::solution);
        return decide(
                solution.flatMap(home ->
                                Optional.ofNullable(task.businessCalendarId()).flatMap(home::calendar))
                        .map(calendar -> new WorkingTime(calendar::workingMinutesBetween, calendar::plusWorkingMinutes))
                        .orElse(WorkingTime.ALWAYS),
                solution.map(home -> home.distributionPoints().stream()
                                .map(DistributionPoint::id)
                                .toList())
                        .orElse(List.of()),
                rules,
                task,
                cause,
                at);
    }

    /** Decides by these rules, which count working time so and may choose these distribution points. */
    static Ruling decide(
            WorkingTime calendar,
            List<String> distributionPointIds,
            Rules rules,
            Task task,
            RuleRound.Cause cause,
            Instant at) {
        RuleApplication application =
                rules.begin(task, new RuleRound(cause, task.givenPriority() != null, at, calendar));
        for (RulePlace place : places(task)) {
            if (!application.apply(place)) {
                return new Ruling.Unprioritized(application.fault().toString(), application.because());
            }
        }
        String chosen = application.chosenDistributionPointId();
        if (chosen != null && !distributionPointIds.contains(chosen)) {
            return new Ruling.Unprioritized(
                    "A rule chose distribution point " + chosen + ", which solution " + task.solutionId()
                            + " does not have; add it to the structure or mend the rule",
                    application.because());
        }
        var values = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        values.put(TaskAttribute.PRIORITY, application.priority());
        if (!application.saysWhenNext()) {
            values.put(TaskAttribute.REPRIORITIZE, next(task, at));
        }
        return new Ruling.Prioritized(application.values(values), application.because());
    }

    /** Where no rule says anything, a time that was set from outside stays until it is reached, and then there is none (R102). */
    private static @Nullable Instant next(Task task, Instant at) {
        Instant set = task.reprioritizeDateTime();
        return set != null && set.isAfter(at) ? set : null;
    }

    private static List<RulePlace> places(Task task) {
        var places = new ArrayList<RulePlace>();
        places.add(RulePlace.global(RuleService.PRIORITIZATION));
        String contract = task.contractId();
        if (contract != null) {
            places.add(new RulePlace(RuleService.PRIORITIZATION, Level.CONTRACT, contract));
        }
        String process = task.processId();
        if (process != null) {
            places.add(new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, process));
        }
        return places;
    }
}
