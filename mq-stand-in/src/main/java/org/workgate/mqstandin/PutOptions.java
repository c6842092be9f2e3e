package org.workgate.mqstandin;

import java.nio.ByteBuffer;

/** The options (MQPMO) of a put: their bytes as they came, with names for the fields that matter. */
final class PutOptions {

    private static final int SYNCPOINT = 0x2;
    private static final int NEW_MSG_ID = 0x40;
    private static final int NEW_CORREL_ID = 0x80;
    private static final int PASS_ALL_CONTEXT = 0x200;
    private static final int SET_ALL_CONTEXT = 0x800;
    private static final int ASYNC_RESPONSE = 0x1_0000;

    private static final int VERSION = 4;
    private static final int OPTIONS = 8;
    private static final int CONTEXT = 16;
    private static final int RESOLVED_NAME = 32;
    private static final int RESOLVED_QUEUE_MANAGER = 80;

    private final byte[] bytes;
    private final ByteBuffer fields;

    private PutOptions(byte[] bytes) {
        this.bytes = bytes;
        fields = ByteBuffer.wrap(bytes);
    }

    /** Reads one of any version and moves the position behind it. */
    static PutOptions read(ByteBuffer body) throws ProtocolException {
        int version = body.getInt(body.position() + VERSION);
        var bytes = new byte
                [switch (version) {
                    case 1 -> 128;
                    case 2 -> 152;
                    case 3 -> 176;
                    default -> throw new ProtocolException("put message options of version " + version);
                }];
        body.get(bytes);
        return new PutOptions(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private boolean has(int option) {
        return (fields.getInt(OPTIONS) & option) != 0;
    }

    boolean inSyncpoint() {
        return has(SYNCPOINT);
    }

    boolean newMsgId() {
        return has(NEW_MSG_ID);
    }

    boolean newCorrelId() {
        return has(NEW_CORREL_ID);
    }

    /** Whether who put the message, and when, is taken over from what {@link #contextHandle()} got last. */
    boolean passesContext() {
        return has(PASS_ALL_CONTEXT);
    }

    /** Whether the client says itself who put the message, and when. */
    boolean setsContext() {
        return has(SET_ALL_CONTEXT);
    }

    /** Whether the client waits for no answer. */
    boolean asyncResponse() {
        return has(ASYNC_RESPONSE);
    }

    int contextHandle() {
        return fields.getInt(CONTEXT);
    }

    /** Notes where the message went. */
    void resolved(String queue, String queueManager) {
        FixedText.write(bytes, RESOLVED_NAME, 48, queue);
        FixedText.write(bytes, RESOLVED_QUEUE_MANAGER, 48, queueManager);
    }
}
