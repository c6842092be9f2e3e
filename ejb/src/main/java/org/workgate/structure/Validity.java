package org.workgate.structure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a contract or process is active (R199). Which instants they are is a matter of the tenant's time zone.
 *
 * @param from the first day, or null where it has always been active
 * @param until the last day, which counts as well, or null where no end is foreseen
 */
public record Validity(@Nullable LocalDate from, @Nullable LocalDate until) {

    /** Without beginning and end. */
    public static final Validity ALWAYS = new Validity(null, null);

    /** @throws IllegalArgumentException if it ends before it begins */
    public Validity {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("Valid from " + from + " until " + until);
        }
    }

    /** Whether what has it, called so for people, is active on this day. */
    Activity activity(String what, LocalDate today) {
        if (until != null && until.isBefore(today)) {
            return new Activity.Ended(what, until);
        }
        if (from != null && from.isAfter(today)) {
            return new Activity.NotYet(what, from);
        }
        return new Activity.Active();
    }
}
