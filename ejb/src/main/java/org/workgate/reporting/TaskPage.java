package org.workgate.reporting;

import java.util.List;

/**
 * A part of the Global Task List.
 *
 * @param rows the tasks of this part, in the order that was asked for
 * @param count how many tasks there are in all parts, counted up to {@link TaskListing#MAX_COUNT}
 * @param more whether there are more than were counted
 */
public record TaskPage(List<TaskRow> rows, int count, boolean more) {}
