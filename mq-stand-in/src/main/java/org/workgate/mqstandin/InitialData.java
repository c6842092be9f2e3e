package org.workgate.mqstandin;

import java.nio.ByteBuffer;

/** The first word of a connection: both sides say what they can. Answers with less than what the client offers. */
final class InitialData {

    private static final int FAP_LEVEL = 4;
    private static final int ERROR_FLAGS_1 = 6;
    private static final int ERROR_FLAGS = 7;
    private static final int ERROR_FLAGS_2 = 45;
    private static final int QUEUE_MANAGER = 48;
    private static final int HEARTBEAT_INTERVAL = 96;
    private static final int CONVERSATIONS_PER_SOCKET = 128;
    private static final int CAPABILITIES_3 = 132;
    private static final int ERROR_FLAGS_3 = 133;
    private static final int PRODUCT = 148;
    private static final int QUEUE_MANAGER_ID = 160;

    /** With it all that is supported was tried. */
    private static final int HIGHEST_LEVEL = 13;

    /** At this one the client sends passwords so that they can be read. */
    private static final int LEVEL_WITH_PLAIN_PASSWORDS = 10;

    private static final int MULTIPLEX_SYNCGET = 0x08;
    private static final int SECONDS_BETWEEN_HEARTBEATS = 300;

    private InitialData() {}

    /** The answer to what the client says. */
    static byte[] answer(byte[] offered, QueueManagerStandIn standIn) {
        byte[] answer = offered.clone();
        var fields = ByteBuffer.wrap(answer);
        int most = standIn.checksLogins() ? LEVEL_WITH_PLAIN_PASSWORDS : HIGHEST_LEVEL;
        answer[FAP_LEVEL] = (byte) Math.min(offered[FAP_LEVEL], most);
        answer[ERROR_FLAGS_1] = 0;
        answer[ERROR_FLAGS] = 0;
        answer[ERROR_FLAGS_2] = 0;
        FixedText.write(answer, QUEUE_MANAGER, 48, standIn.name());
        fields.putInt(HEARTBEAT_INTERVAL, SECONDS_BETWEEN_HEARTBEATS);
        fields.putInt(CONVERSATIONS_PER_SOCKET, Math.min(10, fields.getInt(CONVERSATIONS_PER_SOCKET)));
        answer[CAPABILITIES_3] &= MULTIPLEX_SYNCGET;
        answer[ERROR_FLAGS_3] = 0;
        FixedText.write(answer, PRODUCT, 12, "MQMM09040000");
        FixedText.write(answer, QUEUE_MANAGER_ID, 48, Inquiry.identifier(standIn));
        return answer;
    }
}
