package org.workgate.console;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a message, of which a page shows no more: a page holds many, and messages may be large.
 *
 * @param text the beginning
 * @param more how many bytes follow
 */
public record Excerpt(String text, int more) implements Serializable {

    /** How many bytes are shown at most. */
    static final int SIZE = 4_096;

    /** Of a body, text in UTF-8; null for those who may not read it. */
    static @Nullable Excerpt of(byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        int end = Math.min(SIZE, body.length);
        while (end > 0 && end < body.length && (body[end] & 0xC0) == 0x80) {
            // Within a character.
            end--;
        }
        return new Excerpt(new String(body, 0, end, StandardCharsets.UTF_8), body.length - end);
    }

    /** Of a text; null for those who may not read it. */
    static @Nullable Excerpt of(@Nullable String text) {
        return text == null ? null : of(text.getBytes(StandardCharsets.UTF_8));
    }
}
