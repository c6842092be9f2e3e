package org.workgate.structure;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When work is done on a day, by the clock on the wall: one interval or several, in their order, none touching the next.
 *
 * @param intervals at least one
 */
public record WorkingHours(List<Interval> intervals) {

    /** How they are written, for people. */
    static final String FORM =
            "hours such as 08:00-12:00, 13:00-17:00, in their order, with a pause between them, at most until 24:00";

    private static final int MINUTES_PER_HOUR = 60;
    private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
    private static final Pattern INTERVAL = Pattern.compile("(\\d\\d):([0-5]\\d)\\s*-\\s*(\\d\\d):([0-5]\\d)");

    /**
     * From one minute of the day, inclusive, to another one, exclusive.
     *
     * @param from 0 to 1439
     * @param until greater than {@code from}, at most 1440, which is 24:00
     */
    public record Interval(int from, int until) {

        LocalDateTime fromOn(LocalDate day) {
            return day.atStartOfDay().plusMinutes(from);
        }

        LocalDateTime untilOn(LocalDate day) {
            return day.atStartOfDay().plusMinutes(until);
        }

        @Override
        public String toString() {
            return clock(from) + "-" + clock(until);
        }

        private static String clock(int minute) {
            return String.format("%02d:%02d", minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR);
        }
    }

    /** @throws IllegalArgumentException if there is no interval, or the intervals are not in order */
    public WorkingHours {
        intervals = List.copyOf(intervals);
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("No interval");
        }
        int last = -1;
        for (Interval interval : intervals) {
            if (interval.from() <= last || interval.until() <= interval.from() || interval.until() > MINUTES_PER_DAY) {
                throw new IllegalArgumentException("Not in order: " + intervals);
            }
            last = interval.until();
        }
    }

    /** What is written like {@code 08:00-12:00, 13:00-17:00}; nothing where it is written otherwise. */
    static Optional<WorkingHours> parse(String text) {
        var intervals = new ArrayList<Interval>();
        for (String part : text.split(",", -1)) {
            Matcher interval = INTERVAL.matcher(part.strip());
            if (!interval.matches()) {
                return Optional.empty();
            }
            intervals.add(new Interval(
                    minute(interval.group(1), interval.group(2)), minute(interval.group(3), interval.group(4))));
        }
        try {
            return Optional.of(new WorkingHours(intervals));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * MINUTES_PER_HOUR + Integer.parseInt(minute);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return intervals.stream().map(Interval::toString).collect(Collectors.joining(", "));
    }
}
