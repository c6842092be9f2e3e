package org.workgate.mqstandin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the queue manager keeps: the queues and the branches of global transactions. One lock guards all of it. */
final class Store {

    /** Which queue makes temporary queues when it is opened. */
    static final String MODEL_QUEUE = "SYSTEM.DEFAULT.MODEL.QUEUE";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Set<Runnable> watchers = new CopyOnWriteArraySet<>();
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<BranchId, XaBranch> branches = new LinkedHashMap<>();
    private final Clock clock;
    private final MessageIds ids;
    private final Duration markInterval;
    private final Journal journal;
    private long lastNumber;
    private long lastTemporaryQueue;

    /** @param markInterval how long the mark of a browse hides a message from the others that browse together */
    Store(Clock clock, MessageIds ids, Duration markInterval, Journal journal) {
        this.clock = clock;
        this.ids = ids;
        this.markInterval = markInterval;
        this.journal = journal;
    }

    /** What a get found. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Got(QueuedMessage queued, int reason, byte[] data) {}

    Instant now() {
        return clock.instant();
    }

    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Calls the watcher after every change, under the lock, until it is told not to. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** Wakes all who wait for a change. */
    void changed() {
        locked(() -> {
            change.signalAll();
            watchers.forEach(Runnable::run);
        });
    }

    /** Defines a queue. Does nothing where there is one of this name. */
    void define(String name) {
        locked(() -> queues.putIfAbsent(name, new Queue(this, name, false)));
    }

    /** The queue, or null. */
    @Nullable
    Queue queue(String name) {
        return locked((Supplier<@Nullable Queue>) () -> queues.get(name));
    }

    /** Reads what the journal has. To be called when no conversation is there. */
    void load() {
        locked(() -> {
            Journal.Content content = journal.open(this::defined);
            lastNumber = Math.max(lastNumber, content.lastNumber());
            content.messages().forEach(queued -> queued.queue().add(queued));
            content.prepared().forEach((id, unit) -> {
                branches.put(id, XaBranch.prepared(id, unit));
                unit.puts().forEach(put -> put.queue().uncommitted(1));
            });
        });
    }

    private Queue defined(String name) {
        Queue queue = queues.get(name);
        if (queue == null) {
            throw new IllegalStateException("The journal has messages of " + name + ", which is not defined");
        }
        return queue;
    }

    /** Forgets all that the journal does not have. To be called when no conversation is there. */
    void unload() {
        locked(() -> {
            journal.close();
            branches.clear();
            queues.values().removeIf(Queue::isTemporary);
            queues.values().forEach(Queue::clear);
        });
    }

    /** Opens a handle for a queue. */
    void open(Handle handle) throws Refusal {
        lock.lock();
        try {
            Queue queue = handle.object();
            if (queue != null) {
                queue.open(handle);
            }
        } finally {
            lock.unlock();
        }
    }

    void close(Handle handle) {
        locked(() -> {
            Queue queue = handle.object();
            if (queue != null) {
                queue.close(handle);
            }
        });
    }

    /** Makes a temporary queue: the name is the pattern up to its asterisk, and something that no other one has. */
    Queue createTemporary(String pattern) {
        return locked(() -> {
            int end = pattern.indexOf('*');
            lastTemporaryQueue++;
            String name = end < 0
                    ? pattern
                    : pattern.substring(0, end) + "%08X%08X".formatted(clock.millis() / 1000, lastTemporaryQueue);
            var queue = new Queue(this, name, true);
            queues.put(name, queue);
            return queue;
        });
    }

    void delete(Queue queue) {
        locked(() -> {
            queues.remove(queue.name(), queue);
            queue.clear();
        });
    }

    /**
     * Puts a message: completes its descriptor, and keeps it.
     *
     * @param descriptor becomes the message's own
     * @param unit what the put belongs to; null if it counts at once
     */
    Message put(Queue queue, MessageDescriptor descriptor, byte[] data, @Nullable UnitOfWork unit) throws Refusal {
        lock.lock();
        try {
            Instant now = clock.instant();
            complete(descriptor);
            var message = new Message(descriptor, data);
            queue.admit(message, now);
            Instant expiresAt =
                    descriptor.expiry() < 0 ? null : now.plusMillis(Math.multiplyExact(100L, descriptor.expiry()));
            UnitOfWork target = unit == null ? new UnitOfWork() : unit;
            target.put(new UnitOfWork.Put(queue, message, expiresAt));
            queue.uncommitted(1);
            if (unit == null) {
                commit(target);
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void complete(MessageDescriptor descriptor) {
        if (isZero(descriptor.msgId())) {
            descriptor.msgId(ids.next());
        }
        if (descriptor.priority() < 0) {
            descriptor.priority(0);
        }
        if (descriptor.persistence() > 1) {
            descriptor.persistence(0);
        }
        descriptor.backoutCount(0);
    }

    private static boolean isZero(byte[] id) {
        for (byte each : id) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Gets or browses a message, and waits for one if the request says so.
     *
     * @param gone whether whoever waits is not there any more
     */
    Got get(Handle handle, GetRequest request, Syncpoint syncpoint, BooleanSupplier gone)
            throws Refusal, InterruptedException {
        lock.lock();
        try {
            long patience =
                    request.waitMillis() < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(request.waitMillis());
            while (true) {
                Got got = tryGet(handle, request, syncpoint);
                if (got != null) {
                    return got;
                }
                if (!request.waits() || patience <= 0 || gone.getAsBoolean()) {
                    throw new Refusal(gone.getAsBoolean() ? Reason.CONNECTION_BROKEN : Reason.NO_MSG_AVAILABLE);
                }
                patience = change.awaitNanos(patience);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gets or browses a message.
     *
     * @return null if there is none
     */
    @Nullable
    Got tryGet(Handle handle, GetRequest request, Syncpoint syncpoint) throws Refusal {
        lock.lock();
        try {
            if (!request.isSupported()) {
                throw new Refusal(Reason.OPTIONS_ERROR);
            }
            Queue queue = handle.toGetFrom(request);
            if (request.insistsOnSyncpoint()) {
                syncpoint.unit(); // refuses where there can be none, before anything is looked for
            }
            Instant now = clock.instant();
            QueuedMessage queued = queue.find(handle, request, now);
            if (queued == null) {
                return null;
            }
            Message message = queued.message();
            boolean fits = message.length() <= request.maxLength();
            byte[] data = fits ? message.bytes() : Arrays.copyOf(message.bytes(), request.maxLength());
            if (!fits && !request.acceptsTruncated()) {
                return new Got(queued, Reason.TRUNCATED_MSG_FAILED, data);
            }
            handle.unlock();
            if (request.browses()) {
                browse(handle, request, queued, now);
            } else {
                take(queued, request.inSyncpoint(message) ? syncpoint.unit() : null);
            }
            handle.got(message);
            return new Got(queued, fits ? Reason.NONE : Reason.TRUNCATED_MSG_ACCEPTED, data);
        } finally {
            lock.unlock();
        }
    }

    private void browse(Handle handle, GetRequest request, QueuedMessage queued, Instant now) {
        handle.browse(queued);
        if (request.locks()) {
            queued.lock(handle);
        }
        if (request.marks()) {
            queued.mark(now.plus(markInterval));
            // Who was told that there is nothing may be told something else when the mark ends.
            CompletableFuture.delayedExecutor(markInterval.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(this::changed);
        }
    }

    private void take(QueuedMessage queued, @Nullable UnitOfWork unit) {
        UnitOfWork target = unit == null ? new UnitOfWork() : unit;
        target.get(queued);
        if (unit == null) {
            commit(target);
        }
    }

    void commit(UnitOfWork unit) {
        commit(unit, null);
    }

    private void commit(UnitOfWork unit, @Nullable BranchId branch) {
        locked(() -> {
            if (unit.isEmpty() && branch == null) {
                return;
            }
            var added = new ArrayList<QueuedMessage>();
            for (UnitOfWork.Put put : unit.puts()) {
                lastNumber++;
                added.add(new QueuedMessage(put.queue(), put.message(), lastNumber, put.expiresAt()));
                put.queue().uncommitted(-1);
            }
            journal.committed(branch, added, unit.gets());
            unit.gets().forEach(queued -> queued.queue().remove(queued));
            added.forEach(queued -> queued.queue().add(queued));
            unit.clear();
            changed();
        });
    }

    void backOut(UnitOfWork unit) {
        backOut(unit, null);
    }

    private void backOut(UnitOfWork unit, @Nullable BranchId branch) {
        locked(() -> {
            if (unit.isEmpty() && branch == null) {
                return;
            }
            journal.backedOut(branch, unit.gets());
            unit.puts().forEach(put -> put.queue().uncommitted(-1));
            unit.gets().forEach(QueuedMessage::giveBack);
            unit.clear();
            changed();
        });
    }

    /** The branches that have begun and not ended, the oldest first. Only for who holds the lock. */
    Map<BranchId, XaBranch> branches() {
        return branches;
    }

    /** The prepared branches, the oldest first. */
    List<BranchId> prepared() {
        return locked(() -> branches.values().stream()
                .filter(XaBranch::isPrepared)
                .map(XaBranch::id)
                .toList());
    }

    void prepare(XaBranch branch) {
        locked(() -> {
            journal.prepared(branch.id(), branch.unit());
            branch.prepare();
        });
    }

    void commit(XaBranch branch) {
        locked(() -> {
            branches.remove(branch.id());
            commit(branch.unit(), idInJournal(branch));
        });
    }

    void backOut(XaBranch branch) {
        locked(() -> {
            branches.remove(branch.id());
            backOut(branch.unit(), idInJournal(branch));
        });
    }

    /** The journal knows a branch only from its prepare on. */
    private static @Nullable BranchId idInJournal(XaBranch branch) {
        return branch.isPrepared() ? branch.id() : null;
    }
}
