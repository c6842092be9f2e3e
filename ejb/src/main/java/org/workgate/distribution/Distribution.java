package org.workgate.distribution;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.workgate.gate.TaskGate;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Task;

/** Hands tasks to distribution points, each portion in a transaction of its own. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Distribution {

    @Inject
    private DistributionTurns turns;

    @Inject
    private TaskGate gate;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private StructureInForce structure;

    /** The distribution points of the structure in force. */
    public List<DistributionPoint> allPoints() {
        return structure.get().distributionPoints();
    }

    /** Those that have a distribution system. */
    public List<DistributionPoint> points() {
        return allPoints().stream().filter(point -> point.system() != null).toList();
    }

    /**
     * Looks after tasks that wait and have nowhere to go, since the structure has changed under them (R157).
     *
     * @param most how many at most
     * @return how many there were
     */
    public int lookAfterStrays(int most) {
        return gate.lookAfterStrays(most);
    }

    /**
     * Looks after operations that wait for a distribution system which the structure has no more (A87).
     *
     * @param most how many tasks at most
     * @return how many there were
     */
    public int lookAfterForsaken(int most) {
        return gate.lookAfterForsaken(most);
    }

    /**
     * Hands the best tasks to a distribution point, as many as it has room for (3.4.7), and tells of each (R138). Waits for any
     * other server that is about it.
     *
     * @param most how many at most
     * @return how many there were
     */
    public int distribute(DistributionPoint point, int most) {
        turns.take(point.id());
        List<Task> best = gate.toDistribute(point.id(), point.limit(), most);
        // In the order in which the intake locks the counters, which tells of several capture points' tasks as well.
        journal.lock(
                capturePoints.journaling(best.stream().map(Task::capturePointId).toList()));
        gate.distribute(best, point);
        return best.size();
    }
}
