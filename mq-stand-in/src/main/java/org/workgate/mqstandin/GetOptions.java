package org.workgate.mqstandin;

import java.nio.ByteBuffer;

/** The options (MQGMO) of a get: their bytes as they came, with names for the fields that matter. */
final class GetOptions {

    private static final int VERSION = 4;
    private static final int OPTIONS = 8;
    private static final int WAIT_INTERVAL = 12;
    private static final int RESOLVED_NAME = 24;
    private static final int MATCH_OPTIONS = 72;
    private static final int MSG_TOKEN = 80;
    private static final int RETURNED_LENGTH = 96;

    private final byte[] bytes;
    private final ByteBuffer fields;

    private GetOptions(byte[] bytes) {
        this.bytes = bytes;
        fields = ByteBuffer.wrap(bytes);
    }

    /** Reads one of any version and moves the position behind it. */
    static GetOptions read(ByteBuffer body) throws ProtocolException {
        int version = body.getInt(body.position() + VERSION);
        var bytes = new byte
                [switch (version) {
                    case 1 -> 72;
                    case 2 -> 80;
                    case 3 -> 100;
                    case 4 -> 112;
                    default -> throw new ProtocolException("get message options of version " + version);
                }];
        body.get(bytes);
        return new GetOptions(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What is asked for, with the IDs from the descriptor that came along. */
    GetRequest request(MessageDescriptor descriptor, int bufferLength) {
        int version = fields.getInt(VERSION);
        int match = version < 2 ? Selection.MSG_ID | Selection.CORREL_ID : fields.getInt(MATCH_OPTIONS);
        var token = new byte[Selection.TOKEN_LENGTH];
        if (version >= 3) {
            System.arraycopy(bytes, MSG_TOKEN, token, 0, token.length);
        }
        return new GetRequest(
                fields.getInt(OPTIONS),
                fields.getInt(WAIT_INTERVAL),
                bufferLength,
                new Selection(match, descriptor.msgId(), descriptor.correlId(), token));
    }

    /** Notes which message was got. */
    void got(QueuedMessage message, int returnedLength) {
        FixedText.write(bytes, RESOLVED_NAME, 48, message.queue().name());
        if (fields.getInt(VERSION) >= 3) {
            System.arraycopy(message.token(), 0, bytes, MSG_TOKEN, Selection.TOKEN_LENGTH);
            fields.putInt(RETURNED_LENGTH, returnedLength);
        }
    }
}
