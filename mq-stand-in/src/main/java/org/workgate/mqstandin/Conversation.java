package org.workgate.mqstandin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection or a session of the client says, and what it is answered. Everything is carried out in the order in which it
 * arrived, by one thread: the client does not wait for the answer to one call before it sends the next.
 */
final class Conversation {

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final QueueManagerStandIn standIn;
    private final ClientSocket socket;
    private final ExecutorService executor;
    private final Syncpoint syncpoint;
    private final QueueCalls queues;
    private final XaCalls branches;
    private final Deliveries deliveries;
    private QueueManagerStandIn.@Nullable Login login;
    private final CountDownLatch noAnswer = new CountDownLatch(1);
    private volatile boolean gone;

    Conversation(QueueManagerStandIn standIn, ClientSocket socket, int number) {
        this.standIn = standIn;
        this.socket = socket;
        executor = Executors.newSingleThreadExecutor(
                work -> QueueManagerStandIn.daemon(work, "mq-stand-in " + standIn.name() + " conversation " + number));
        syncpoint = new Syncpoint(standIn.store());
        queues = new QueueCalls(standIn, syncpoint, () -> gone);
        branches = new XaCalls(syncpoint);
        deliveries = new Deliveries(standIn.store(), queues, syncpoint, this::send, this::undeliverable, this::execute);
    }

    /** Takes a call, to be carried out after those that it took before. */
    void receive(Segment call) {
        execute(() -> carryOut(call));
    }

    private void execute(Runnable work) {
        try {
            executor.execute(() -> {
                if (!gone) {
                    work.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "The conversation has ended", e);
        }
    }

    /** Nothing more is carried out but what has begun; neither a get waits any longer nor an answer that is to come late. */
    void hangUp() {
        gone = true;
        noAnswer.countDown();
        standIn.store().changed();
    }

    /** Backs out what is not committed, as soon as what was taken is carried out, and gives up all that it has opened. */
    void end() {
        // What waits has nobody any more whom it could answer.
        noAnswer.countDown();
        queues.stopWaiting();
        try {
            executor.execute(this::release);
            executor.shutdown();
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "The conversation has ended before", e);
        }
    }

    private void release() {
        gone = true;
        deliveries.close();
        syncpoint.lost();
        queues.closeAll();
        socket.ended(this);
    }

    void awaitEnd(Duration patience) {
        try {
            if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("A conversation does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Segment call) {
        try {
            Verb verb = call.verb();
            Fault fault = standIn.called(verb);
            if (fault == null) {
                answer(handle(verb, call));
                return;
            }
            if (fault.dropsBefore()) {
                socket.drop();
                return;
            }
            Segment answer = fault.refuses() ? refuse(verb, call, fault.reason()) : handle(verb, call);
            if (fault.dropsAfter()) {
                socket.drop();
                return;
            }
            if (!noAnswer.await(fault.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                answer(answer);
            }
        } catch (ProtocolException | RuntimeException e) {
            // Better no answer at all than a wrong one, which would be looked for elsewhere.
            LOG.log(System.Logger.Level.ERROR, "Cannot answer", e);
            socket.drop();
        } catch (IOException e) {
            socket.drop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            socket.drop();
        }
    }

    private void answer(@Nullable Segment answer) throws IOException {
        if (answer != null) {
            socket.send(answer);
        }
    }

    private void send(Segment segment) {
        try {
            socket.send(segment);
        } catch (IOException e) {
            socket.drop();
        }
    }

    /** There is no answer that could say so, and a listener that hears nothing would not know why. */
    private void undeliverable(Refusal refusal) {
        LOG.log(System.Logger.Level.ERROR, "Cannot deliver: {0}", refusal.getMessage());
        socket.drop();
    }

    private static Segment refuse(Verb verb, Segment call, int reason) {
        return verb.isXa()
                ? XaCalls.refuse(verb, call, reason)
                : Outcome.failed(reason, -1, MqiCall.of(call).rest()).answer(verb, call);
    }

    /** What the call is answered, or null where the client waits for no answer. */
    private @Nullable Segment handle(Verb verb, Segment call) throws ProtocolException, InterruptedException {
        if (verb.isXa()) {
            return branches.handle(verb, call);
        }
        if (verb.isMqi()) {
            Outcome outcome = handle(verb, MqiCall.of(call));
            return outcome == null ? null : outcome.answer(verb, call);
        }
        return switch (verb) {
            case INITIAL_DATA -> call.answer(verb.segmentType(), InitialData.answer(call.body(), standIn));
            case USERID, STATUS -> null;
            case CONAUTH -> {
                login = login(call.body());
                yield call.answer(
                        Verb.STATUS.segmentType(),
                        ByteBuffer.allocate(8).putInt(8).array());
            }
            case NOTIFICATION -> deliveries.notified(call);
            case REQUEST_MSGS -> {
                deliveries.request(call);
                yield null;
            }
            default -> throw new ProtocolException("a " + verb + " from a client");
        };
    }

    private @Nullable Outcome handle(Verb verb, MqiCall call) throws ProtocolException, InterruptedException {
        return switch (verb) {
            case MQCONN -> connect(call);
            case MQDISC, MQCMIT ->
                syncpoint.commit() ? Outcome.done(call.handle()) : Outcome.warned(Reason.BACKED_OUT, call.handle());
            case MQOPEN -> queues.open(call);
            case MQCLOSE -> queues.close(call, deliveries::forget);
            case MQINQ -> queues.inquire(call);
            case MQPUT -> queues.put(call);
            case MQPUT1 -> queues.putOne(call);
            case MQGET -> queues.get(call);
            case MQBACK -> {
                syncpoint.backOut();
                yield Outcome.done(call.handle());
            }
            case SPI -> queues.spi(call);
            case MQSTAT -> Outcome.done(call.handle(), call.rest());
            default -> Outcome.failed(Reason.FUNCTION_NOT_SUPPORTED, call.handle(), call.rest());
        };
    }

    private Outcome connect(MqiCall call) {
        byte[] body = call.rest();
        String wanted = FixedText.read(body, 0, 48);
        if (!wanted.isEmpty() && !wanted.equals(standIn.name())) {
            return Outcome.failed(Reason.Q_MGR_NAME_ERROR, call.handle(), body);
        }
        if (!standIn.admits(login)) {
            return Outcome.failed(Reason.NOT_AUTHORIZED, call.handle(), body);
        }
        queues.identify(login == null ? "" : login.user(), FixedText.read(body, 48, 28));
        FixedText.write(body, 0, 48, standIn.name());
        return Outcome.done(call.handle(), body);
    }

    /**
     * Whom the client says that it is. The password can only be read where the level of the protocol is low enough. Newer clients
     * leave eight bytes empty before the name, the adapter of 9.2 does not.
     */
    private static QueueManagerStandIn.Login login(byte[] body) {
        var fields = ByteBuffer.wrap(body);
        int userLength = fields.getInt(16);
        int passwordLength = fields.getInt(20);
        int userAt = fields.getLong(24) == 0 ? 32 : 24;
        int passwordAt = userAt + userLength;
        return new QueueManagerStandIn.Login(
                FixedText.read(body, userAt, userLength),
                FixedText.read(body, passwordAt, Math.min(passwordLength, body.length - passwordAt)));
    }
}
