package org.workgate.mqstandin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A socket of a client, which several conversations share. Reads segments, joins those that belong together, answers what concerns
 * the socket itself, and hands the rest to its conversation.
 */
final class ClientSocket {

    private static final System.Logger LOG = System.getLogger(ClientSocket.class.getName());

    private static final int START_CONVERSATION = 1;
    private static final int END_CONVERSATION = 2;
    private static final int CONVERSATION_STARTED = 8;

    private final QueueManagerStandIn standIn;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final List<Conversation> conversations = new CopyOnWriteArrayList<>();
    private final Map<Integer, Conversation> current = new HashMap<>();
    private final Map<Integer, Incomplete> incomplete = new HashMap<>();

    /** A call of which segments are missing. */
    private record Incomplete(Segment first, ByteArrayOutputStream body) {}

    ClientSocket(QueueManagerStandIn standIn, Socket socket) throws IOException {
        this.standIn = standIn;
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Reads until the socket is closed; then ends its conversations. */
    void read() {
        try (socket) {
            for (Segment segment = Segment.read(in); segment != null; segment = Segment.read(in)) {
                Segment whole = join(segment);
                if (whole != null) {
                    receive(whole);
                }
            }
        } catch (ProtocolException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection is lost", e);
        } finally {
            conversations.forEach(Conversation::end);
            standIn.ended(this);
        }
    }

    /** The whole call, or null as long as segments are missing. */
    private @Nullable Segment join(Segment segment) throws ProtocolException {
        boolean first = segment.has(Segment.FIRST);
        boolean last = segment.has(Segment.LAST);
        if (first && last) {
            return segment;
        }
        Incomplete call =
                first ? new Incomplete(segment, new ByteArrayOutputStream()) : incomplete.get(segment.conversation());
        if (call == null) {
            throw new ProtocolException("a segment that continues nothing");
        }
        call.body().writeBytes(segment.body());
        if (!last) {
            incomplete.put(segment.conversation(), call);
            return null;
        }
        incomplete.remove(segment.conversation());
        Segment start = call.first();
        return new Segment(
                start.kind(),
                start.type(),
                start.control() | Segment.LAST,
                start.conversation(),
                start.request(),
                call.body().toByteArray());
    }

    private void receive(Segment call) throws IOException {
        switch (call.verb()) {
            case HEARTBEAT -> {
                standIn.count(Verb.HEARTBEAT);
                if (call.has(Segment.CONFIRM_REQUESTED)) {
                    send(call.answer(Verb.HEARTBEAT.segmentType(), new byte[0]));
                }
            }
            case SOCKET_ACTION -> {
                standIn.count(Verb.SOCKET_ACTION);
                act(ByteBuffer.wrap(call.body()));
            }
            default -> conversation(call.conversation()).receive(call);
        }
    }

    private void act(ByteBuffer body) throws IOException {
        int number = body.getInt();
        int request = body.getInt();
        int action = body.getInt();
        switch (action) {
            case START_CONVERSATION -> {
                conversation(number);
                byte[] started = ByteBuffer.allocate(20)
                        .putInt(number)
                        .putInt(request)
                        .putInt(CONVERSATION_STARTED)
                        .array();
                send(new Segment(
                        Segment.Kind.CONVERSATION,
                        Verb.SOCKET_ACTION.segmentType(),
                        Segment.WHOLE,
                        number,
                        request,
                        started));
            }
            case END_CONVERSATION -> {
                Conversation ended = current.remove(number);
                if (ended != null) {
                    ended.end();
                }
            }
            default -> throw new ProtocolException("socket action " + action);
        }
    }

    /** The conversation of the number, which begins with the first thing that is said in it. */
    private Conversation conversation(int number) {
        return current.computeIfAbsent(number, missing -> {
            var begun = new Conversation(standIn, this, number);
            conversations.add(begun);
            return begun;
        });
    }

    /** Sends what is whole, however many segments it takes, before anything else is sent. */
    void send(Segment segment) throws IOException {
        synchronized (out) {
            segment.write(out);
            out.flush();
        }
    }

    /** Nothing of the conversation is left. */
    void ended(Conversation conversation) {
        conversations.remove(conversation);
        standIn.ended(this);
    }

    boolean isEnded() {
        return socket.isClosed() && conversations.isEmpty();
    }

    /** Closes the socket. What conversations have not yet begun to carry out, they do not. */
    void drop() {
        conversations.forEach(Conversation::hangUp);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The socket was closed already", e);
        }
    }

    /** Waits until what its conversations had begun is carried out or backed out. */
    void awaitEnd(Duration patience) {
        conversations.forEach(conversation -> conversation.awaitEnd(patience));
    }
}
