package org.workgate.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;

/**
 * How a calendar counts time, for rules. Neither function is asked about more than {@link #MAX_MINUTES} or about times that
 * are further apart.
 *
 * @param minutesBetween the whole working minutes from one time to another, negative where that is earlier
 * @param plusMinutes the time that lies so many working minutes after a time, before it where they are negative
 */
public record WorkingTime(
        ToLongBiFunction<Instant, Instant> minutesBetween, BiFunction<Instant, Long, Instant> plusMinutes) {

    /** The most minutes that rules count: ten years. */
    public static final long MAX_MINUTES = 10 * 366 * 24 * 60L;

    /** Every minute is a working minute. */
    public static final WorkingTime ALWAYS = new WorkingTime(
            (from, to) -> Duration.between(from, to).toMinutes(),
            (from, minutes) -> from.plus(Duration.ofMinutes(minutes)));

    /** The whole working minutes from one time to another; those that lie further apart count as if ten years apart. */
    long between(Instant from, Instant to) {
        Duration most = Duration.ofMinutes(MAX_MINUTES);
        Instant counted = to;
        if (to.isAfter(from.plus(most))) {
            counted = from.plus(most);
        } else if (to.isBefore(from.minus(most))) {
            counted = from.minus(most);
        }
        return minutesBetween.applyAsLong(from, counted);
    }

    /** @throws IllegalArgumentException if it is more than ten years */
    Instant plus(Instant from, long minutes) {
        if (minutes > MAX_MINUTES || minutes < -MAX_MINUTES) {
            throw new IllegalArgumentException(minutes + " working minutes are more than ten years");
        }
        return plusMinutes.apply(from, minutes);
    }
}
