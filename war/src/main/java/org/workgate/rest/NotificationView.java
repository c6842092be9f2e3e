package org.workgate.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.MessageRecord;
import org.workgate.journal.JournalEntry;

/** A message that was put on an output queue, as JSON. */
@JsonbPropertyOrder({
    "sequence",
    "messageId",
    "correlationId",
    "type",
    "brokerId",
    "captureId",
    "sentAt",
    "body",
    "bodyEncoding"
})
@Schema(name = "Notification")
public record NotificationView(
        long sequence,
        String messageId,
        @Nullable String correlationId,
        String type,
        @Nullable Integer brokerId,
        @Nullable String captureId,
        Instant sentAt,
        @Nullable String body,
        @Nullable String bodyEncoding) {

    static NotificationView of(MessageRecord.Sent sent) {
        JournalEntry.Heading heading = sent.heading();
        MessageBody body = MessageBody.of(sent.body());
        return new NotificationView(
                sent.sequence(),
                heading.messageId(),
                heading.correlationId(),
                heading.type(),
                heading.brokerId(),
                heading.captureId(),
                heading.at(),
                body.body(),
                body.encoding());
    }
}
