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
import org.workgate.notification.MessageIds;
import org.workgate.task.Refusal;

/**
 * A message as it came from the queue.
 *
 * @param messageId its ID, without the prefix {@code ID:}
 * @param correlationId its correlation ID, or null
 * @param text its text, or null where it came as bytes or as neither
 * @param bytes its bytes, text in UTF-8; empty where it has neither text nor bytes
 * @param hasBody whether it has text or bytes at all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Received(
        String messageId,
        @Nullable String correlationId,
        @Nullable String text,
        byte[] bytes,
        boolean hasBody) {

    static Received of(Message message) throws JMSException {
        String messageId = MessageIds.plain(message.getJMSMessageID());
        String correlationId = message.getJMSCorrelationID();
        if (message instanceof TextMessage textMessage) {
            String text = textMessage.getText() == null ? "" : textMessage.getText();
            return new Received(messageId, correlationId, text, text.getBytes(StandardCharsets.UTF_8), true);
        }
        if (message instanceof BytesMessage bytesMessage) {
            byte[] bytes = new byte[Math.toIntExact(bytesMessage.getBodyLength())];
            bytesMessage.readBytes(bytes);
            return new Received(messageId, correlationId, null, bytes, true);
        }
        return new Received(messageId, correlationId, null, new byte[0], false);
    }

    /** What it asks for; at least one request. */
    List<GtlRequest> requests(GtlReader reader) {
        if (!hasBody) {
            return List.of(new GtlRequest.Unreadable(
                    "",
                    Refusal.invalidFormat("The message has neither text nor bytes; put the XML as one of them", "/")));
        }
        return text != null ? reader.read(text) : reader.read(bytes);
    }
}
