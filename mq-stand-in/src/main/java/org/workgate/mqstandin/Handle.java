package org.workgate.mqstandin;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An object that a conversation has opened. What changes is guarded by the store's lock. */
final class Handle {

    private static final int INPUT_AS_Q_DEF = 0x1;
    private static final int INPUT_SHARED = 0x2;
    private static final int INPUT_EXCLUSIVE = 0x4;
    private static final int BROWSE = 0x8;
    private static final int OUTPUT = 0x10;

    private final int number;
    private final @Nullable Queue queue;
    private final int options;
    private final Predicate<Message> selector;

    private QueuedMessage.@Nullable Place cursor;
    private @Nullable QueuedMessage browsed;
    private @Nullable MessageDescriptor gotLast;

    /**
     * @param number what the client knows it by
     * @param queue null for the queue manager itself
     * @param options the options of the open
     * @param selector which messages its gets see
     */
    Handle(int number, @Nullable Queue queue, int options, Predicate<Message> selector) {
        this.number = number;
        this.queue = queue;
        this.options = options;
        this.selector = selector;
    }

    int number() {
        return number;
    }

    boolean isForInput() {
        return has(INPUT_AS_Q_DEF | INPUT_SHARED | INPUT_EXCLUSIVE);
    }

    boolean isExclusive() {
        return has(INPUT_EXCLUSIVE);
    }

    private boolean isForBrowse() {
        return has(BROWSE);
    }

    private boolean has(int option) {
        return (options & option) != 0;
    }

    /** The queue, or null for the queue manager itself. */
    @Nullable
    Queue object() {
        return queue;
    }

    /** The queue, to put to. */
    Queue toPutTo() throws Refusal {
        if (queue == null || !has(OUTPUT)) {
            throw new Refusal(Reason.NOT_OPEN_FOR_OUTPUT);
        }
        return queue;
    }

    /** The queue, to browse or to get from. */
    Queue toGetFrom(GetRequest request) throws Refusal {
        if (queue == null) {
            throw new Refusal(Reason.NOT_OPEN_FOR_INPUT);
        }
        if (request.browses() ? !isForBrowse() : !isForInput()) {
            throw new Refusal(request.browses() ? Reason.NOT_OPEN_FOR_BROWSE : Reason.NOT_OPEN_FOR_INPUT);
        }
        return queue;
    }

    boolean selects(QueuedMessage queued) {
        return selector.test(queued.message());
    }

    /** Where its last browse ended, null before the first. */
    QueuedMessage.@Nullable Place cursor() {
        return cursor;
    }

    /** The message that it browsed last, null before the first. */
    @Nullable
    QueuedMessage browsed() {
        return browsed;
    }

    void browse(QueuedMessage message) {
        cursor = message.place();
        browsed = message;
    }

    /** A lock lasts until the next get through the same handle, or until it is closed. */
    void unlock() {
        if (browsed != null) {
            browsed.unlock(this);
        }
    }

    /** The descriptor of the message that it got or browsed last, null before the first. */
    @Nullable
    MessageDescriptor gotLast() {
        return gotLast;
    }

    void got(Message message) {
        gotLast = message.descriptor();
    }
}
