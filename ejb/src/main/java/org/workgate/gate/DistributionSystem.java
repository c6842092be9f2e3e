package org.workgate.gate;

import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.task.AttributeChanges;
import org.workgate.task.Task;

/**
 * What hands tasks to people, as the gate sees it (R202). One implementation for each {@link Destination}; what a system tells in its turn
 * comes back through {@link TaskGate#report} and {@link TaskGate#givesBack}.
 *
 * <p>Every call belongs to the caller's transaction, in which the task is locked: what a system is told by it is told if, and only if,
 * that commits. A system that cannot be told at present throws where it is asked to take a task, and in all other cases keeps what it
 * is told until it can be (A67).
 */
public interface DistributionSystem {

    /** Which one it is. */
    Destination destination();

    /**
     * Takes a task under its present DistributionId (R138), with the attributes that the terms of the distribution point let through (R124).
     *
     * @throws RuntimeException if the system cannot be told at present
     */
    void submit(Task task, DistributionPoint point);

    /**
     * Learns of new values of a task that it has (R126).
     *
     * @param changes what is different now; possibly nothing that concerns the system
     */
    void update(Task task, DistributionPoint point, AttributeChanges changes);

    /**
     * Is asked to give a task back (R151).
     *
     * @return whether it has done so: nobody there can work on it any more. If not, it answers later, once (A87)
     */
    boolean revoke(Task task, DistributionPoint point);
}
