package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the stand-in, for a test to look into, to fill and to change, without a client. All methods can be called by any
 * thread at any time; what they change counts from the next call of a client on, and outlives a restart.
 */
public final class Queue {

    private final Store store;
    private final String name;
    private final boolean temporary;

    // All of this is guarded by the store's lock.
    private final TreeMap<QueuedMessage.Place, QueuedMessage> messages = new TreeMap<>();
    private final Map<Long, QueuedMessage> byNumber = new HashMap<>();
    private final List<Handle> handles = new ArrayList<>();
    private int uncommitted;
    private int expiring;
    private boolean putInhibited;
    private boolean getInhibited;
    private int maxDepth = 999_999_999;
    private int maxMessageLength = 104_857_600;
    private int backoutThreshold;
    private String backoutQueue = "";

    Queue(Store store, String name, boolean temporary) {
        this.store = store;
        this.name = name;
        this.temporary = temporary;
    }

    public String name() {
        return name;
    }

    /** Whether it goes with the conversation that has made it. */
    public boolean isTemporary() {
        return temporary;
    }

    /** How many messages there are: those that a unit of work has taken or put and not yet committed are counted. */
    public int depth() {
        return store.locked(() -> {
            expire(store.now());
            return messages.size() + uncommitted;
        });
    }

    /** The messages that a client could get now, first the one that it would get first. */
    public List<Message> messages() {
        return store.locked(() -> {
            expire(store.now());
            return messages.values().stream()
                    .filter(queued -> !queued.isTaken())
                    .map(QueuedMessage::message)
                    .toList();
        });
    }

    /** Takes away the messages that a client could get now, first the one that it would get first. */
    public List<Message> drain() {
        return store.locked(() -> {
            expire(store.now());
            var unit = new UnitOfWork();
            messages.values().stream()
                    .filter(queued -> !queued.isTaken())
                    .toList()
                    .forEach(unit::get);
            List<Message> drained =
                    unit.gets().stream().map(QueuedMessage::message).toList();
            store.commit(unit);
            return drained;
        });
    }

    /**
     * Puts a message.
     *
     * @return the message as it was put, with the message ID that it was given where it had none
     * @throws IllegalStateException if a client could not put it either; the text has the reason code
     */
    public Message put(Message message) {
        try {
            return store.put(this, message.descriptor().copy(), message.bytes(), null);
        } catch (Refusal e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether puts are refused with reason 2051. */
    public Queue inhibitPut(boolean inhibited) {
        return change(() -> putInhibited = inhibited);
    }

    /** Whether gets are refused with reason 2016, those that wait as well. */
    public Queue inhibitGet(boolean inhibited) {
        return change(() -> getInhibited = inhibited);
    }

    /** With how many messages the queue is full: the next put is refused with reason 2053. At first nearly a thousand million. */
    public Queue maxDepth(int messages) {
        return change(() -> maxDepth = messages);
    }

    /** How many bytes a message may have; a put of more is refused with reason 2030. At first a hundred MiB. */
    public Queue maxMessageLength(int bytes) {
        return change(() -> maxMessageLength = bytes);
    }

    /**
     * Where the client moves what was backed out too often. It does so itself; the queue manager only says where and when.
     *
     * @param threshold after how many times, 0 for never
     */
    public Queue backoutTo(String queue, int threshold) {
        return change(() -> {
            backoutQueue = queue;
            backoutThreshold = threshold;
        });
    }

    private Queue change(Runnable change) {
        store.locked(() -> {
            change.run();
            store.changed();
        });
        return this;
    }

    /** How many handles have opened it for input. */
    public int consumers() {
        return store.locked(
                () -> (int) handles.stream().filter(Handle::isForInput).count());
    }

    // What follows is called with the store's lock held.

    void open(Handle handle) throws Refusal {
        boolean inUse =
                handles.stream().anyMatch(other -> other.isForInput() && (other.isExclusive() || handle.isExclusive()));
        if (handle.isForInput() && inUse) {
            throw new Refusal(Reason.OBJECT_IN_USE);
        }
        handles.add(handle);
    }

    void close(Handle handle) {
        handle.unlock();
        handles.remove(handle);
    }

    int openHandles() {
        return handles.size();
    }

    boolean isPutInhibited() {
        return putInhibited;
    }

    boolean isGetInhibited() {
        return getInhibited;
    }

    int maxDepth() {
        return maxDepth;
    }

    int maxMessageLength() {
        return maxMessageLength;
    }

    int backoutThreshold() {
        return backoutThreshold;
    }

    String backoutQueue() {
        return backoutQueue;
    }

    /** Refuses what cannot be put now. */
    void admit(Message message, Instant now) throws Refusal {
        if (putInhibited) {
            throw new Refusal(Reason.PUT_INHIBITED);
        }
        if (temporary && message.isPersistent()) {
            throw new Refusal(Reason.PERSISTENT_NOT_ALLOWED);
        }
        if (message.length() > maxMessageLength) {
            throw new Refusal(Reason.MSG_TOO_BIG_FOR_Q);
        }
        expire(now);
        if (messages.size() + uncommitted >= maxDepth) {
            throw new Refusal(Reason.Q_FULL);
        }
    }

    /** A unit of work has put so many more messages, or so many fewer, that are not yet committed. */
    void uncommitted(int more) {
        uncommitted += more;
    }

    void add(QueuedMessage queued) {
        messages.put(queued.place(), queued);
        byNumber.put(queued.number(), queued);
        if (queued.expiresAt() != null) {
            expiring++;
        }
    }

    void remove(QueuedMessage queued) {
        if (messages.remove(queued.place(), queued)) {
            byNumber.remove(queued.number());
            if (queued.expiresAt() != null) {
                expiring--;
            }
        }
    }

    void clear() {
        messages.clear();
        byNumber.clear();
        handles.clear();
        uncommitted = 0;
        expiring = 0;
    }

    private void expire(Instant now) {
        if (expiring > 0) {
            messages.values().stream()
                    .filter(queued -> queued.isExpired(now))
                    .toList()
                    .forEach(this::remove);
        }
    }

    /**
     * The message that the request means.
     *
     * @return null if there is none
     */
    @Nullable
    QueuedMessage find(Handle handle, GetRequest request, Instant now) throws Refusal {
        if (getInhibited) {
            throw new Refusal(Reason.GET_INHIBITED);
        }
        expire(now);
        if (request.underCursor()) {
            QueuedMessage browsed = handle.browsed();
            if (browsed == null || !byNumber.containsKey(browsed.number()) || !browsed.isVisibleTo(handle)) {
                throw new Refusal(Reason.NO_MSG_UNDER_CURSOR);
            }
            return browsed;
        }
        for (QueuedMessage queued : candidates(handle, request)) {
            if (queued.isVisibleTo(handle)
                    && !(request.onlyUnmarked() && queued.isMarked(now))
                    && request.selection().matches(queued)
                    && handle.selects(queued)) {
                return queued;
            }
        }
        return null;
    }

    private Collection<QueuedMessage> candidates(Handle handle, GetRequest request) {
        if (request.selection().wantsToken()) {
            QueuedMessage meant =
                    byNumber.get(ByteBuffer.wrap(request.selection().token()).getLong());
            return meant == null ? List.of() : List.of(meant);
        }
        QueuedMessage.Place cursor = handle.cursor();
        if (request.browsesNext() && cursor != null) {
            return messages.tailMap(cursor, false).values();
        }
        return messages.values();
    }
}
