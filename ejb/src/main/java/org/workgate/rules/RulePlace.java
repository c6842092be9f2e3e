package org.workgate.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.workgate.task.Characters;

/**
 * Where a rule table holds. Each place has at most one that is in force; those of several places are applied one after the
 * other, from the general to the special.
 *
 * @param service who applies it
 * @param level for which tasks
 * @param scope the ID of the capture point, contract or process, at most 16 characters; empty on the global level
 */
public record RulePlace(RuleService service, Level level, String scope) {

    /** The greatest number of characters of a scope. */
    static final int MAX_SCOPE_LENGTH = 16;

    /** What the name of a place has to be, for people. */
    public static final String NAMES = "classification or prioritization, where it is not for all tasks followed by"
            + " .capture-point.ID (classification only), .contract.ID or .process.ID";

    /** Service by service, from the general to the special. */
    static final Comparator<RulePlace> ORDER = Comparator.comparing(RulePlace::service)
            .thenComparing(RulePlace::level)
            .thenComparing(RulePlace::scope);

    /** For which tasks rules hold, from the general to the special (A71). */
    public enum Level {
        /** All. */
        GLOBAL,
        /** Those of a capture point; for classification only, which comes before there is a contract. */
        CAPTURE_POINT,
        /** Those of a contract (department). */
        CONTRACT,
        /** Those of a process. */
        PROCESS
    }

    /** @throws IllegalArgumentException if there is no such place */
    public RulePlace {
        if (service == RuleService.PRIORITIZATION && level == Level.CAPTURE_POINT) {
            throw new IllegalArgumentException("There is no prioritization by capture point");
        }
        if (scope.isEmpty() != (level == Level.GLOBAL)) {
            throw new IllegalArgumentException("A scope belongs to every level but the global one");
        }
        Characters.check("scope", scope, MAX_SCOPE_LENGTH);
    }

    /** The place of the rules of a service that hold for all tasks. */
    public static RulePlace global(RuleService service) {
        return new RulePlace(service, Level.GLOBAL, "");
    }

    /**
     * The place of this name, whose scope may have dots; nothing where there is no such place.
     *
     * @param name as {@link #name()} has it
     */
    public static Optional<RulePlace> named(String name) {
        String[] parts = name.split("\\.", 3);
        return Arrays.stream(RuleService.values())
                .filter(service -> word(service).equals(parts[0]))
                .findFirst()
                .flatMap(service -> parts.length == 1 ? Optional.of(global(service)) : special(service, parts));
    }

    private static Optional<RulePlace> special(RuleService service, String[] parts) {
        try {
            return Arrays.stream(Level.values())
                    .filter(level -> parts.length == 3 && word(level).equals(parts[1]))
                    .findFirst()
                    .map(level -> new RulePlace(service, level, parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As files and addresses call it: {@code prioritization}, {@code classification.capture-point.mq}. */
    public String name() {
        return level == Level.GLOBAL ? word(service) : word(service) + '.' + word(level) + '.' + scope;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it is shown, such as {@code prioritization, process ORDERS}. */
    @Override
    public String toString() {
        String name = word(level).replace('-', ' ');
        return word(service) + ", " + (scope.isEmpty() ? name : name + ' ' + scope);
    }
}
