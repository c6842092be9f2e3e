package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A call of the SPI, through which the client asks for what the documented interface does not have.
 *
 * @param verb what it asks for
 * @param start what the answer repeats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SpiRequest(int verb, byte[] start) {

    static final int QUERY = 1;
    static final int RESERVE = 6;
    static final int OPEN = 12;

    private static final int START_LENGTH = 24;
    private static final int IDS_IN_A_BLOCK = 0xFF_FFFF;

    /** What the stand-in says of the SPI, a row for each verb: its number, the versions of its three structures, flags. */
    private static final int[][] CAPABILITIES = {
        {1, 2, 2, 2, 1},
        {2, 1, 3, 1, 1},
        {3, 2, 2, 3, 1},
        {4, 1, 1, 1, 1},
        {5, 1, 1, 1, 1},
        {6, 1, 1, 1, 1},
        {7, 1, 1, 1, 1},
        {8, 1, 1, 1, 1},
        {0, 0, 0, 0, 0},
        {0, 0, 0, 0, 0},
        {11, 1, 1, 1, 1},
        {12, 1, 2, 2, 1}
    };

    /** Reads the start of one and moves the position behind it. */
    static SpiRequest read(ByteBuffer body) {
        var start = new byte[START_LENGTH];
        body.get(start);
        return new SpiRequest(ByteBuffer.wrap(start).getInt(), start);
    }

    /** Answers a query. */
    static byte[] capabilities() {
        var rows = ByteBuffer.allocate(Integer.BYTES + CAPABILITIES.length * 5 * Integer.BYTES);
        rows.putInt(CAPABILITIES.length);
        for (int[] row : CAPABILITIES) {
            for (int value : row) {
                rows.putInt(value);
            }
        }
        return structure("SPQO", rows.array());
    }

    /** Answers with a block of message IDs that the client may give itself, by the first of them. */
    static byte[] reserved(byte[] firstId) {
        byte[] block = ByteBuffer.allocate(2 * Integer.BYTES + firstId.length)
                .putInt(IDS_IN_A_BLOCK)
                .putInt(MessageIds.COUNTER_POSITION)
                .put(firstId)
                .array();
        return structure("SPRO", block);
    }

    private static byte[] structure(String id, byte[] content) {
        int length = 12 + content.length;
        return ByteBuffer.allocate(length)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(length)
                .put(content)
                .array();
    }

    /** The open of an object: its options, what it says of puts and gets to come, and the object. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Open(byte[] head, byte[] settings, ObjectDescriptor object, byte[] rest) {

        static Open read(ByteBuffer body) throws ProtocolException {
            var head = new byte[12];
            body.get(head);
            head[3] = 'O'; // it comes in as SPOI and goes out as SPOO
            var settings = new byte[32];
            body.get(settings);
            var object = ObjectDescriptor.read(body);
            var rest = new byte[body.remaining()];
            body.get(rest);
            return new Open(head, settings, object, rest);
        }

        int options() {
            return ByteBuffer.wrap(settings).getInt(8);
        }

        void defaults(int putResponse, int readAhead, int propertyControl) {
            ByteBuffer.wrap(settings)
                    .putInt(20, putResponse)
                    .putInt(24, readAhead)
                    .putInt(28, propertyControl);
        }

        byte[] answer() {
            byte[] objectBytes = object.bytes();
            return ByteBuffer.allocate(head.length + settings.length + objectBytes.length + rest.length)
                    .put(head)
                    .put(settings)
                    .put(objectBytes)
                    .put(rest)
                    .array();
        }
    }
}
