package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a conversation has asked to be sent as soon as they are there, for listeners and message-driven beans. Lives
 * on the conversation's thread.
 */
final class Deliveries {

    private static final int QUEUE_STATE = 5;
    private static final int CONNECTION_STATE = 3;
    private static final int STARTED = 2;

    private static final int SELECTION_FOLLOWS = 0x10;
    private static final int HEADER_LENGTH = 24;

    private final Store store;
    private final QueueCalls queues;
    private final Syncpoint syncpoint;
    private final Consumer<Segment> out;
    private final Consumer<Refusal> refused;
    private final Runnable watcher;
    private final Map<Integer, Asked> asked = new LinkedHashMap<>();
    private boolean started;
    private boolean closed;
    private int lastGlobalIndex;

    /** What was asked for through a handle, and how often it was sent something. */
    private static final class Asked {

        private Segment call;
        private GetRequest request;
        private boolean open = true;
        private int selectionIndex;
        private int lastIndex;

        Asked(Segment call, GetRequest request) {
            this.call = call;
            this.request = request;
        }
    }

    /**
     * @param out where messages are sent
     * @param refused told why nothing can be sent, now or later
     * @param thread carries out on the conversation's thread
     */
    Deliveries(
            Store store,
            QueueCalls queues,
            Syncpoint syncpoint,
            Consumer<Segment> out,
            Consumer<Refusal> refused,
            Executor thread) {
        this.store = store;
        this.queues = queues;
        this.syncpoint = syncpoint;
        this.out = out;
        this.refused = refused;
        watcher = () -> thread.execute(this::deliver);
    }

    /** The client says that it is started, or not; what it asks to be confirmed is confirmed by the next higher code. */
    @Nullable
    Segment notified(Segment call) {
        var body = ByteBuffer.wrap(call.body());
        int code = body.getInt(8);
        int value = body.getInt(12);
        if (code == CONNECTION_STATE) {
            started = value == STARTED;
            deliver();
        }
        if (!call.has(Segment.CONFIRM_REQUESTED)) {
            return null;
        }
        byte[] confirmation = ByteBuffer.allocate(16)
                .putInt(1)
                .putInt(code == QUEUE_STATE ? body.getInt(4) : -1)
                .putInt(code + 1)
                .putInt(value)
                .array();
        return call.answer(Verb.NOTIFICATION.segmentType(), confirmation);
    }

    /** The client asks for one message more. */
    void request(Segment call) {
        var body = ByteBuffer.wrap(call.body());
        int handle = body.getInt(4);
        int requested = body.getInt(12);
        int maxLength = body.getInt(16);
        int options = body.getInt(20);
        boolean selects = (body.getInt(32) & SELECTION_FOLLOWS) != 0;
        Asked before = asked.get(handle);
        Selection selection = selects || before == null ? selection(body, selects) : before.request.selection();
        var request = new GetRequest(options, 0, maxLength < 0 ? Integer.MAX_VALUE : maxLength, selection);
        Asked now = before == null ? new Asked(call, request) : before;
        now.call = call;
        now.request = request;
        now.open = requested > 0;
        if (selects) {
            now.selectionIndex = body.getShort(40);
        }
        if (asked.isEmpty()) {
            store.watch(watcher);
        }
        asked.put(handle, now);
        deliver();
    }

    private static Selection selection(ByteBuffer body, boolean present) {
        var msgId = new byte[MessageDescriptor.MSG_ID_LENGTH];
        var correlId = new byte[MessageDescriptor.MSG_ID_LENGTH];
        var token = new byte[Selection.TOKEN_LENGTH];
        int match = present ? body.getInt(60) : 0;
        body.position(present ? 64 : body.limit());
        if ((match & Selection.MSG_ID) != 0) {
            body.get(msgId);
        }
        if ((match & Selection.CORREL_ID) != 0) {
            body.get(correlId);
        }
        if ((match & Selection.GROUP_ID) != 0) {
            body.position(body.position() + MessageDescriptor.MSG_ID_LENGTH);
        }
        if ((match & Selection.TOKEN) != 0) {
            body.get(token);
        }
        return new Selection(match, msgId, correlId, token);
    }

    /** The handle is closed. */
    void forget(int handle) {
        asked.remove(handle);
        if (asked.isEmpty()) {
            store.unwatch(watcher);
        }
    }

    void close() {
        closed = true;
        asked.clear();
        store.unwatch(watcher);
    }

    private void deliver() {
        if (!started || closed) {
            return;
        }
        for (Map.Entry<Integer, Asked> each : List.copyOf(asked.entrySet())) {
            Asked what = each.getValue();
            if (what.open) {
                deliver(each.getKey(), what);
            }
        }
    }

    private void deliver(int handle, Asked what) {
        Store.Got got;
        try {
            got = store.tryGet(queues.handle(handle), what.request, syncpoint);
        } catch (Refusal e) {
            if (e.reason() != Reason.GET_INHIBITED) { // which the next change may end
                refused.accept(e);
            }
            return;
        }
        if (got == null) {
            return;
        }
        what.open = false;
        what.lastIndex++;
        lastGlobalIndex++;
        send(handle, what, got);
    }

    /** Sends a message. Unlike an answer, each of its segments begins with a header that says where it belongs. */
    private void send(int handle, Asked what, Store.Got got) {
        byte[] data = got.data();
        byte[] front = front(got);
        int index = 0;
        int sent = 0;
        do {
            int room = Segment.MAX_LENGTH - Segment.Kind.CONVERSATION.length() - HEADER_LENGTH - front.length;
            int length = Math.min(room, data.length - sent);
            byte[] body = ByteBuffer.allocate(HEADER_LENGTH + front.length + length)
                    .putInt(1)
                    .putInt(handle)
                    .putInt(what.lastIndex)
                    .putInt(lastGlobalIndex)
                    .putInt(length)
                    .putShort((short) index)
                    .putShort((short) what.selectionIndex)
                    .put(front)
                    .put(data, sent, length)
                    .array();
            sent += length;
            int control = (index == 0 ? Segment.FIRST : 0) | (sent == data.length ? Segment.LAST : 0);
            Segment call = what.call;
            out.accept(new Segment(
                    call.kind(), Verb.ASYNC_MESSAGE.segmentType(), control, call.conversation(), call.request(), body));
            index++;
            front = new byte[0];
        } while (sent < data.length);
    }

    /** What only the first segment has between the header and the data. */
    private static byte[] front(Store.Got got) {
        Message message = got.queued().message();
        byte[] queue = got.queued().queue().name().getBytes(StandardCharsets.ISO_8859_1);
        int nameLength = (3 + queue.length + 3) & ~3;
        byte[] descriptor = message.descriptor().bytes(2);
        ByteBuffer front = ByteBuffer.allocate(28 + nameLength + descriptor.length)
                .putInt(got.reason())
                .putInt(message.length())
                .putInt(got.data().length)
                .put(got.queued().token())
                .putShort((short) 1)
                .put((byte) queue.length)
                .put(queue);
        front.position(28 + nameLength);
        return front.put(descriptor).array();
    }
}
