package org.workgate.capture;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which server takes the messages of a capture point, so that one alone does and their order stays (A75).
 *
 * <p>Every transaction of the intake writes to this row. The database thus keeps the row locked as long as such a
 * transaction is running, or in doubt after a crash, and nobody can take the lease over meanwhile. Times are UTC.
 */
@Entity
@Table(name = "gtl_intake")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
class IntakeLease {

    @Id
    @Column(name = "capture_point_id", length = 16)
    private String capturePointId;

    /** The server that has the lease, or had it last; null before the first. */
    @Column(name = "holder", length = 128)
    private @Nullable String holder;

    /** Counts the takings; an intake transaction that knows an older number is refused. */
    @Column(name = "epoch", nullable = false)
    private long epoch;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    /** Counts the transactions of the intake. */
    @Column(name = "batches", nullable = false)
    private long batches;

    protected IntakeLease() {}

    IntakeLease(String capturePointId) {
        this.capturePointId = capturePointId;
    }

    /** Whether this server may take the lease: it has it already, or had it before a restart, or nobody has. */
    boolean isFreeFor(String server, Instant now) {
        return server.equals(holder) || expiresAt == null || !expiresAt.isAfter(now);
    }

    /** Gives the lease to a server and returns the number that its transactions have to show. */
    long take(String server, Instant now, Duration duration) {
        holder = server;
        epoch++;
        expiresAt = now.plus(duration);
        return epoch;
    }

    /** Prolongs the lease, if it still is the one with this number. */
    boolean renew(long number, Instant now, Duration duration) {
        if (epoch != number) {
            return false;
        }
        expiresAt = now.plus(duration);
        return true;
    }

    /** Gives the lease back early, if it still is the one with this number. */
    void giveBack(long number, Instant now) {
        if (epoch == number) {
            expiresAt = now;
        }
    }

    @Nullable
    String holder() {
        return holder;
    }
}
