package org.workgate.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

/** Where servers take turns at the distribution points, in the caller's transaction. */
@ApplicationScoped
public class DistributionTurns {

    @Inject
    private EntityManager entityManager;

    /**
     * Takes the turn until the transaction ends; waits for who has it. Of several servers that are the first at a distribution
     * point all but one fail.
     *
     * @throws jakarta.persistence.PersistenceException if that one takes too long, or the database does not answer
     */
    public void take(String distributionPointId) {
        if (!await(distributionPointId)) {
            entityManager.persist(new DistributionTurn(distributionPointId));
            entityManager.flush();
        }
    }

    /**
     * Waits until whatever is being handed to a distribution point is there for everybody to see, and keeps others from going on
     * until the transaction ends.
     *
     * @return whether anything was ever handed there
     * @throws jakarta.persistence.PersistenceException if it takes too long, or the database does not answer
     */
    boolean await(String distributionPointId) {
        return entityManager.find(DistributionTurn.class, distributionPointId, LockModeType.PESSIMISTIC_WRITE) != null;
    }
}
