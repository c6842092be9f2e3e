package org.workgate.mqstandin;

import java.nio.ByteBuffer;

/**
 * A call of the message queue interface.
 *
 * @param handle the object that it is about
 * @param body what follows the header of the call, from its position on
 */
record MqiCall(int handle, ByteBuffer body) {

    static final int HEADER_LENGTH = 16;

    static MqiCall of(Segment call) {
        var body = ByteBuffer.wrap(call.body());
        int handle = body.getInt(12);
        body.position(HEADER_LENGTH);
        return new MqiCall(handle, body);
    }

    /** What has not been read. */
    byte[] rest() {
        var rest = new byte[body.remaining()];
        body.duplicate().get(rest);
        return rest;
    }
}
