package org.workgate.structure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The versions of the business structure, in the caller's transaction. */
@Dependent
class StructureVersions {

    private final EntityManager entityManager;

    /** Those behind this entity manager, which must be one that joins the caller's transaction. */
    @Inject
    StructureVersions(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The number of the newest version, which is in force; 0 where there is none. */
    int newest() {
        return entityManager
                .createQuery("select coalesce(max(v.number), 0) from StructureVersion v", Integer.class)
                // What the transaction has in store for other tables need not be written for this.
                .setFlushMode(FlushModeType.COMMIT)
                .getSingleResult();
    }

    /** The same; nobody else can add a version until the transaction ends. */
    int lockNewest() {
        // Both databases have this statement; on PostgreSQL it lets others read.
        entityManager
                .createNativeQuery("lock table gtl_structure_version in exclusive mode")
                .executeUpdate();
        return newest();
    }

    /** The version with this number. */
    Optional<StructureVersion> find(int number) {
        return Optional.ofNullable(entityManager.find(StructureVersion.class, number));
    }

    /** What all of them say besides their content, newest first. */
    List<StructureVersion.Heading> headings() {
        return entityManager
                .createQuery(
                        "select v.number, v.author, v.savedAt, v.remark from StructureVersion v order by v.number desc",
                        Object[].class)
                .getResultStream()
                .map(row ->
                        new StructureVersion.Heading((int) row[0], (String) row[1], (Instant) row[2], (String) row[3]))
                .toList();
    }

    /** Adds a version, which has to be one more than the newest one. */
    void add(StructureVersion version) {
        entityManager.persist(version);
        entityManager.flush();
    }
}
