package org.workgate.capture;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.GtlReader;
import org.workgate.gtl.GtlRequest;
import org.workgate.notification.Causes;
import org.workgate.notification.MessageIds;
import org.workgate.notification.MqDescriptor;
import org.workgate.task.Refusal;

/**
 * A message as it came from the queue.
 *
 * @param messageId its ID, without the prefix {@code ID:}
 * @param correlationId its correlation ID, or null
 * @param wantsItsCorrelationId whether its responses are to carry that instead of its message ID (A39)
 * @param text its text, or null where it came as bytes or as neither
 * @param bytes its bytes, text in UTF-8; empty where it has neither text nor bytes
 * @param fault why it has no text and no bytes that could be read, and what would be right; null where it has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Received(
        String messageId,
        @Nullable String correlationId,
        boolean wantsItsCorrelationId,
        @Nullable String text,
        byte[] bytes,
        @Nullable String fault) {

    /**
     * What has come with this message.
     *
     * @throws JMSException if the broker does not answer
     */
    static Received of(Message message) throws JMSException {
        String messageId = MessageIds.plain(message.getJMSMessageID());
        String correlationId = message.getJMSCorrelationID();
        boolean wanted = MqDescriptor.wantsItsCorrelationId(message);
        // The body is here already: that it cannot be read is no fault of the broker, and would be the same the next
        // time.
        try {
            if (message instanceof TextMessage textMessage) {
                String text = textMessage.getText() == null ? "" : textMessage.getText();
                return new Received(
                        messageId, correlationId, wanted, text, text.getBytes(StandardCharsets.UTF_8), null);
            }
            if (message instanceof BytesMessage bytesMessage) {
                byte[] bytes = new byte[Math.toIntExact(bytesMessage.getBodyLength())];
                bytesMessage.readBytes(bytes);
                return new Received(messageId, correlationId, wanted, null, bytes, null);
            }
            // One without a body, which the client of IBM MQ makes of what is empty, is of no kind.
            if (message.isBodyAssignableTo(String.class)) {
                return new Received(messageId, correlationId, wanted, "", new byte[0], null);
            }
        } catch (JMSException e) {
            return withoutBody(
                    messageId,
                    correlationId,
                    wanted,
                    "The text of the message cannot be decoded (" + Causes.describe(e)
                            + "); put it in the character set that the message names");
        }
        return withoutBody(
                messageId, correlationId, wanted, "The message has neither text nor bytes; put the XML as one of them");
    }

    private static Received withoutBody(
            String messageId, @Nullable String correlationId, boolean wanted, String fault) {
        return new Received(messageId, correlationId, wanted, null, new byte[0], fault);
    }

    /** What it asks for; at least one request. */
    List<GtlRequest> requests(GtlReader reader) {
        if (fault != null) {
            return List.of(new GtlRequest.Unreadable("", Refusal.invalidFormat(fault, "/")));
        }
        return text != null ? reader.read(text) : reader.read(bytes);
    }
}
