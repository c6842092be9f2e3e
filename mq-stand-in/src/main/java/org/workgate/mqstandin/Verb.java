package org.workgate.mqstandin;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a client can send: a call of the message queue interface or of XA, or a word of the protocol between the two. */
public enum Verb {
    INITIAL_DATA(0x01),
    STATUS(0x05),
    USERID(0x08),
    HEARTBEAT(0x09),
    CONAUTH(0x0A),
    SOCKET_ACTION(0x0C),
    ASYNC_MESSAGE(0x0D),
    REQUEST_MSGS(0x0E),
    NOTIFICATION(0x0F),
    MQCONN(0x81),
    MQDISC(0x82),
    MQOPEN(0x83),
    MQCLOSE(0x84),
    MQGET(0x85),
    MQPUT(0x86),
    MQPUT1(0x87),
    MQSET(0x88),
    MQINQ(0x89),
    MQCMIT(0x8A),
    MQBACK(0x8B),
    /** What the client does beyond the documented interface. It opens queues this way. */
    SPI(0x8C),
    MQSTAT(0x8D),
    MQSUB(0x8E),
    MQSUBRQ(0x8F),
    XA_START(0xA1),
    XA_END(0xA2),
    XA_OPEN(0xA3),
    XA_CLOSE(0xA4),
    XA_PREPARE(0xA5),
    XA_COMMIT(0xA6),
    XA_ROLLBACK(0xA7),
    XA_FORGET(0xA8),
    XA_RECOVER(0xA9),
    XA_COMPLETE(0xAA);

    private static final Map<Integer, Verb> BY_SEGMENT_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::segmentType, Function.identity()));

    private final int segmentType;

    Verb(int segmentType) {
        this.segmentType = segmentType;
    }

    /** The segment type of the call. */
    int segmentType() {
        return segmentType;
    }

    /** The segment type of what answers the call, where it is one of the message queue interface or of XA. */
    int replyType() {
        return segmentType + 0x10;
    }

    /** Whether it is a call of the message queue interface, with completion code, reason and handle in front. */
    boolean isMqi() {
        return segmentType >= 0x81 && segmentType <= 0x8F;
    }

    /**
     * Whether it is said in a conversation, and not of the socket itself or by the stand-in: only with such a one something can be
     * made to go wrong.
     */
    boolean isCarriedOut() {
        return this != HEARTBEAT && this != SOCKET_ACTION && this != ASYNC_MESSAGE;
    }

    /** Whether it is a call of XA. */
    boolean isXa() {
        return segmentType >= 0xA1;
    }

    /**
     * The verb of a segment type.
     *
     * @throws ProtocolException if there is none
     */
    static Verb ofSegmentType(int segmentType) throws ProtocolException {
        Verb verb = BY_SEGMENT_TYPE.get(segmentType);
        if (verb == null) {
            throw new ProtocolException("segment type 0x%02X".formatted(segmentType));
        }
        return verb;
    }
}
