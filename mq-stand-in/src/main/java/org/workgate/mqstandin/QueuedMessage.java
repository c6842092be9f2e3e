package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A message that lies on a queue: visible, or taken by a unit of work that has not ended. Guarded by the store's lock. */
final class QueuedMessage {

    /**
     * Where a message stands on its queue.
     *
     * @param priority the higher, the further in front
     * @param number counts the messages of the queue manager in the order in which they were committed
     */
    record Place(int priority, long number) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::priority).reversed().thenComparingLong(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Queue queue;
    private final Message message;
    private final long number;
    private final @Nullable Instant expiresAt;

    private @Nullable UnitOfWork takenBy;
    private @Nullable Handle lockedBy;
    private Instant markedUntil = Instant.MIN;

    QueuedMessage(Queue queue, Message message, long number, @Nullable Instant expiresAt) {
        this.queue = queue;
        this.message = message;
        this.number = number;
        this.expiresAt = expiresAt;
    }

    Queue queue() {
        return queue;
    }

    Message message() {
        return message;
    }

    long number() {
        return number;
    }

    Place place() {
        return new Place(message.priority(), number);
    }

    /** What a client can get it by as long as it lies here. */
    byte[] token() {
        return ByteBuffer.allocate(Selection.TOKEN_LENGTH).putLong(number).array();
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && takenBy == null && !now.isBefore(expiresAt);
    }

    /** Whether the handle can have it: no unit of work has taken it and nobody else has locked it. */
    boolean isVisibleTo(Handle handle) {
        return takenBy == null && (lockedBy == null || lockedBy == handle);
    }

    boolean isTaken() {
        return takenBy != null;
    }

    void take(UnitOfWork unit) {
        takenBy = unit;
        lockedBy = null;
    }

    /** The unit of work that had taken it was backed out: it is there again, for everybody, with a higher backout count. */
    void giveBack() {
        takenBy = null;
        markedUntil = Instant.MIN;
        message.countBackout();
    }

    void lock(Handle handle) {
        lockedBy = handle;
    }

    void unlock(Handle handle) {
        if (lockedBy == handle) {
            lockedBy = null;
        }
    }

    boolean isMarked(Instant now) {
        return now.isBefore(markedUntil);
    }

    void mark(Instant until) {
        markedUntil = until;
    }
}
