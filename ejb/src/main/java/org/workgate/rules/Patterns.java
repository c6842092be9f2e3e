package org.workgate.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The regular expressions of rules, by an engine whose time is linear in the text whatever the expression. Bounded besides,
 * since a short expression may stand for a long one. Safe to use from several threads.
 */
final class Patterns {

    /** The most characters of an expression. */
    private static final int MAX_LENGTH = 100;

    /** The most that the counts of an expression, such as {@code {16}}, may come to when they are multiplied. */
    private static final int MAX_REPETITION = 1000;

    /** The most steps that an expression may have when it is compiled. */
    private static final int MAX_STEPS = 300;

    /** The most characters of a text that is looked through. */
    private static final int MAX_TEXT = 1000;

    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private static final Map<Character, Integer> FLAGS =
            Map.of('i', Pattern.CASE_INSENSITIVE, 's', Pattern.DOTALL, 'm', Pattern.MULTILINE);

    private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

    /**
     * Compiles an expression for later.
     *
     * @param flags out of {@code i}, {@code s} and {@code m}
     * @throws IllegalArgumentException saying what is wrong, if it is none or would be too long
     */
    void add(String expression, String flags) {
        if (expression.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the pattern has " + expression.length() + " characters; at most " + MAX_LENGTH + " may be");
        }
        long repetition = 1;
        java.util.regex.Matcher counts = COUNT.matcher(expression);
        while (counts.find() && repetition <= MAX_REPETITION) {
            String count = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            repetition *= Math.max(1, Long.parseLong(count));
        }
        if (repetition > MAX_REPETITION) {
            throw new IllegalArgumentException(
                    "the repetitions of the pattern multiply to more than " + MAX_REPETITION);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression, flags(flags));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern is none: " + e.getMessage(), e);
        }
        if (pattern.programSize() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "the pattern has " + pattern.programSize() + " steps; at most " + MAX_STEPS + " may be");
        }
        compiled.put(key(expression, flags), pattern);
    }

    /** @throws IllegalArgumentException if the text is too long, or the expression was not added */
    Matcher matcher(String expression, String flags, String text) {
        return get(expression, flags).matcher(checked(text));
    }

    /** @throws IllegalArgumentException if the text is too long, or the expression was not added */
    String[] split(String expression, String text) {
        return get(expression, "").split(checked(text), -1);
    }

    private static String checked(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a pattern looks through at most " + MAX_TEXT + " characters");
        }
        return text;
    }

    private Pattern get(String expression, String flags) {
        Pattern pattern = compiled.get(key(expression, flags));
        if (pattern == null) {
            throw new IllegalArgumentException("the pattern was not checked");
        }
        return pattern;
    }

    private static int flags(String flags) {
        int all = 0;
        for (int i = 0; i < flags.length(); i++) {
            char flag = flags.charAt(i);
            Integer known = FLAGS.get(flag);
            if (known == null) {
                throw new IllegalArgumentException("the flags of a pattern are i, s and m, not " + flag);
            }
            all |= known;
        }
        return all;
    }

    private static String key(String expression, String flags) {
        return flags + "/" + expression;
    }
}
