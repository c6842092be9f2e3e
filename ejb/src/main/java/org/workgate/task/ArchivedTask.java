package org.workgate.task;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A task that has left the list for the archive, as it was then. Nothing changes it any more, and no message finds it (A34). */
@Entity
@Table(name = "gtl_archived_task")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class ArchivedTask extends TaskRecord {

    @Column(name = "archived_at", nullable = false, updatable = false)
    private Instant archivedAt;

    /** For the persistence provider. */
    protected ArchivedTask() {}

    @Override
    public Instant archivedAt() {
        return archivedAt;
    }
}
