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
     * Whether it has to be asked to give a task back (R151), and answers later (A87). If not, a task is given back by being locked: nobody
     * there can work on it any more.
     */
    boolean answersLater();

    /**
     * Is asked to give a task back, where it {@link #answersLater()}; does so, or tells that an agent has it. From an agent it takes a
     * task that is {@code Assigned} by then.
     */
    void revoke(Task task, DistributionPoint point);
}
