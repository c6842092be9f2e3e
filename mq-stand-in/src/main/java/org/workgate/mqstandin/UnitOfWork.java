package org.workgate.mqstandin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts and gets that take effect together or not at all. Guarded by the store's lock. */
final class UnitOfWork {

    /** A message that nobody sees before the commit. */
    record Put(Queue queue, Message message, @Nullable Instant expiresAt) {}

    private final List<Put> puts = new ArrayList<>();
    private final List<QueuedMessage> gets = new ArrayList<>();

    void put(Put put) {
        puts.add(put);
    }

    void get(QueuedMessage message) {
        message.take(this);
        gets.add(message);
    }

    List<Put> puts() {
        return puts;
    }

    List<QueuedMessage> gets() {
        return gets;
    }

    boolean isEmpty() {
        return puts.isEmpty() && gets.isEmpty();
    }

    void clear() {
        puts.clear();
        gets.clear();
    }
}
