package org.workgate.gtl;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskAttribute.Section;

/**
 * A plain value that actions carry in an element of a fixed name.
 *
 * @param name the printed name of the element
 * @param format how its text is read
 * @param attribute the attribute of the task that it gives, or null for the standard action attributes (R24-R31) and Hold
 */
record Field(String name, Format format, @Nullable TaskAttribute attribute) {

    static final Field BROKER_ID = new Field("BrokerId", Field::integer, null);
    static final Field CAPTURE_ID = new Field("CaptureId", text(64), null);
    static final Field ACTOR = new Field("Actor", text(255), null);
    static final Field REASON = new Field("Reason", text(255), null);
    static final Field ACTION_DATE_TIME = new Field("ActionDateTime", WireTime::parse, null);
    static final Field HOLD = new Field("Hold", Field::truth, null);

    private static final List<Field> STANDARD = List.of(CAPTURE_ID, ACTOR, REASON, ACTION_DATE_TIME);

    /** Directly in CreateTask (R50-R58, R61); a BrokerId there is as unknown as any other element (A28). */
    static final Names<Field> OF_CREATE_TASK = names(
            Stream.concat(STANDARD.stream(), Stream.of(HOLD)),
            attribute -> attribute.isCreatable() && attribute.section() == Section.CORE);

    /** In the section Ext of CreateTask (R59). */
    static final Names<Field> OF_CREATED_EXT =
            names(Stream.of(), attribute -> attribute.isCreatable() && attribute.section() == Section.EXT);

    /** In GetTaskInfo (R77). */
    static final Names<Field> OF_GET_TASK_INFO =
            names(Stream.concat(STANDARD.stream(), Stream.of(BROKER_ID)), attribute -> false);

    /** How the text of a value is read. */
    @FunctionalInterface
    interface Format {
        /**
         * The value.
         *
         * @param name the element, for the detail
         * @param text what stands in it, trimmed and not empty
         * @param zone the zone of times without an offset
         * @throws Malformed if it has not this format
         */
        Object read(String name, String text, ZoneId zone) throws Malformed;
    }

    private static Names<Field> names(Stream<Field> fields, Predicate<TaskAttribute> attributes) {
        Stream<Field> ofAttributes =
                Arrays.stream(TaskAttribute.values()).filter(attributes).map(Field::of);
        return new Names<>(Stream.concat(fields, ofAttributes).toList(), Field::name);
    }

    private static Field of(TaskAttribute attribute) {
        Format format =
                switch (attribute.type()) {
                    case TEXT -> text(attribute.maxLength());
                    case INTEGER -> Field::integer;
                    case DATE_TIME -> WireTime::parse;
                };
        return new Field(attribute.wireName(), format, attribute);
    }

    /** Text of at most so many characters, which are code points (R20, A54). */
    static Format text(int maxLength) {
        return (name, text, zone) -> {
            // Nothing has more code points than chars, so most texts need not be counted.
            if (text.length() > maxLength) {
                int length = text.codePointCount(0, text.length());
                if (length > maxLength) {
                    throw new Malformed(
                            name + " has " + length + " characters, but at most " + maxLength + " are allowed");
                }
            }
            return text;
        };
    }

    /** A whole number between -2147483647 and 2147483647 (R19, A84). */
    private static Integer integer(String name, String text, ZoneId zone) throws Malformed {
        char first = text.charAt(0);
        int digits = first == '-' || first == '+' ? 1 : 0;
        boolean wellFormed = digits < text.length();
        long amount = 0;
        for (int i = digits; wellFormed && i < text.length(); i++) {
            char c = text.charAt(i);
            wellFormed = c >= '0' && c <= '9';
            amount = Math.min(amount * 10 + c - '0', Integer.MAX_VALUE + 1L);
        }
        if (!wellFormed || amount > Integer.MAX_VALUE) {
            throw new Malformed(name + " must be a whole number between -2147483647 and 2147483647, not '"
                    + XmlText.shown(text) + "'");
        }
        return (int) (first == '-' ? -amount : amount);
    }

    /** A Boolean (R21, A53). */
    static Boolean truth(String name, String text, ZoneId zone) throws Malformed {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new Malformed(name + " must be true or false, not '" + XmlText.shown(text) + "'");
        };
    }
}
