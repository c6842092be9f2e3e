package org.workgate.gtl;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeType;
import org.workgate.task.CustomAttributes;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskAttribute.Section;

/**
 * A plain value that actions carry in an element of a fixed name.
 *
 * @param name the printed name of the element
 * @param format how its text is read
 * @param freeText whether it is a text for people, whose ends and length are a matter of the rules (A16, A54)
 * @param attribute the attribute of the task that it gives, or null for the standard action attributes (R24-R31) and Hold
 */
record Field(
        String name,
        Format format,
        boolean freeText,
        @Nullable TaskAttribute attribute) {

    static final Field BROKER_ID = new Field("BrokerId", Field::integer, false, null);
    static final Field CAPTURE_ID = new Field("CaptureId", text(64), false, null);
    static final Field ACTOR = new Field("Actor", freeText(255), true, null);
    static final Field REASON = new Field("Reason", freeText(255), true, null);
    static final Field ACTION_DATE_TIME = new Field("ActionDateTime", Field::time, false, null);
    static final Field HOLD = new Field("Hold", Field::truth, false, null);

    private static final List<Field> STANDARD = List.of(BROKER_ID, CAPTURE_ID, ACTOR, REASON, ACTION_DATE_TIME);

    /** Directly in an action that gives no attributes (R24-R31). */
    static final Names<Field> OF_TASK_ACTION = names(STANDARD, attribute -> false);

    /** Directly in CreateTask (R50-R58, R61); a BrokerId there is known, but not heeded (A28). */
    static final Names<Field> OF_CREATE_TASK =
            names(with(HOLD), attribute -> attribute.isCreatable() && attribute.section() == Section.CORE);

    /** In the section Ext of CreateTask (R59). */
    static final Names<Field> OF_CREATED_EXT =
            names(List.of(), attribute -> attribute.isCreatable() && attribute.section() == Section.EXT);

    /** Directly in RestartTask; whether Hold is heeded is a matter of the rules (A24). */
    static final Names<Field> OF_RESTART_TASK = names(with(HOLD), attribute -> false);

    /** Directly in UpdateTask (R129); some are heeded only where the rules say so (A32). */
    static final Names<Field> OF_UPDATE_TASK = names(
            STANDARD,
            attribute -> (attribute.isUpdatable() || attribute.isUpdatableBySetting())
                    && attribute.section() == Section.CORE);

    /** In the section ext of UpdateTask (R130). */
    static final Names<Field> OF_UPDATED_EXT =
            names(List.of(), attribute -> attribute.isUpdatable() && attribute.section() == Section.EXT);

    /** The value of a custom attribute (R60). */
    static final Format CUSTOM = freeText(CustomAttributes.MAX_LENGTH);

    private static List<Field> with(Field more) {
        return Stream.concat(STANDARD.stream(), Stream.of(more)).toList();
    }

    /** How the text of a value is read. */
    @FunctionalInterface
    interface Format {
        /**
         * The value.
         *
         * @param name the element, for the detail
         * @param text what stands in it, not empty
         * @param rules the rules of the capture point
         * @throws Malformed if it has not this format
         */
        Object read(String name, String text, ReadingRules rules) throws Malformed;
    }

    private static Names<Field> names(List<Field> fields, Predicate<TaskAttribute> attributes) {
        Stream<Field> ofAttributes =
                Arrays.stream(TaskAttribute.values()).filter(attributes).map(Field::of);
        return new Names<>(Stream.concat(fields.stream(), ofAttributes).toList(), Field::name);
    }

    static Field of(TaskAttribute attribute) {
        // A process is named by an ID, which is never cut and never has blanks at its ends (A16, A54).
        boolean freeText = attribute.type() == AttributeType.TEXT && attribute != TaskAttribute.PROCESS_ID;
        Format format =
                switch (attribute.type()) {
                    case TEXT -> freeText ? freeText(attribute.maxLength()) : text(attribute.maxLength());
                    case INTEGER -> Field::integer;
                    case DATE_TIME -> Field::time;
                };
        return new Field(attribute.wireName(), format, freeText, attribute);
    }

    /** Text of at most so many characters, which are code points (R20, A54). */
    static Format text(int maxLength) {
        return (name, text, rules) -> {
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

    /** The same, but cut where the rules say so (A54). */
    private static Format freeText(int maxLength) {
        Format exact = text(maxLength);
        return (name, text, rules) -> rules.leniency().truncate() && text.codePointCount(0, text.length()) > maxLength
                ? text.substring(0, text.offsetByCodePoints(0, maxLength))
                : exact.read(name, text, rules);
    }

    private static Instant time(String name, String text, ReadingRules rules) throws Malformed {
        return WireTime.parse(name, text, rules.zone());
    }

    /** A whole number between -2147483647 and 2147483647 (R19, A84). */
    private static Integer integer(String name, String text, ReadingRules rules) throws Malformed {
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
    static Boolean truth(String name, String text, ReadingRules rules) throws Malformed {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new Malformed(name + " must be true or false, not '" + XmlText.shown(text) + "'");
        };
    }
}
