package org.workgate.router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** What routers are still to be told, in the caller's transaction. */
@ApplicationScoped
class OutgoingMessages {

    @Inject
    private EntityManager entityManager;

    /** Has it be told. Who does so has locked the task, so that messages about it have their order. */
    void add(OutgoingMessage message) {
        entityManager.persist(message);
    }

    /** The oldest ones to the router of a distribution point. */
    List<OutgoingMessage> oldest(String distributionPointId, int most) {
        return entityManager
                .createQuery(
                        "select m from OutgoingMessage m where m.distributionPointId = :distributionPointId order by m.id",
                        OutgoingMessage.class)
                .setParameter("distributionPointId", distributionPointId)
                .setMaxResults(most)
                .getResultList();
    }

    /** Forgets those to all distribution points but these. */
    void removeOthers(List<String> distributionPointIds) {
        entityManager
                .createQuery("delete from OutgoingMessage m where m.distributionPointId not in :distributionPointIds")
                .setParameter(
                        "distributionPointIds", distributionPointIds.isEmpty() ? List.of("") : distributionPointIds)
                .executeUpdate();
    }

    /** Forgets one that was told. */
    void remove(OutgoingMessage message) {
        entityManager.remove(message);
    }
}
