package org.workgate.rules;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Characters;

/** The rule tables in all their versions, in the caller's transaction. */
@Dependent
public class RuleBook {

    private static final String OF_PLACE = " where v.service = :service and v.level = :level and v.scope = :scope ";

    private static final String HEADING =
            "select v.service, v.level, v.scope, v.version, v.name, v.author, v.createdAt, v.validFrom from RuleVersion v";

    /** Those of which no other one of the same place, with the same said of it, comes first by the rest. */
    private static final String FIRST_OF_PLACE = " where %1$s and not exists (select o.id from RuleVersion o"
            + " where o.service = v.service and o.level = v.level and o.scope = v.scope and %2$s"
            + " and (%3$s or (o.validFrom = v.validFrom and o.version > v.version)))";

    private static final String IN_FORCE =
            HEADING + FIRST_OF_PLACE.formatted("v.validFrom <= :at", "o.validFrom <= :at", "o.validFrom > v.validFrom");

    private static final String NEXT =
            HEADING + FIRST_OF_PLACE.formatted("v.validFrom > :at", "o.validFrom > :at", "o.validFrom < v.validFrom");

    private final EntityManager entityManager;

    /** Those behind this entity manager, which must be one that joins the caller's transaction. */
    @Inject
    public RuleBook(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * A place that has versions.
     *
     * @param inForce the one that is in force, or null where none has started yet
     * @param next the one that starts next, or null where none is to
     */
    public record Entry(RulePlace place, RuleVersion.@Nullable Heading inForce, RuleVersion.@Nullable Heading next) {}

    /** What became of a version that somebody wanted to save. */
    public sealed interface Saved {

        /** It is saved under this number. */
        record Stored(int version) implements Saved {}

        /** It cannot be used, and is not saved; says why, at least one fault. */
        record Refused(List<RuleFault> faults) implements Saved {}

        /** The latest version is not the one that the saver has seen, and this one is not saved; says its number, 0 for none. */
        record Overtaken(int latest) implements Saved {}
    }

    /**
     * Checks and saves a new version. Nobody else can save one until the transaction ends.
     *
     * @param latest the number of the latest version that the saver has seen, 0 for none; null if any will do, but there has to
     *     be one
     * @param dmn the text of a DMN file
     * @param author who saves, at most 64 characters
     * @param validFrom when it is to come into force; a time that has passed counts as now
     * @throws org.workgate.task.InvalidValueException if the author is too long
     */
    public Saved save(
            RulePlace place, @Nullable Integer latest, String dmn, String author, Instant validFrom, Instant now) {
        Characters.check("author", author, RuleVersion.MAX_AUTHOR_LENGTH);
        RuleTable table;
        try {
            table = RuleTable.of(dmn, place.service());
        } catch (UnusableRules e) {
            return new Saved.Refused(e.faults());
        }
        lock();
        int present = latest(place);
        if (latest == null ? present == 0 : present != latest) {
            return new Saved.Overtaken(present);
        }
        entityManager.persist(new RuleVersion(
                place, present + 1, table.name(), dmn, author, now, validFrom.isBefore(now) ? now : validFrom));
        return new Saved.Stored(present + 1);
    }

    /** Whether no place has any version. */
    boolean isEmpty() {
        return entityManager
                .createQuery("select v.id from RuleVersion v", Long.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Nobody else can save a version until the transaction ends. */
    void lock() {
        // Both databases have this statement; on PostgreSQL it lets others read.
        entityManager
                .createNativeQuery("lock table gtl_rule_table in exclusive mode")
                .executeUpdate();
    }

    private int latest(RulePlace place) {
        return at(
                        place,
                        entityManager.createQuery("select max(v.version) from RuleVersion v" + OF_PLACE, Integer.class))
                .getResultStream()
                .mapToInt(version -> version == null ? 0 : version)
                .findFirst()
                .orElse(0);
    }

    /** Every place that has versions, in the order in which they are applied, with what is in force and next at a time. */
    public List<Entry> entries(Instant at) {
        Map<RulePlace, RuleVersion.Heading> inForce = headings(IN_FORCE, at);
        Map<RulePlace, RuleVersion.Heading> next = headings(NEXT, at);
        return Stream.concat(inForce.keySet().stream(), next.keySet().stream())
                .distinct()
                .sorted(RulePlace.ORDER)
                .map(place -> new Entry(place, inForce.get(place), next.get(place)))
                .toList();
    }

    private Map<RulePlace, RuleVersion.Heading> headings(String query, Instant at) {
        return entityManager
                .createQuery(query, Object[].class)
                .setParameter("at", at)
                .getResultStream()
                .map(RuleBook::heading)
                .collect(Collectors.toMap(RuleVersion.Heading::place, Function.identity()));
    }

    private static RuleVersion.Heading heading(Object[] row) {
        return new RuleVersion.Heading(
                new RulePlace((RuleService) row[0], (RulePlace.Level) row[1], (String) row[2]),
                (int) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                (Instant) row[7]);
    }

    /** What the versions of a place say besides their texts, the latest first. */
    public List<RuleVersion.Heading> versions(RulePlace place) {
        return at(place, entityManager.createQuery(HEADING + OF_PLACE + "order by v.version desc", Object[].class))
                .getResultStream()
                .map(RuleBook::heading)
                .toList();
    }

    /** The version of a place with this number. */
    public Optional<RuleVersion> find(RulePlace place, int version) {
        return at(
                        place,
                        entityManager.createQuery(
                                "select v from RuleVersion v" + OF_PLACE + "and v.version = :version",
                                RuleVersion.class))
                .setParameter("version", version)
                .getResultStream()
                .findFirst();
    }

    /** The version of a place that is in force at a time. */
    public Optional<RuleVersion> find(RulePlace place, Instant at) {
        return inForce(place, at).map(this::get);
    }

    /**
     * What the version is called that is in force at a time: of those that have come into force the one that did so last, and
     * of several at the same moment the latest; nothing where none has.
     */
    Optional<Long> inForce(RulePlace place, Instant at) {
        return at(
                        place,
                        entityManager.createQuery(
                                "select v.id from RuleVersion v" + OF_PLACE
                                        + "and v.validFrom <= :at order by v.validFrom desc, v.version desc",
                                Long.class))
                .setParameter("at", at)
                // No change of the caller's concerns it, and to write all of them now would cost him a round trip each.
                .setFlushMode(FlushModeType.COMMIT)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The version that is called so. */
    RuleVersion get(long id) {
        return entityManager.find(RuleVersion.class, id);
    }

    private static <T> TypedQuery<T> at(RulePlace place, TypedQuery<T> query) {
        return query.setParameter("service", place.service())
                .setParameter("level", place.level())
                .setParameter("scope", place.scope());
    }
}
