package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The calls of a conversation that open objects, and put to them and get from them. */
final class QueueCalls {

    private static final int NO_HANDLE = -1;

    // What an open says of the puts and gets to come.
    private static final int DEFAULT_PUT_RESPONSE_SYNC = 1;
    private static final int DEFAULT_READ_AHEAD_NO = 0;
    private static final int PROPERTY_CONTROL_COMPATIBILITY = 0;

    private final QueueManagerStandIn standIn;
    private final Store store;
    private final Syncpoint syncpoint;
    private final BooleanSupplier gone;
    private final Map<Integer, Handle> handles = new HashMap<>();
    private final Map<Integer, Queue> created = new HashMap<>();
    private String user = "";
    private String application = "";
    private int lastHandle;
    private volatile boolean waitsNoMore;

    /** @param gone whether nobody is there any more whom a get that waits could answer */
    QueueCalls(QueueManagerStandIn standIn, Syncpoint syncpoint, BooleanSupplier gone) {
        this.standIn = standIn;
        store = standIn.store();
        this.syncpoint = syncpoint;
        this.gone = gone;
    }

    /** Who puts messages from now on. */
    void identify(String newUser, String newApplication) {
        user = newUser;
        application = newApplication;
    }

    /** Gets that wait end without a message, now and from now on. Can be called by any thread. */
    void stopWaiting() {
        waitsNoMore = true;
        store.changed();
    }

    /** Closes what is open. */
    void closeAll() {
        List.copyOf(handles.keySet()).forEach(this::close);
    }

    private void close(int number) {
        Handle handle = handles.remove(number);
        if (handle != null) {
            store.close(handle);
        }
        Queue own = created.remove(number);
        if (own != null) {
            store.delete(own);
        }
    }

    /** The handle of the number. */
    Handle handle(int number) throws Refusal {
        Handle handle = handles.get(number);
        if (handle == null) {
            throw new Refusal(Reason.HOBJ_ERROR);
        }
        return handle;
    }

    Outcome open(MqiCall call) throws ProtocolException {
        var object = ObjectDescriptor.read(call.body());
        byte[] rest = call.rest();
        var fields = ByteBuffer.wrap(rest);
        try {
            int handle = open(object, fields.getInt(0));
            // Options, then a structure of defaults: identifier, version, length, persistence, response, read ahead,
            // properties.
            fields.putInt(20, DEFAULT_PUT_RESPONSE_SYNC)
                    .putInt(24, DEFAULT_READ_AHEAD_NO)
                    .putInt(28, PROPERTY_CONTROL_COMPATIBILITY);
            return Outcome.done(handle, object.bytes(), rest);
        } catch (Refusal e) {
            return Outcome.failed(e.reason(), NO_HANDLE, object.bytes(), rest);
        }
    }

    private int open(ObjectDescriptor object, int options) throws Refusal {
        int number = lastHandle + 1;
        Handle handle;
        if (object.type() == ObjectDescriptor.QUEUE_MANAGER) {
            handle = new Handle(number, null, options, message -> true);
        } else if (object.type() == ObjectDescriptor.QUEUE) {
            Predicate<Message> selector = Selector.parse(object.selectionString());
            Queue queue = queue(object, number);
            object.resolved(queue.name(), standIn.name());
            handle = new Handle(number, queue, options, selector);
        } else {
            throw new Refusal(Reason.OBJECT_TYPE_ERROR);
        }
        store.open(handle);
        lastHandle = number;
        handles.put(number, handle);
        return number;
    }

    private Queue queue(ObjectDescriptor object, int handle) throws Refusal {
        if (object.name().equals(Store.MODEL_QUEUE)) {
            Queue temporary = store.createTemporary(object.dynamicName());
            created.put(handle, temporary);
            object.name(temporary.name());
            return temporary;
        }
        Queue queue = store.queue(object.name());
        if (queue == null) {
            throw new Refusal(Reason.UNKNOWN_OBJECT_NAME);
        }
        return queue;
    }

    /** @param forget told the handle, so that nothing is delivered to it any more */
    Outcome close(MqiCall call, IntConsumer forget) {
        if (!handles.containsKey(call.handle())) {
            return Outcome.failed(Reason.HOBJ_ERROR, NO_HANDLE);
        }
        forget.accept(call.handle());
        close(call.handle());
        return Outcome.done(NO_HANDLE);
    }

    Outcome inquire(MqiCall call) {
        try {
            byte[] answer = new Inquiry(standIn, handle(call.handle()).object()).answer(call.rest());
            return Outcome.done(call.handle(), answer);
        } catch (Refusal e) {
            return Outcome.failed(e.reason(), call.handle(), call.rest());
        }
    }

    /** Null where the client waits for no answer. */
    @Nullable
    Outcome put(MqiCall call) throws ProtocolException {
        var put = Put.read(call.body());
        try {
            put(put, handle(call.handle()).toPutTo());
        } catch (Refusal e) {
            return refused(put, e, call.handle());
        }
        return put.options().asyncResponse() ? null : Outcome.done(call.handle(), put.answer());
    }

    /** Null where the client waits for no answer. */
    @Nullable
    Outcome putOne(MqiCall call) throws ProtocolException {
        var object = ObjectDescriptor.read(call.body());
        var put = Put.read(call.body());
        try {
            Queue queue = store.queue(object.name());
            if (queue == null) {
                throw new Refusal(Reason.UNKNOWN_OBJECT_NAME);
            }
            object.resolved(queue.name(), standIn.name());
            put(put, queue);
        } catch (Refusal e) {
            return refused(put, e, NO_HANDLE, object.bytes());
        }
        return put.options().asyncResponse() ? null : Outcome.done(NO_HANDLE, object.bytes(), put.answer());
    }

    /** Where the client waits for no answer, it learns of the failure when its unit of work cannot be committed. */
    private @Nullable Outcome refused(Put put, Refusal refusal, int handle, byte[]... front) {
        if (!put.options().asyncResponse()) {
            byte[][] body = Arrays.copyOf(front, front.length + 1);
            body[front.length] = put.answer();
            return Outcome.failed(refusal.reason(), handle, body);
        }
        if (put.options().inSyncpoint()) {
            syncpoint.fail();
        }
        return null;
    }

    /** What a put sends. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Put(MessageDescriptor descriptor, int version, PutOptions options, byte[] data) {

        static Put read(ByteBuffer body) throws ProtocolException {
            var descriptor = MessageDescriptor.read(body);
            var options = PutOptions.read(body);
            var data = new byte[body.getInt()];
            body.get(data);
            return new Put(descriptor, descriptor.version(), options, data);
        }

        byte[] answer() {
            byte[] start = descriptor.bytes(version);
            byte[] middle = options.bytes();
            return ByteBuffer.allocate(start.length + middle.length + Integer.BYTES)
                    .put(start)
                    .put(middle)
                    .putInt(data.length)
                    .array();
        }
    }

    private void put(Put put, Queue queue) throws Refusal {
        PutOptions options = put.options();
        MessageDescriptor descriptor = put.descriptor();
        if (options.newMsgId()) {
            descriptor.msgId(standIn.ids().next());
        }
        if (options.newCorrelId()) {
            descriptor.correlId(standIn.ids().next());
        }
        MessageDescriptor source =
                options.passesContext() ? handle(options.contextHandle()).gotLast() : null;
        if (source != null) {
            descriptor.context(source);
        } else if (!options.setsContext()) {
            descriptor.context(user, application, store.now());
        }
        options.resolved(queue.name(), standIn.name());
        UnitOfWork unit = options.inSyncpoint() ? syncpoint.unit() : null;
        Message message = store.put(queue, descriptor.copy(), put.data(), unit);
        descriptor.msgId(message.messageId());
        descriptor.priority(message.priority());
        descriptor.persistence(message.isPersistent() ? 1 : 0);
    }

    Outcome get(MqiCall call) throws ProtocolException, InterruptedException {
        var descriptor = MessageDescriptor.read(call.body());
        int version = descriptor.version();
        var options = GetOptions.read(call.body());
        GetRequest request = options.request(descriptor, call.body().getInt());
        try {
            Store.Got got =
                    store.get(handle(call.handle()), request, syncpoint, () -> waitsNoMore || gone.getAsBoolean());
            Message message = got.queued().message();
            options.got(got.queued(), got.data().length);
            byte[] length =
                    ByteBuffer.allocate(Integer.BYTES).putInt(message.length()).array();
            byte[] found = message.descriptor().bytes(version);
            return got.reason() == Reason.NONE
                    ? Outcome.done(call.handle(), found, options.bytes(), length, got.data())
                    : Outcome.warned(got.reason(), call.handle(), found, options.bytes(), length, got.data());
        } catch (Refusal e) {
            return Outcome.failed(
                    e.reason(), call.handle(), descriptor.bytes(version), options.bytes(), new byte[Integer.BYTES]);
        }
    }

    Outcome spi(MqiCall call) throws ProtocolException {
        var request = SpiRequest.read(call.body());
        return switch (request.verb()) {
            case SpiRequest.QUERY -> Outcome.done(call.handle(), request.start(), SpiRequest.capabilities());
            case SpiRequest.RESERVE ->
                Outcome.done(
                        call.handle(),
                        request.start(),
                        SpiRequest.reserved(standIn.ids().nextBlock()));
            case SpiRequest.OPEN -> open(request, call.body());
            default -> Outcome.failed(Reason.FUNCTION_NOT_SUPPORTED, call.handle(), request.start(), call.rest());
        };
    }

    private Outcome open(SpiRequest request, ByteBuffer body) throws ProtocolException {
        var open = SpiRequest.Open.read(body);
        try {
            int handle = open(open.object(), open.options());
            open.defaults(DEFAULT_PUT_RESPONSE_SYNC, DEFAULT_READ_AHEAD_NO, PROPERTY_CONTROL_COMPATIBILITY);
            return Outcome.done(handle, request.start(), open.answer());
        } catch (Refusal e) {
            return Outcome.failed(e.reason(), NO_HANDLE, request.start(), open.answer());
        }
    }
}
