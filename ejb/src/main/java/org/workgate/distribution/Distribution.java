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
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Task;

/** Hands tasks to distribution points, each portion in a transaction of its own. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Distribution {

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

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

    /** The distribution points of the structure in force that have a distribution system. */
    public List<DistributionPoint> points() {
        return structure.get().distributionPoints().stream()
                .filter(point -> point.system() != null)
                .toList();
    }

    /** Sees to it that servers can take turns at a distribution point. Of several that begin at once all but one may fail. */
    public void open(DistributionPoint point) {
        turns.open(point.id());
    }

    /**
     * Hands the best tasks to a distribution point, as many as it has room for and a portion has (3.4.7), and tells of each
     * (R138). Waits for any other server that is about it.
     *
     * @return whether there may be more
     */
    public boolean distribute(DistributionPoint point) {
        turns.take(point.id());
        List<Task> best = gate.toDistribute(point.id(), point.limit(), PORTION);
        // In the order in which the intake locks the counters, which may tell of tasks of several capture points as
        // well.
        journal.lock(best.stream()
                .map(Task::capturePointId)
                .distinct()
                .flatMap(id -> capturePoints.find(id).stream())
                .filter(CapturePoint::journal)
                .map(CapturePoint::id)
                .sorted()
                .toList());
        gate.distribute(best, point.id());
        return best.size() == PORTION;
    }
}
