package org.workgate.task;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A line of the history of a task that is in the archive. */
@Entity
@Table(name = "gtl_archived_history")
public class ArchivedHistoryEntry extends HistoryRecord {

    /** For the persistence provider. */
    protected ArchivedHistoryEntry() {}
}
