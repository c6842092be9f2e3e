package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The descriptor (MQMD) of a message: its bytes as they came, with names for the fields that the stand-in cares about. */
final class MessageDescriptor {

    /** Length of version 2 in bytes; the stand-in keeps every descriptor as one. */
    static final int LENGTH = 364;

    static final int MSG_ID_LENGTH = 24;
    static final int UNLIMITED = -1;

    private static final int LENGTH_OF_VERSION_1 = 324;

    private static final int VERSION = 4;
    private static final int REPORT = 8;
    private static final int MSG_TYPE = 12;
    private static final int EXPIRY = 16;
    private static final int ENCODING = 24;
    private static final int CCSID = 28;
    private static final int FORMAT = 32;
    private static final int PRIORITY = 40;
    private static final int PERSISTENCE = 44;
    private static final int MSG_ID = 48;
    private static final int CORREL_ID = 72;
    private static final int BACKOUT_COUNT = 96;
    private static final int REPLY_TO_Q = 100;
    private static final int REPLY_TO_Q_MGR = 148;
    private static final int IDENTITY_CONTEXT = 196;
    private static final int USER_IDENTIFIER = 196;
    private static final int PUT_APPL_TYPE = 272;
    private static final int PUT_APPL_NAME = 276;
    private static final int PUT_DATE_AND_TIME = 304;
    private static final int MSG_SEQ_NUMBER = 348;
    private static final int ORIGINAL_LENGTH = 360;

    private static final int DATAGRAM = 8;
    private static final int JAVA = 28;
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSS").withZone(ZoneOffset.UTC);

    private final byte[] bytes;
    private final ByteBuffer fields;

    private MessageDescriptor(byte[] bytes) {
        this.bytes = bytes;
        fields = ByteBuffer.wrap(bytes);
    }

    /** A descriptor with the documented initial values. */
    static MessageDescriptor initial() {
        var descriptor = new MessageDescriptor(new byte[LENGTH]);
        FixedText.write(descriptor.bytes, 0, 4, "MD");
        descriptor.fields.putInt(VERSION, 2);
        descriptor.fields.putInt(MSG_TYPE, DATAGRAM);
        descriptor.fields.putInt(EXPIRY, UNLIMITED);
        descriptor.fields.putInt(ENCODING, 273);
        FixedText.write(descriptor.bytes, FORMAT, 8, "");
        FixedText.write(descriptor.bytes, REPLY_TO_Q, 96, "");
        FixedText.write(descriptor.bytes, IDENTITY_CONTEXT, 12, "");
        FixedText.write(descriptor.bytes, 240, 32, "");
        FixedText.write(descriptor.bytes, PUT_APPL_NAME, 48, "");
        descriptor.fields.putInt(MSG_SEQ_NUMBER, 1);
        descriptor.fields.putInt(ORIGINAL_LENGTH, UNLIMITED);
        return descriptor;
    }

    /** Reads one of either version and moves the position behind it. */
    static MessageDescriptor read(ByteBuffer body) throws ProtocolException {
        int version = body.getInt(body.position() + VERSION);
        if (version != 1 && version != 2) {
            throw new ProtocolException("message descriptor of version " + version);
        }
        MessageDescriptor descriptor = initial();
        body.get(descriptor.bytes, 0, version == 1 ? LENGTH_OF_VERSION_1 : LENGTH);
        return descriptor;
    }

    /** One from {@link #LENGTH} bytes that were written by {@link #bytes()}. */
    static MessageDescriptor of(byte[] bytes) {
        return new MessageDescriptor(bytes.clone());
    }

    MessageDescriptor copy() {
        return of(bytes);
    }

    int version() {
        return fields.getInt(VERSION);
    }

    /** All of it, as version 2. */
    byte[] bytes() {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).putInt(VERSION, 2);
        return copy;
    }

    /** All of it in the version that the client asked for. */
    byte[] bytes(int version) {
        byte[] copy = Arrays.copyOf(bytes, version == 1 ? LENGTH_OF_VERSION_1 : LENGTH);
        ByteBuffer.wrap(copy).putInt(VERSION, version);
        return copy;
    }

    int report() {
        return fields.getInt(REPORT);
    }

    void report(int report) {
        fields.putInt(REPORT, report);
    }

    int msgType() {
        return fields.getInt(MSG_TYPE);
    }

    void msgType(int type) {
        fields.putInt(MSG_TYPE, type);
    }

    /** In tenths of a second, or {@link #UNLIMITED}. */
    int expiry() {
        return fields.getInt(EXPIRY);
    }

    void expiry(int tenths) {
        fields.putInt(EXPIRY, tenths);
    }

    int encoding() {
        return fields.getInt(ENCODING);
    }

    int ccsid() {
        return fields.getInt(CCSID);
    }

    void ccsid(int ccsid) {
        fields.putInt(CCSID, ccsid);
    }

    String format() {
        return FixedText.read(bytes, FORMAT, 8);
    }

    void format(String format) {
        FixedText.write(bytes, FORMAT, 8, format);
    }

    /** -1 stands for the queue's default. */
    int priority() {
        return fields.getInt(PRIORITY);
    }

    void priority(int priority) {
        fields.putInt(PRIORITY, priority);
    }

    /** 0 not persistent, 1 persistent, 2 as the queue says. */
    int persistence() {
        return fields.getInt(PERSISTENCE);
    }

    void persistence(int persistence) {
        fields.putInt(PERSISTENCE, persistence);
    }

    byte[] msgId() {
        return Arrays.copyOfRange(bytes, MSG_ID, MSG_ID + MSG_ID_LENGTH);
    }

    void msgId(byte[] id) {
        putId(MSG_ID, id);
    }

    byte[] correlId() {
        return Arrays.copyOfRange(bytes, CORREL_ID, CORREL_ID + MSG_ID_LENGTH);
    }

    void correlId(byte[] id) {
        putId(CORREL_ID, id);
    }

    /** What is shorter is filled up with zeros, what is longer is cut. */
    private void putId(int offset, byte[] id) {
        System.arraycopy(Arrays.copyOf(id, MSG_ID_LENGTH), 0, bytes, offset, MSG_ID_LENGTH);
    }

    int backoutCount() {
        return fields.getInt(BACKOUT_COUNT);
    }

    void backoutCount(int count) {
        fields.putInt(BACKOUT_COUNT, count);
    }

    String replyToQ() {
        return FixedText.read(bytes, REPLY_TO_Q, 48);
    }

    void replyTo(String queue, String queueManager) {
        FixedText.write(bytes, REPLY_TO_Q, 48, queue);
        FixedText.write(bytes, REPLY_TO_Q_MGR, 48, queueManager);
    }

    String userIdentifier() {
        return FixedText.read(bytes, USER_IDENTIFIER, 12);
    }

    String putApplName() {
        return FixedText.read(bytes, PUT_APPL_NAME, 28);
    }

    /** Notes who puts the message and when. */
    void context(String user, String application, Instant now) {
        FixedText.write(bytes, USER_IDENTIFIER, 12, user);
        fields.putInt(PUT_APPL_TYPE, JAVA);
        FixedText.write(bytes, PUT_APPL_NAME, 28, application);
        FixedText.write(bytes, PUT_DATE_AND_TIME, 16, DATE_AND_TIME.format(now));
    }

    /** Takes over who put another message, and when. */
    void context(MessageDescriptor other) {
        System.arraycopy(
                other.bytes, IDENTITY_CONTEXT, bytes, IDENTITY_CONTEXT, LENGTH_OF_VERSION_1 - IDENTITY_CONTEXT);
    }
}
