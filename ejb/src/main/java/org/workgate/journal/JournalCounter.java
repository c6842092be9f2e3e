package org.workgate.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

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

    protected JournalCounter() {}

    JournalCounter(String capturePointId) {
        this.capturePointId = capturePointId;
    }

    long next() {
        return ++lastSequence;
    }
}
