package org.workgate.task;

/**
 * Which characters a text may have. Every value of a task leaves in a message one day, which is XML 1.0; what such a message
 * cannot carry is refused where it comes in, whoever brings it (A76).
 */
public final class Characters {

    private static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** Whether a message can carry this character ({@code Char} of XML 1.0). */
    public static boolean canBeCarried(int codePoint) {
        if (codePoint < ' ') {
            return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        }
        return codePoint < Character.MIN_SURROGATE || between(codePoint, 0xE000, 0xFFFD) || codePoint > 0xFFFF;
    }

    /**
     * The text with U+FFFD in the place of each character that no message can carry: what rules make of texts can have some, and what
     * systems call their messages.
     */
    public static String carried(String text) {
        if (text.codePoints().allMatch(Characters::canBeCarried)) {
            return text;
        }
        return text.codePoints()
                .map(codePoint -> canBeCarried(codePoint) ? codePoint : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Checks a text from outside.
     *
     * @param attribute what it is to be the value of, with its section
     * @param maxLength the greatest number of characters, counted in code points (A54)
     * @throws InvalidValueException if it is too long or has a character that no message can carry
     */
    public static void check(String attribute, String text, int maxLength) {
        // Nothing has more code points than chars, so most texts need not be counted.
        if (text.length() > maxLength) {
            int length = text.codePointCount(0, text.length());
            if (length > maxLength) {
                throw new InvalidValueException(
                        attribute, "has " + length + " characters, but at most " + maxLength + " are allowed");
            }
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= Character.MIN_SURROGATE) {
                int codePoint = text.codePointAt(i);
                if (!canBeCarried(codePoint)) {
                    throw new InvalidValueException(
                            attribute,
                            String.format(
                                    "has the character U+%04X at position %d, which no message can carry; leave it out",
                                    codePoint, text.codePointCount(0, i) + 1));
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
    }

    /**
     * Checks the name of a custom attribute, which becomes the name of an element (A9).
     *
     * @throws InvalidValueException if it is too long or cannot be such a name
     */
    public static void checkName(String name) {
        check("Data/" + name, name, CustomAttributes.MAX_LENGTH);
        if (!isName(name)) {
            throw new InvalidValueException(
                    "Data/" + name,
                    "cannot be the name of an attribute; begin it with a letter, without blanks or colons");
        }
    }

    /** Whether this can be the name of an element ({@code NCName} of XML 1.0). */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && isNameStart(name.codePointAt(0))
                && name.codePoints().allMatch(Characters::isNamePart);
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
}
