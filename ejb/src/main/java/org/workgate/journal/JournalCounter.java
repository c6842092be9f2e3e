package org.workgate.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;

/**
 * The last number given to a journal entry of a capture point. Whoever writes to the journal locks this row first, so that
 * numbers become visible in their order.
 */
@Entity
@Table(name = "gtl_journal_counter")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class JournalCounter {

    @Id
    @Column(name = "capture_point_id", length = 16)
    private String capturePointId;

    @Column(name = "last_sequence", nullable = false)
    private long lastSequence;

    @Transient
    private boolean locked;

    protected JournalCounter() {}

    JournalCounter(String capturePointId) {
        this.capturePointId = capturePointId;
    }

    /** Whether the present transaction has locked it; an object of this class lives no longer than its transaction. */
    boolean isLocked() {
        return locked;
    }

    void locked() {
        locked = true;
    }

    long next() {
        return ++lastSequence;
    }
}
