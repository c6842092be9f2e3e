package org.workgate.structure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of the business structure: tenants, their solutions, and in these contracts, processes, business calendars,
 * distribution points, and which capture points belong to them (R197, R198, R202). Never changes; a change is another version.
 *
 * <p>IDs have 1 to 16 characters and are compared exactly (A82). Those of solutions, capture points and distribution points
 * are unique in the installation, those of contracts, processes and calendars in their solution.
 */
public final class BusinessStructure {

    private final List<Tenant> tenants;
    private final Map<String, Home> homes = new HashMap<>();
    private final Map<String, Home> homesOfCapturePoints = new HashMap<>();
    private final Map<ProcessKey, PlacedProcess> processes = new HashMap<>();

    /**
     * Who owns solutions.
     *
     * @param zone the zone in which its days begin and end
     * @param solutions at least one
     */
    public record Tenant(String id, String name, ZoneId zone, List<Solution> solutions) {

        /** Copies the list. */
        public Tenant {
            solutions = List.copyOf(solutions);
        }
    }

    /**
     * A self-contained set-up of a tenant, such as production or test.
     *
     * @param calendarId the business calendar of whatever has none of its own (A85), or null
     * @param retention how long its final tasks stay in the list that have no expirationDateTime (R203), or null for ever
     * @param capturePointIds which capture points' tasks are its tasks (R82)
     */
    public record Solution(
            String id,
            String name,
            @Nullable String calendarId,
            @Nullable Duration retention,
            List<String> capturePointIds,
            List<DistributionPoint> distributionPoints,
            List<BusinessCalendar> calendars,
            List<Contract> contracts) {

        /** Copies the lists. */
        public Solution {
            capturePointIds = List.copyOf(capturePointIds);
            distributionPoints = List.copyOf(distributionPoints);
            calendars = List.copyOf(calendars);
            contracts = List.copyOf(contracts);
        }

        /** The distribution point with this ID. */
        public Optional<DistributionPoint> distributionPoint(String distributionPointId) {
            return distributionPoints.stream()
                    .filter(point -> point.id().equals(distributionPointId))
                    .findFirst();
        }

        /** Where its tasks are distributed for which no rule chooses another: its first distribution point, if it has any. */
        public Optional<DistributionPoint> firstDistributionPoint() {
            return distributionPoints.stream().findFirst();
        }

        /** The business calendar with this ID. */
        public Optional<BusinessCalendar> calendar(String calendarId) {
            return calendars.stream()
                    .filter(calendar -> calendar.id().equals(calendarId))
                    .findFirst();
        }
    }

    /** Where the people are to whom a distribution point hands work. */
    public enum Destination {
        /** At the desk that is built in. */
        DESK,
        /** Behind a router elsewhere, which is reached by queues. */
        ROUTER
    }

    /**
     * Where tasks are handed out (R202).
     *
     * @param system the distribution system to which they are handed, or null where none are
     * @param limit how many tasks that nobody works on it has at most, so that a priority that changes late still counts
     * @param terms what is agreed with the distribution system
     */
    public record DistributionPoint(
            String id, String name, @Nullable Destination system, int limit, DistributionTerms terms) {

        /** The limit where none is given. */
        public static final int LIMIT = 100;
    }

    /**
     * A contract, or department (A71).
     *
     * @param calendarId the business calendar of its processes that have none of their own (A85), or null
     */
    public record Contract(
            String id,
            String name,
            Validity validity,
            @Nullable String calendarId,
            List<BusinessProcess> processes) {

        /** Copies the list. */
        public Contract {
            processes = List.copyOf(processes);
        }

        /** Whether work of its processes is taken on this day in its tenant's zone, as far as that is up to the contract. */
        public Activity activity(LocalDate today) {
            return validity.activity("Contract " + id, today);
        }
    }

    /**
     * A kind of work.
     *
     * @param calendarId its business calendar (A85), or null for that of its contract
     * @param retention how long its final tasks stay in the list that have no expirationDateTime, or null for that of its solution
     */
    public record BusinessProcess(
            String id,
            String name,
            Validity validity,
            @Nullable String calendarId,
            @Nullable Duration retention) {}

    /** A solution with its tenant: what a task belongs to from its creation on (R81, R82). */
    public record Home(Tenant tenant, Solution solution) {}

    /** A process with everything above it. */
    public record PlacedProcess(Tenant tenant, Solution solution, Contract contract, BusinessProcess process) {

        /** Whether its work is taken at this moment; where neither contract nor process is active, the contract tells why. */
        public Activity activity(Instant at) {
            LocalDate today = at.atZone(tenant.zone()).toLocalDate();
            Activity ofContract = contract.activity(today);
            return ofContract instanceof Activity.Active
                    ? process.validity().activity("Process " + process.id(), today)
                    : ofContract;
        }

        /** Its business calendar where no rule chooses another: its own, else the contract's, else the solution's (A85). */
        public Optional<BusinessCalendar> calendar() {
            return Optional.ofNullable(process.calendarId())
                    .or(() -> Optional.ofNullable(contract.calendarId()))
                    .or(() -> Optional.ofNullable(solution.calendarId()))
                    .flatMap(solution::calendar);
        }
    }

    private record ProcessKey(String solutionId, String processId) {}

    /**
     * The structure with these tenants, at least one, with at least one solution.
     *
     * @throws IllegalArgumentException if an ID is not as unique as it has to be
     */
    public BusinessStructure(List<Tenant> tenants) {
        this.tenants = List.copyOf(tenants);
        for (Tenant tenant : tenants) {
            for (Solution solution : tenant.solutions()) {
                var home = new Home(tenant, solution);
                putOnce(homes, solution.id(), home);
                solution.capturePointIds().forEach(id -> putOnce(homesOfCapturePoints, id, home));
                for (Contract contract : solution.contracts()) {
                    for (BusinessProcess process : contract.processes()) {
                        putOnce(
                                processes,
                                new ProcessKey(solution.id(), process.id()),
                                new PlacedProcess(tenant, solution, contract, process));
                    }
                }
            }
        }
        if (homes.isEmpty()) {
            throw new IllegalArgumentException("There is no solution");
        }
    }

    private static <K, V> void putOnce(Map<K, V> map, K key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(key + " is there twice");
        }
    }

    /** All tenants, in their order. */
    public List<Tenant> tenants() {
        return tenants;
    }

    /** The solution with this ID, and its tenant. */
    public Optional<Home> solution(String solutionId) {
        return Optional.ofNullable(homes.get(solutionId));
    }

    /**
     * What the tasks of a capture point belong to (R81, R82, A85): the solution that names it. Where there is one solution
     * only, every capture point that it does not name is its own all the same.
     */
    public Optional<Home> homeOf(String capturePointId) {
        Home named = homesOfCapturePoints.get(capturePointId);
        return named == null && homes.size() == 1 ? homes.values().stream().findFirst() : Optional.ofNullable(named);
    }

    /** The distribution points of all solutions. */
    public List<DistributionPoint> distributionPoints() {
        return homes.values().stream()
                .flatMap(home -> home.solution().distributionPoints().stream())
                .toList();
    }

    /** The distribution point with this ID. */
    public Optional<DistributionPoint> distributionPoint(String distributionPointId) {
        return distributionPoints().stream()
                .filter(point -> point.id().equals(distributionPointId))
                .findFirst();
    }

    /** Those of these capture points that belong to no solution. */
    public List<String> homeless(Collection<String> capturePointIds) {
        return capturePointIds.stream().filter(id -> homeOf(id).isEmpty()).toList();
    }

    /** The process with this ID in this solution, with its contract. */
    public Optional<PlacedProcess> process(String solutionId, String processId) {
        return Optional.ofNullable(processes.get(new ProcessKey(solutionId, processId)));
    }

    /**
     * How long a final task stays in the list that has no expirationDateTime; nothing for ever.
     *
     * @param solutionId its solution, also one that there is no more
     * @param processId its process, or null; also one that there is no more
     */
    public Optional<Duration> retention(String solutionId, @Nullable String processId) {
        Optional<Duration> ofProcess = processId == null
                ? Optional.empty()
                : process(solutionId, processId).map(placed -> placed.process().retention());
        return ofProcess.or(
                () -> solution(solutionId).map(home -> home.solution().retention()));
    }

    /** The shortest of all times for which final tasks stay in the list; nothing where all stay for ever. */
    public Optional<Duration> shortestRetention() {
        return Stream.concat(
                        homes.values().stream().map(home -> home.solution().retention()),
                        processes.values().stream()
                                .map(placed -> placed.process().retention()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BusinessStructure structure && tenants.equals(structure.tenants);
    }

    @Override
    public int hashCode() {
        return tenants.hashCode();
    }

    @Override
    public String toString() {
        return tenants.toString();
    }
}
