package org.workgate.mqstandin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts of fixed length, as structures have them: Latin-1, filled up with blanks. */
final class FixedText {

    private FixedText() {}

    /** The text without what fills it up, which may be blanks or zeros. */
    static String read(byte[] bytes, int offset, int length) {
        var text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    /** Writes the text and fills up with blanks; what is too long is cut. */
    static void write(byte[] bytes, int offset, int length, String text) {
        Arrays.fill(bytes, offset, offset + length, (byte) ' ');
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(encoded, 0, bytes, offset, Math.min(length, encoded.length));
    }

    /** The text as bytes of the length, filled up with blanks. */
    static byte[] padded(String text, int length) {
        var bytes = new byte[length];
        write(bytes, 0, length, text);
        return bytes;
    }
}
