package org.workgate.gtl;

import org.jspecify.annotations.Nullable;
import org.workgate.task.Characters;

/** What may stand in XML, and how it is written there. */
final class XmlText {

    /** The most of a foreign text that is shown to people. */
    private static final int SHOWN = 60;

    private XmlText() {}

    /**
     * Appends a text as the content of an element. A carriage return is written as a reference, since a parser would read a
     * plain one as a line feed.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry (A76)
     */
    static void append(StringBuilder xml, String text) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String reference = reference(c);
            if (reference != null) {
                xml.append(text, copied, i).append(reference);
                copied = i + 1;
            } else if (c < ' ' || c >= Character.MIN_SURROGATE) {
                int codePoint = text.codePointAt(i);
                if (!Characters.canBeCarried(codePoint)) {
                    throw new IllegalArgumentException(
                            String.format("XML cannot carry the character U+%04X at position %d", codePoint, i));
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        xml.append(text, copied, text.length());
    }

    private static @Nullable String reference(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '\r' -> "&#13;";
            default -> null;
        };
    }

    /** A foreign text as it may be shown to people: on one line, without control characters, cut after 60 characters. */
    static String shown(String text) {
        return shown(text, SHOWN);
    }

    /** The same, cut after another number of characters. */
    static String shown(String text, int most) {
        var shown = new StringBuilder();
        int i = 0;
        while (i < text.length() && shown.length() < most) {
            int c = text.codePointAt(i);
            shown.appendCodePoint(Character.isISOControl(c) || !Characters.canBeCarried(c) ? ' ' : c);
            i += Character.charCount(c);
        }
        return i < text.length() ? shown.append('…').toString() : shown.toString();
    }
}
