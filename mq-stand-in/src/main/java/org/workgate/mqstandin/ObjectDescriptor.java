package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The descriptor (MQOD) of an object that is opened: its bytes as they came, with names for the fields that matter. */
final class ObjectDescriptor {

    static final int QUEUE = 1;
    static final int QUEUE_MANAGER = 5;

    private static final int VERSION = 4;
    private static final int TYPE = 8;
    private static final int NAME = 12;
    private static final int DYNAMIC_NAME = 108;
    private static final int RESOLVED_NAME = 240;
    private static final int RESOLVED_QUEUE_MANAGER = 288;
    private static final int OBJECT_STRING = 336;
    private static final int SELECTION_STRING = 356;
    private static final int RESOLVED_STRING = 376;
    private static final int LENGTH_OF_VERSION_4 = 400;

    private final byte[] bytes;
    private final ByteBuffer fields;

    private ObjectDescriptor(byte[] bytes) {
        this.bytes = bytes;
        fields = ByteBuffer.wrap(bytes);
    }

    /** Reads one of any version, with the strings behind it, and moves the position behind these. */
    static ObjectDescriptor read(ByteBuffer body) throws ProtocolException {
        int start = body.position();
        var bytes = new byte[length(body, start, body.getInt(start + VERSION))];
        body.get(bytes);
        return new ObjectDescriptor(bytes);
    }

    private static int length(ByteBuffer body, int start, int version) throws ProtocolException {
        return switch (version) {
            case 1 -> 168;
            case 2 -> 200;
            case 3 -> 336;
            case 4 ->
                Math.max(
                        LENGTH_OF_VERSION_4,
                        Math.max(
                                end(body, start, OBJECT_STRING),
                                Math.max(end(body, start, SELECTION_STRING), end(body, start, RESOLVED_STRING))));
            default -> throw new ProtocolException("object descriptor of version " + version);
        };
    }

    /** Where a string of variable length ends, counted from the start of the descriptor and rounded up to a multiple of four. */
    private static int end(ByteBuffer body, int start, int field) {
        int offset = body.getInt(start + field + 4);
        int length = body.getInt(start + field + 12);
        return offset <= 0 || length <= 0 ? 0 : (offset + length + 3) & ~3;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int type() {
        return fields.getInt(TYPE);
    }

    String name() {
        return FixedText.read(bytes, NAME, 48);
    }

    void name(String name) {
        FixedText.write(bytes, NAME, 48, name);
    }

    String dynamicName() {
        return FixedText.read(bytes, DYNAMIC_NAME, 48);
    }

    /** Notes what the name was resolved to, where the version has a place for it. */
    void resolved(String queue, String queueManager) {
        if (fields.getInt(VERSION) >= 3) {
            FixedText.write(bytes, RESOLVED_NAME, 48, queue);
            FixedText.write(bytes, RESOLVED_QUEUE_MANAGER, 48, queueManager);
        }
    }

    /** The selector, empty where there is none. */
    String selectionString() {
        if (fields.getInt(VERSION) < 4 || end(fields, 0, SELECTION_STRING) == 0) {
            return "";
        }
        return new String(
                bytes,
                fields.getInt(SELECTION_STRING + 4),
                fields.getInt(SELECTION_STRING + 12),
                StandardCharsets.UTF_8);
    }
}
