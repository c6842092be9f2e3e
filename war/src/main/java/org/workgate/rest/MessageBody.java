package org.workgate.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message in JSON.
 *
 * @param body the text; Base64 where the bytes are no text in UTF-8
 * @param encoding {@code base64} where it is, else null
 */
record MessageBody(@Nullable String body, @Nullable String encoding) {

    static MessageBody of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new MessageBody(null, null);
        }
        try {
            // Unlike the constructor of String this decoder does not replace what it cannot read.
            return new MessageBody(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    null);
        } catch (CharacterCodingException e) {
            return new MessageBody(Base64.getEncoder().encodeToString(bytes), "base64");
        }
    }
}
