package org.workgate.desk;

import jakarta.enterprise.context.ApplicationScoped;
import org.workgate.gate.DistributionSystem;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.task.AttributeChanges;
import org.workgate.task.Task;

/**
 * The built-in desk as a distribution system. What it has are the tasks themselves, so that it need not be told of anything; nobody
 * there can take a task while it is locked, so that a task is given back by that alone.
 */
@ApplicationScoped
class DeskDistribution implements DistributionSystem {

    @Override
    public Destination destination() {
        return Destination.DESK;
    }

    @Override
    public void submit(Task task, DistributionPoint point) {
        // lies on the desk by its status
    }

    @Override
    public void update(Task task, DistributionPoint point, AttributeChanges changes) {
        // is what agents see
    }

    @Override
    public boolean answersLater() {
        return false;
    }

    @Override
    public void revoke(Task task, DistributionPoint point) {
        // nobody there can take what is locked
    }
}
