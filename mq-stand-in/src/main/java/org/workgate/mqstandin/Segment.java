package org.workgate.mqstandin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the socket: a header and a body, or a part of one where it is long.
 *
 * @param kind which of the three headers it has
 * @param type the segment type, see {@link Verb}
 * @param control the control flags
 * @param conversation the number of the conversation, 0 where the header has none
 * @param request the number of the request that it belongs to, 0 where the header has none
 * @param body all after the header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(Kind kind, int type, int control, int conversation, int request, byte[] body) {

    /** The greatest length of a segment with its header, in bytes; as the client proposes it. */
    static final int MAX_LENGTH = 32_748;

    static final int CONFIRM_REQUESTED = 0x01;
    static final int CLOSE_CHANNEL = 0x08;
    static final int FIRST = 0x10;
    static final int LAST = 0x20;

    /** The control flags of a segment that is not divided. */
    static final int WHOLE = FIRST | LAST;

    private static final int BIG_ENDIAN = 1;
    private static final int ENCODING = 273;
    private static final short LATIN_1 = 819;

    /** The header of a segment. */
    enum Kind {
        /** Before conversations share the socket. */
        PLAIN("TSH ", 28),
        /** Of the socket itself. */
        SOCKET("TSHC", 28),
        /** Of a conversation. */
        CONVERSATION("TSHM", 36);

        private final String id;
        private final int length;

        Kind(String id, int length) {
            this.id = id;
            this.length = length;
        }

        int length() {
            return length;
        }

        private static Kind of(String id) throws ProtocolException {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return kind;
                }
            }
            throw new ProtocolException("header " + id);
        }
    }

    /** The verb that the type stands for. */
    Verb verb() throws ProtocolException {
        return Verb.ofSegmentType(type);
    }

    boolean has(int flag) {
        return (control & flag) != 0;
    }

    /** An answer in the same conversation, to the same request. */
    Segment answer(int answerType, byte[] answerBody) {
        return new Segment(kind, answerType, WHOLE, conversation, request, answerBody);
    }

    /**
     * Waits for the next segment.
     *
     * @return null at the end of the stream
     */
    static @Nullable Segment read(DataInputStream in) throws IOException {
        var start = new byte[8];
        int first = in.read();
        if (first < 0) {
            return null;
        }
        start[0] = (byte) first;
        in.readFully(start, 1, 7);
        var kind = Kind.of(new String(start, 0, 4, StandardCharsets.US_ASCII));
        int length = ByteBuffer.wrap(start).getInt(4);
        if (length < kind.length() || length > MAX_LENGTH) {
            throw new ProtocolException("a segment of " + length + " bytes");
        }
        var rest = new byte[length - 8];
        in.readFully(rest);
        var buffer = ByteBuffer.wrap(rest);
        int conversation = kind == Kind.CONVERSATION ? buffer.getInt() : 0;
        int request = kind == Kind.CONVERSATION ? buffer.getInt() : 0;
        int order = buffer.get();
        if (order != BIG_ENDIAN) {
            throw new ProtocolException("byte order " + order);
        }
        int type = buffer.get() & 0xFF;
        int control = buffer.get() & 0xFF;
        buffer.position(kind.length() - 8);
        var body = new byte[buffer.remaining()];
        buffer.get(body);
        return new Segment(kind, type, control, conversation, request, body);
    }

    /** Writes it, in several segments where it is too long for one. */
    void write(OutputStream out) throws IOException {
        int most = MAX_LENGTH - kind.length();
        int written = 0;
        do {
            int length = Math.min(most, body.length - written);
            int flags = control;
            if (written > 0) {
                flags &= ~FIRST;
            }
            if (written + length < body.length) {
                flags &= ~LAST;
            }
            out.write(header(kind.length() + length, flags));
            out.write(body, written, length);
            written += length;
        } while (written < body.length);
    }

    private byte[] header(int length, int flags) {
        var header = ByteBuffer.allocate(kind.length());
        header.put(kind.id.getBytes(StandardCharsets.US_ASCII)).putInt(length);
        if (kind == Kind.CONVERSATION) {
            header.putInt(conversation).putInt(request);
        }
        header.put((byte) BIG_ENDIAN).put((byte) type).put((byte) flags).put((byte) 0);
        header.putLong(0).putInt(ENCODING).putShort(LATIN_1);
        return header.array();
    }
}
