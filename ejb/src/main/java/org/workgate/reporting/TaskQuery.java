package org.workgate.reporting;

/**
 * Which tasks of the Global Task List are wanted, in which order, and which part of them.
 *
 * @param filter which tasks; conditions on custom attributes are not among what can be asked for here
 * @param sort the column that decides the order; tasks without a value come last, of equal ones the one
 *     with the lower BrokerId comes first
 * @param descending whether the greatest comes first
 * @param first how many tasks are skipped, at most {@link TaskListing#MAX_COUNT}
 * @param size how many are wanted, from 1 to {@link TaskListing#MAX_SIZE}
 */
public record TaskQuery(TaskFilter filter, TaskColumn sort, boolean descending, int first, int size) {

    /** @throws IllegalArgumentException if the part is out of bounds, or custom attributes are asked for */
    public TaskQuery {
        if (first < 0 || first > TaskListing.MAX_COUNT || size < 1 || size > TaskListing.MAX_SIZE) {
            throw new IllegalArgumentException("Tasks " + first + " to " + (first + size) + " cannot be listed");
        }
        if (!filter.custom().isEmpty()) {
            throw new IllegalArgumentException("Tasks with certain custom attributes cannot be counted");
        }
    }
}
