package org.workgate.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

/** Where servers take turns at the distribution points, in the caller's transaction. */
@ApplicationScoped
class DistributionTurns {

    @Inject
    private EntityManager entityManager;

    /** Sees to it that there is a turn to take. Of several servers that do so for the first time all but one may fail. */
    void open(String distributionPointId) {
        if (entityManager.find(DistributionTurn.class, distributionPointId) == null) {
            entityManager.persist(new DistributionTurn(distributionPointId));
        }
    }

    /**
     * Takes the turn until the transaction ends; waits for who has it.
     *
     * @throws jakarta.persistence.PersistenceException if that one takes too long, or the database does not answer
     */
    void take(String distributionPointId) {
        entityManager.find(DistributionTurn.class, distributionPointId, LockModeType.PESSIMISTIC_WRITE);
    }
}
