package org.workgate.reporting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the Global Task List, or of the archive.
 *
 * @param tasks the tasks, in the order that was asked for
 * @param next where the next part begins, or null where this is the last. There may be a next part though this one is not
 *     full, or empty: a search that is long in finding comes back in between
 */
public record TaskPage(List<TaskDetails> tasks, @Nullable TaskCursor next) {

    /** Copies the tasks. */
    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
