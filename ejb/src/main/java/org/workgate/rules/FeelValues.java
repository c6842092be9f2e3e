package org.workgate.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.task.CustomAttributes;
import scala.jdk.javaapi.CollectionConverters;

/** Values on their way into expressions and back, so that nothing gets in but values, and none that would take too much. */
final class FeelValues {

    /** The most characters of a text that an expression takes or gives. */
    static final int MAX_LENGTH = 4096;

    /** The most digits of a number, before and after the decimal point. */
    private static final int MAX_DIGITS = 1000;

    /** The most elements of a list or context. */
    private static final int MAX_ELEMENTS = 1000;

    private static final Set<Class<?>> TEMPORAL = Set.of(
            LocalDate.class,
            LocalTime.class,
            OffsetTime.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            Period.class,
            Duration.class);

    private FeelValues() {}

    /**
     * A value for expressions; points in time in UTC.
     *
     * @throws IllegalArgumentException if rules know no such values
     */
    static @Nullable Object toFeel(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.atZone(ZoneOffset.UTC);
        }
        if (value instanceof Integer || value instanceof Long) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof CustomAttributes custom) {
            return FeelContext.of(custom);
        }
        if (value instanceof Map<?, ?> map) {
            var converted = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, element) -> converted.put((String) key, toFeel(element)));
            return converted;
        }
        if (value instanceof List<?> list) {
            var converted = new ArrayList<@Nullable Object>();
            list.forEach(element -> converted.add(toFeel(element)));
            return converted;
        }
        if (value == null
                || value instanceof BigDecimal
                || value instanceof String
                || value instanceof Boolean
                || TEMPORAL.contains(value.getClass())) {
            return value;
        }
        throw new IllegalArgumentException("Rules know no values of " + value.getClass());
    }

    /**
     * The value of an expression: of the types that {@link #toFeel} takes.
     *
     * @throws IllegalArgumentException saying what is wrong, if it is too large or of no such type
     */
    static @Nullable Object fromFeel(@Nullable Object value) {
        if (value instanceof scala.math.BigDecimal number) {
            return checked(number.bigDecimal());
        }
        if (value instanceof String text && text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it is a text of more than " + MAX_LENGTH + " characters");
        }
        if (value instanceof scala.collection.Seq<?> list) {
            var converted = new ArrayList<@Nullable Object>();
            CollectionConverters.asJava(list).forEach(element -> converted.add(fromFeel(element)));
            return checked(converted);
        }
        if (value instanceof scala.collection.Map<?, ?> context) {
            var converted = new LinkedHashMap<String, @Nullable Object>();
            CollectionConverters.asJava(context)
                    .forEach((key, element) -> converted.put((String) key, fromFeel(element)));
            return converted;
        }
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || TEMPORAL.contains(value.getClass())) {
            return value;
        }
        throw new IllegalArgumentException(
                "it is no value, but a " + value.getClass().getSimpleName());
    }

    /**
     * Checks that a number can be written out: one with an exponent of a million is short until somebody rounds it.
     *
     * @throws IllegalArgumentException if it has too many digits
     */
    static BigDecimal checked(BigDecimal number) {
        long before = (long) number.precision() - number.scale();
        if (Math.abs(before) > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new IllegalArgumentException("it is a number of more than " + MAX_DIGITS + " digits");
        }
        return number;
    }

    private static List<@Nullable Object> checked(List<@Nullable Object> list) {
        if (list.size() > MAX_ELEMENTS) {
            throw new IllegalArgumentException("it is a list of more than " + MAX_ELEMENTS + " elements");
        }
        return list;
    }
}
