package org.workgate.mqstandin;

import java.util.Arrays;

/**
 * Which message a get wants by its IDs. An ID of zeros stands for any.
 *
 * @param match which of the IDs count
 * @param msgId 24 bytes
 * @param correlId 24 bytes
 * @param token 16 bytes, what an earlier get was told of the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Selection(int match, byte[] msgId, byte[] correlId, byte[] token) {

    static final int MSG_ID = 0x1;
    static final int CORREL_ID = 0x2;
    static final int GROUP_ID = 0x4;
    static final int TOKEN = 0x20;

    static final int TOKEN_LENGTH = 16;

    boolean wantsToken() {
        return (match & TOKEN) != 0;
    }

    boolean matches(QueuedMessage queued) {
        MessageDescriptor descriptor = queued.message().descriptor();
        return isMet(MSG_ID, msgId, descriptor.msgId())
                && isMet(CORREL_ID, correlId, descriptor.correlId())
                && (!wantsToken() || Arrays.equals(token, queued.token()));
    }

    private boolean isMet(int option, byte[] wanted, byte[] actual) {
        return (match & option) == 0 || Arrays.equals(wanted, new byte[wanted.length]) || Arrays.equals(wanted, actual);
    }
}
