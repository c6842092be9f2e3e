package org.workgate.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.MessageRecord;

/** A message and what was sent in answer to it, as JSON. */
@JsonbPropertyOrder({"messageId", "state", "receivedAt", "body", "bodyEncoding", "replies"})
@Schema(name = "Message")
public record MessageView(
        String messageId,

        @Schema(enumeration = {"queued", "processed", "backed-out"})
        String state,

        Instant receivedAt,

        @Schema(description = "Left out while queued, above the size cap, and for roles that may not read it") @Nullable
        String body,

        @Schema(description = "base64 where the body is no text in UTF-8, else left out") @Nullable
        String bodyEncoding,

        List<Reply> replies) {

    /** A message that was sent in answer. */
    @JsonbPropertyOrder({"messageId", "sequence", "type", "sentAt", "body", "bodyEncoding"})
    @Schema(name = "Reply")
    public record Reply(
            String messageId,
            long sequence,
            String type,
            Instant sentAt,

            @Schema(
                    description =
                            "Left out where all replies would be too much at once, and for roles that may not read it")
            @Nullable
            String body,

            @Nullable String bodyEncoding) {

        static Reply of(MessageRecord.Sent sent) {
            MessageBody body = MessageBody.of(sent.body());
            return new Reply(
                    sent.heading().messageId(),
                    sent.sequence(),
                    sent.heading().type(),
                    sent.heading().at(),
                    body.body(),
                    body.encoding());
        }
    }

    static MessageView of(MessageRecord message) {
        MessageBody body = MessageBody.of(message.body());
        return new MessageView(
                message.messageId(),
                message.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                message.receivedAt(),
                body.body(),
                body.encoding(),
                message.replies().stream().map(Reply::of).toList());
    }
}
