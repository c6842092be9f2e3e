package org.workgate.reporting;

import java.util.Set;
import org.workgate.task.TaskStatus;

/**
 * Which tasks of the Global Task List are wanted, in which order, and which part of them.
 *
 * @param statuses only tasks in one of these; none means all
 * @param text only tasks whose CaptureId begins with this text or whose BrokerId it is; empty means all
 * @param sort the column that decides the order; tasks without a value come last, of equal ones the one
 *     with the lower BrokerId comes first
 * @param descending whether the greatest comes first
 * @param first how many tasks are skipped, at most {@link TaskListing#MAX_COUNT}
 * @param size how many are wanted, from 1 to {@link TaskListing#MAX_SIZE}
 */
public record TaskQuery(
        Set<TaskStatus> statuses, String text, TaskColumn sort, boolean descending, int first, int size) {

    /** @throws IllegalArgumentException if the part is out of bounds */
    public TaskQuery {
        if (first < 0 || first > TaskListing.MAX_COUNT || size < 1 || size > TaskListing.MAX_SIZE) {
            throw new IllegalArgumentException("Tasks " + first + " to " + (first + size) + " cannot be listed");
        }
        statuses = Set.copyOf(statuses);
        text = text.strip();
    }
}
