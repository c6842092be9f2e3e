package org.workgate.administration;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RuleBook.Saved;
import org.workgate.rules.RuleFault;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RulePlace.Level;
import org.workgate.rules.RuleService;
import org.workgate.rules.RuleVersion;
import org.workgate.rules.UnusableRules;
import org.workgate.structure.BusinessStructure.Contract;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.trial.Trial;
import org.workgate.trial.Trials;

/** What people see and change of the rules by which tasks are classified and prioritized (R200, R201). */
@Stateless
@RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class RuleAdministration {

    @Inject
    private RuleBook book;

    @Inject
    private StructureInForce structure;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Trials trials;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext caller;

    /** What became of a table that somebody wanted to save. */
    public sealed interface Result {

        /** It is saved as this version. */
        record Stored(RuleVersion.Heading version) implements Result {}

        /**
         * It cannot be used; nothing has changed.
         *
         * @param faults all that is wrong with it, at least one
         */
        record Faulty(List<RuleFault> faults) implements Result {

            /** Copies the list. */
            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /** The latest version is another one than the caller saw, 0 where there is none; nothing has changed. */
        record Overtaken(int latest) implements Result {}

        /** It would be the first table for what neither the structure in force nor the settings know; nothing has changed. */
        record UnknownScope() implements Result {}
    }

    /** What became of a draft that somebody wanted to try. */
    public sealed interface Attempt {

        /** It is being tried. */
        record Begun(Trial trial) implements Attempt {}

        /**
         * It cannot be used.
         *
         * @param faults all that is wrong with it, at least one
         */
        record Faulty(List<RuleFault> faults) implements Attempt {

            /** Copies the list. */
            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /** Another draft is being tried on this server. */
        record Busy(Trial running) implements Attempt {}

        /** It would be the first table for what neither the structure in force nor the settings know. */
        record UnknownScope() implements Attempt {}
    }

    /** Every place that has a table, with the version in force and the one that comes next. */
    public List<RuleBook.Entry> places() {
        return book.entries(now());
    }

    /** Every place that has no table yet and can get one: there is something in structure or settings that it would hold for. */
    public List<RulePlace> vacant() {
        Set<RulePlace> taken = places().stream().map(RuleBook.Entry::place).collect(Collectors.toSet());
        return known().stream().filter(place -> !taken.contains(place)).toList();
    }

    /** The version that is in force at a place; nothing where none is. */
    public Optional<RuleVersion> inForce(RulePlace place) {
        return book.find(place, now());
    }

    /** The version of a place with this number. */
    public Optional<RuleVersion> version(RulePlace place, int number) {
        return book.find(place, number);
    }

    /** All versions of a place, the latest first. */
    public List<RuleVersion.Heading> versions(RulePlace place) {
        return book.versions(place);
    }

    /**
     * Saves a new version of a table, if nothing is wrong with it. It takes effect on every server within two seconds after its
     * start, for tasks whose rules are applied from then on.
     *
     * @param dmn the text of a DMN file, which is kept as it is
     * @param seen the latest version that the caller saw, 0 for none; null if any will do, but there has to be one
     * @param validFrom when it is to come into force, or null for now; a time that has passed counts as now
     */
    @RolesAllowed(Role.ADMINISTRATOR)
    public Result save(RulePlace place, String dmn, @Nullable Integer seen, @Nullable Instant validFrom) {
        if (isUnknown(place)) {
            return new Result.UnknownScope();
        }
        Instant now = now();
        Saved saved = book.save(
                place,
                seen,
                dmn,
                caller.getCallerPrincipal().getName(),
                validFrom == null ? now : validFrom.truncatedTo(ChronoUnit.MICROS),
                now);
        if (saved instanceof Saved.Refused refused) {
            return new Result.Faulty(refused.faults());
        }
        if (saved instanceof Saved.Overtaken overtaken) {
            return new Result.Overtaken(overtaken.latest());
        }
        int number = ((Saved.Stored) saved).version();
        return new Result.Stored(book.find(place, number).orElseThrow().heading());
    }

    /**
     * Begins to try a draft on the backlog of tasks, on this server: what it would make otherwise of them than the rules in force.
     * Nothing changes by it.
     *
     * @param dmn the text of a DMN file
     */
    @RolesAllowed(Role.ADMINISTRATOR)
    public Attempt tryOut(RulePlace place, String dmn) {
        if (isUnknown(place)) {
            return new Attempt.UnknownScope();
        }
        try {
            Trials.Beginning beginning =
                    trials.begin(place, dmn, caller.getCallerPrincipal().getName());
            return beginning.busy() ? new Attempt.Busy(beginning.trial()) : new Attempt.Begun(beginning.trial());
        } catch (UnusableRules e) {
            return new Attempt.Faulty(e.faults());
        }
    }

    /** The trial with this ID, if it is one of this server's latest ones and ended within the last hour. */
    public Optional<Trial> trial(String id) {
        return trials.find(id);
    }

    /** Asks a trial to stop; one that has ended stays as it is. */
    @RolesAllowed(Role.ADMINISTRATOR)
    public void cancel(Trial trial) {
        trials.cancel(trial.id());
    }

    /** What the structure has lost still has its tasks, and so may need other rules. */
    private boolean isUnknown(RulePlace place) {
        return !known().contains(place) && book.versions(place).isEmpty();
    }

    /** The places that have something to hold for. */
    private List<RulePlace> known() {
        List<Solution> solutions = structure.get().tenants().stream()
                .flatMap(tenant -> tenant.solutions().stream())
                .toList();
        List<Contract> contracts = solutions.stream()
                .flatMap(solution -> solution.contracts().stream())
                .toList();
        var places = new ArrayList<RulePlace>();
        for (RuleService service : RuleService.values()) {
            places.add(RulePlace.global(service));
            if (service == RuleService.CLASSIFICATION) {
                Stream.concat(
                                capturePoints.all().stream().map(CapturePoint::id),
                                solutions.stream().flatMap(solution -> solution.capturePointIds().stream()))
                        .forEach(id -> places.add(new RulePlace(service, Level.CAPTURE_POINT, id)));
            }
            contracts.forEach(contract -> places.add(new RulePlace(service, Level.CONTRACT, contract.id())));
            contracts.stream()
                    .flatMap(contract -> contract.processes().stream())
                    .forEach(process -> places.add(new RulePlace(service, Level.PROCESS, process.id())));
        }
        return places.stream().distinct().toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
