package org.workgate.reporting;

import java.util.List;

/**
 * What an agent sees of the built-in desk.
 *
 * @param assigned the tasks on which the agent works, the one that came last first
 * @param parked the tasks in the agent's workbin, the best one first
 * @param waiting the best ones of those that anybody may take, in the order in which they are taken
 * @param waitingCount how many there are of those
 */
public record DeskTasks(
        List<TaskDetails> assigned, List<TaskDetails> parked, List<TaskDetails> waiting, long waitingCount) {

    /** Copies the lists. */
    public DeskTasks {
        assigned = List.copyOf(assigned);
        parked = List.copyOf(parked);
        waiting = List.copyOf(waiting);
    }
}
