package org.workgate.rules;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.workgate.task.Characters;

/** The rule tables in all their versions, in the caller's transaction. */
@Dependent
public class RuleBook {

    private static final String OF_PLACE = " where v.service = :service and v.level = :level and v.scope = :scope ";

    private final EntityManager entityManager;

    /** Those behind this entity manager, which must be one that joins the caller's transaction. */
    @Inject
    public RuleBook(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** What became of a version that somebody wanted to save. */
    public sealed interface Saved {

        /** It is saved under this number. */
        record Stored(int version) implements Saved {}

        /** It cannot be used, and is not saved; says why, at least one fault. */
        record Refused(List<RuleFault> faults) implements Saved {}

        /** Somebody else has saved since the saver looked, and this one is not saved; says the latest number. */
        record Overtaken(int latest) implements Saved {}
    }

    /**
     * Checks and saves a new version. Nobody else can save one until the transaction ends.
     *
     * @param latest the number of the latest version that the saver has seen, 0 for none
     * @param dmn the text of a DMN file
     * @param author who saves, at most 64 characters
     * @param validFrom when it is to come into force; a time that has passed counts as now
     * @throws org.workgate.task.InvalidValueException if the author is too long
     */
    public Saved save(RulePlace place, int latest, String dmn, String author, Instant validFrom, Instant now) {
        Characters.check("author", author, RuleVersion.MAX_AUTHOR_LENGTH);
        RuleTable table;
        try {
            table = RuleTable.of(dmn, place.service());
        } catch (UnusableRules e) {
            return new Saved.Refused(e.faults());
        }
        lock();
        int present = latest(place);
        if (present != latest) {
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

    /** The versions of a place with their texts, the latest first, as many as the limit allows. */
    public List<RuleVersion> versions(RulePlace place, int limit) {
        return at(
                        place,
                        entityManager.createQuery(
                                "select v from RuleVersion v" + OF_PLACE + "order by v.version desc",
                                RuleVersion.class))
                .setMaxResults(limit)
                .getResultList();
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
