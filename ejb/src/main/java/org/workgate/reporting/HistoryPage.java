package org.workgate.reporting;

import java.util.List;
import org.workgate.task.HistoryRecord;

/**
 * A part of the history of a task.
 *
 * @param entries what happened, oldest first
 * @param more whether there is more beyond, in the direction in which was asked
 */
public record HistoryPage(List<HistoryRecord> entries, boolean more) {

    /** Copies the entries. */
    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
