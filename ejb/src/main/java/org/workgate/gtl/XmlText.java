package org.workgate.gtl;

import org.jspecify.annotations.Nullable;

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
                if (!canCarry(codePoint)) {
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

    /** Whether this is a {@code Char} of XML 1.0. */
    private static boolean canCarry(int c) {
        if (c < ' ') {
            return c == '\t' || c == '\n' || c == '\r';
        }
        return c < Character.MIN_SURROGATE || between(c, 0xE000, 0xFFFD) || c > 0xFFFF;
    }

    /** Whether this is a name of XML 1.0 without a colon ({@code NCName}). */
    static boolean isName(String name) {
        return !name.isEmpty()
                && isNameStart(name.codePointAt(0))
                && name.codePoints().allMatch(XmlText::isNamePart);
    }

    private static boolean isNameStart(int c) {
        return c < 0x80
                ? between(c, 'a', 'z') || between(c, 'A', 'Z') || c == '_'
                : between(c, 0xC0, 0xD6)
                        || between(c, 0xD8, 0xF6)
                        || between(c, 0xF8, 0x2FF)
                        || between(c, 0x370, 0x37D)
                        || between(c, 0x37F, 0x1FFF)
                        || between(c, 0x200C, 0x200D)
                        || between(c, 0x2070, 0x218F)
                        || between(c, 0x2C00, 0x2FEF)
                        || between(c, 0x3001, 0xD7FF)
                        || between(c, 0xF900, 0xFDCF)
                        || between(c, 0xFDF0, 0xFFFD)
                        || between(c, 0x10000, 0xEFFFF);
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c)
                || between(c, '0', '9')
                || c == '-'
                || c == '.'
                || c == 0xB7
                || between(c, 0x300, 0x36F)
                || between(c, 0x203F, 0x2040);
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
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
            shown.appendCodePoint(Character.isISOControl(c) || !canCarry(c) ? ' ' : c);
            i += Character.charCount(c);
        }
        return i < text.length() ? shown.append('…').toString() : shown.toString();
    }
}
