package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A message as the queue manager keeps it: a descriptor and opaque data. It does not change, but for the backout count that the
 * queue manager keeps. Tests make one with {@link #ofText} or {@link #ofBytes}, vary it, and put it with {@link Queue#put}.
 */
public final class Message {

    private static final String RFH2 = "MQHRF2";
    private static final int RFH2_FIXED_LENGTH = 36;
    private static final int LITTLE_ENDIAN_INTEGERS = 0x2;

    private final MessageDescriptor descriptor;
    private final byte[] data;

    Message(MessageDescriptor descriptor, byte[] data) {
        this.descriptor = descriptor;
        this.data = data;
    }

    /** A plain text (MQSTR) in UTF-8 (CCSID 1208), not persistent, of priority 4. */
    public static Message ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8))
                .withFormat("MQSTR")
                .withCcsid(1208);
    }

    /** Bytes without a format, not persistent, of priority 4. */
    public static Message ofBytes(byte... bytes) {
        MessageDescriptor descriptor = MessageDescriptor.initial();
        descriptor.priority(4);
        descriptor.ccsid(819);
        return new Message(descriptor, bytes.clone());
    }

    private Message with(Consumer<MessageDescriptor> change) {
        MessageDescriptor changed = descriptor.copy();
        change.accept(changed);
        return new Message(changed, data);
    }

    /** The same with the format, at most 8 characters. */
    public Message withFormat(String format) {
        return with(changed -> changed.format(format));
    }

    /** The same with the coded character set; the data stay as they are. */
    public Message withCcsid(int ccsid) {
        return with(changed -> changed.ccsid(ccsid));
    }

    /** The same with the message ID, at most 24 bytes. */
    public Message withMessageId(byte... id) {
        return with(changed -> changed.msgId(id));
    }

    /** The same with the correlation ID, at most 24 bytes. */
    public Message withCorrelationId(byte... id) {
        return with(changed -> changed.correlId(id));
    }

    /** The same, persistent: it outlives a restart of a stand-in that has a journal. */
    public Message persistent() {
        return with(changed -> changed.persistence(1));
    }

    /** The same with the priority, 0 to 9. */
    public Message withPriority(int priority) {
        return with(changed -> changed.priority(priority));
    }

    /** The same with the time after which nobody gets it any more, counted from the put. */
    public Message withExpiry(Duration expiry) {
        return with(changed -> changed.expiry(Math.toIntExact(expiry.toMillis() / 100)));
    }

    /** The same with the report options (MQRO). */
    public Message withReport(int report) {
        return with(changed -> changed.report(report));
    }

    /** The same with the message type (MQMT): 1 request, 2 reply, 4 report, 8 datagram. */
    public Message withType(int type) {
        return with(changed -> changed.msgType(type));
    }

    /** The same with the queue for replies. */
    public Message withReplyTo(String queue, String queueManager) {
        return with(changed -> changed.replyTo(queue, queueManager));
    }

    /** The 24 bytes of the message ID. */
    public byte[] messageId() {
        return descriptor.msgId();
    }

    /** The 24 bytes of the correlation ID, zeros where there is none. */
    public byte[] correlationId() {
        return descriptor.correlId();
    }

    public String format() {
        return descriptor.format();
    }

    public int ccsid() {
        return descriptor.ccsid();
    }

    public int priority() {
        return descriptor.priority();
    }

    public boolean isPersistent() {
        return descriptor.persistence() == 1;
    }

    /** The expiry of the put in tenths of a second, -1 for never. */
    public int expiry() {
        return descriptor.expiry();
    }

    public int report() {
        return descriptor.report();
    }

    public int type() {
        return descriptor.msgType();
    }

    /** How often a get of it was backed out. */
    public int backoutCount() {
        return descriptor.backoutCount();
    }

    public String replyToQueue() {
        return descriptor.replyToQ();
    }

    /** The user who put it. */
    public String user() {
        return descriptor.userIdentifier();
    }

    /** The program that put it. */
    public String application() {
        return descriptor.putApplName();
    }

    /** All data, with the header of a JMS message in front where it has one. */
    public byte[] data() {
        return data.clone();
    }

    /** The number of bytes of the data. */
    public int length() {
        return data.length;
    }

    /** The data without the header of a JMS message. */
    public byte[] body() {
        return unwrapped().data();
    }

    /**
     * The body as text.
     *
     * @throws IllegalArgumentException if its coded character set is unknown
     */
    public String text() {
        Message plain = unwrapped();
        return new String(plain.data, charset(plain.ccsid()));
    }

    /** What is behind the header of a JMS message, with format and character set as this header says. */
    private Message unwrapped() {
        if (!format().equals(RFH2) || data.length < RFH2_FIXED_LENGTH) {
            return this;
        }
        boolean little = (descriptor.encoding() & 0xF) == LITTLE_ENDIAN_INTEGERS;
        var header = ByteBuffer.wrap(data).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int length = header.getInt(8);
        var body = new byte[data.length - length];
        System.arraycopy(data, length, body, 0, body.length);
        int ccsid = header.getInt(16);
        MessageDescriptor inner = descriptor.copy();
        inner.format(FixedText.read(data, 20, 8));
        inner.ccsid(ccsid > 0 ? ccsid : ccsid());
        return new Message(inner, body).unwrapped();
    }

    private static Charset charset(int ccsid) {
        return switch (ccsid) {
            case 819 -> StandardCharsets.ISO_8859_1;
            case 1200, 13488, 17584 -> StandardCharsets.UTF_16BE;
            case 1202 -> StandardCharsets.UTF_16LE;
            case 1208 -> StandardCharsets.UTF_8;
            default -> Charset.forName("Cp%03d".formatted(ccsid));
        };
    }

    /** A get of it was backed out. */
    void countBackout() {
        descriptor.backoutCount(backoutCount() + 1);
    }

    MessageDescriptor descriptor() {
        return descriptor;
    }

    /** The data themselves, not a copy: they are not to be changed. */
    byte[] bytes() {
        return data;
    }
}
