package org.workgate.mqstandin;

import java.nio.ByteBuffer;

/**
 * What a call of the message queue interface came to.
 *
 * @param completion 0 done, 1 done with a warning, 2 failed
 * @param reason why it is not 0
 * @param handle the object that it is about, -1 for none
 * @param body what follows the header of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outcome(int completion, int reason, int handle, byte[] body) {

    private static final int OK = 0;
    private static final int WARNING = 1;
    private static final int FAILED = 2;

    static Outcome done(int handle, byte[]... body) {
        return new Outcome(OK, Reason.NONE, handle, join(body));
    }

    static Outcome warned(int reason, int handle, byte[]... body) {
        return new Outcome(WARNING, reason, handle, join(body));
    }

    static Outcome failed(int reason, int handle, byte[]... body) {
        return new Outcome(FAILED, reason, handle, join(body));
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    Segment answer(Verb verb, Segment call) {
        byte[] all = ByteBuffer.allocate(MqiCall.HEADER_LENGTH + body.length)
                .putInt(MqiCall.HEADER_LENGTH + body.length)
                .putInt(completion)
                .putInt(reason)
                .putInt(handle)
                .put(body)
                .array();
        return call.answer(verb.replyType(), all);
    }
}
