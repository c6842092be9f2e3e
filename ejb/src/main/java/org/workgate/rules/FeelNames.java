package org.workgate.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names that an expression may use.
 *
 * @param variables the variables
 * @param functions the functions of the file, each with the cost of a call; the library's may be called besides
 */
record FeelNames(Set<String> variables, Map<String, Integer> functions) {

    /**
     * An expression in which each of these names that has blanks or signs in it is marked as one name, so that the library takes
     * it for one. Texts in it stay as they are.
     */
    String mark(String expression) {
        List<String> marked = Stream.concat(variables.stream(), functions.keySet().stream())
                .filter(name -> !name.chars().allMatch(Character::isJavaIdentifierPart))
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        if (marked.isEmpty()) {
            return expression;
        }
        var text = new StringBuilder();
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            int end = c == '"' || c == '`' ? closing(expression, i) : i;
            if (end == i) {
                String name = nameAt(expression, i, marked);
                end = i + Math.max(1, name.length());
                text.append(name.isEmpty() ? String.valueOf(c) : '`' + name + '`');
            } else {
                text.append(expression, i, end);
            }
            i = end;
        }
        return text.toString();
    }

    private static String nameAt(String expression, int start, List<String> names) {
        if (start > 0 && Character.isJavaIdentifierPart(expression.charAt(start - 1))) {
            return "";
        }
        return names.stream()
                .filter(name -> expression.startsWith(name, start))
                .filter(name -> start + name.length() == expression.length()
                        || !Character.isJavaIdentifierPart(expression.charAt(start + name.length())))
                .findFirst()
                .orElse("");
    }

    /** The position after the sign that closes what opens here, or the end. */
    static int closing(String expression, int open) {
        int i = open + 1;
        while (i < expression.length() && expression.charAt(i) != expression.charAt(open)) {
            i += expression.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(expression.length(), i + 1);
    }
}
