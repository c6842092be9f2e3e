package org.workgate.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Whose turn it is to hand tasks to a distribution point: of whichever server has the row locked, for as long as its transaction
 * lasts. One that dies gives it up with its session.
 */
@Entity
@Table(name = "gtl_distribution_turn")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class DistributionTurn {

    @Id
    @Column(name = "distribution_point_id", length = 16)
    private String distributionPointId;

    protected DistributionTurn() {}

    DistributionTurn(String distributionPointId) {
        this.distributionPointId = distributionPointId;
    }

    String distributionPointId() {
        return distributionPointId;
    }
}
