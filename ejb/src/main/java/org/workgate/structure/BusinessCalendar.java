package org.workgate.structure;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When work is done (R198): reckons in working time instead of elapsed time. An instant is working time exactly if the clock on
 * the wall shows working hours then; where clocks are put back, an hour that comes twice counts twice, and one that is left out
 * does not count.
 *
 * @param id its ID, unique in its solution, 1 to 16 characters
 * @param name what people call it
 * @param zone the zone of its days and hours
 * @param week the working hours of each day of the week that has any; at least one has
 * @param holidays whose public holidays are off, or null for none
 * @param closingDays days that are off as well
 * @param workingDays days that have hours of their own, whatever the week, the holidays and the closing days say
 */
public record BusinessCalendar(
        String id,
        String name,
        ZoneId zone,
        Map<DayOfWeek, WorkingHours> week,
        @Nullable Holidays holidays,
        SortedSet<LocalDate> closingDays,
        SortedMap<LocalDate, WorkingHours> workingDays) {

    /** How far it reckons: who asks for more has probably mistaken the unit. */
    public static final Duration REACH = Duration.ofDays(20 * 365);

    /**
     * Copies what it is given.
     *
     * @throws IllegalArgumentException if there are no working hours in the week
     */
    public BusinessCalendar {
        if (week.isEmpty()) {
            throw new IllegalArgumentException("Calendar " + id + " has no working hours");
        }
        week = Collections.unmodifiableMap(new EnumMap<>(week));
        closingDays = Collections.unmodifiableSortedSet(new TreeSet<>(closingDays));
        workingDays = Collections.unmodifiableSortedMap(new TreeMap<>(workingDays));
    }

    /** Uninterrupted working time, not empty. */
    private record Span(Instant from, Instant until) {
        Duration length() {
            return Duration.between(from, until);
        }
    }

    /**
     * The first instant by which this much working time has passed; the start itself for none.
     *
     * @param start any instant, in working time or not
     * @param time zero or more
     * @throws IllegalArgumentException if the time is negative
     * @throws DateTimeException if that is further away than {@link #REACH}
     */
    public Instant plusWorkingTime(Instant start, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Calendar " + id + " cannot add " + time + ", which is negative");
        }
        Instant end = start.plus(REACH);
        Instant at = start;
        Duration left = time;
        while (!left.isZero()) {
            Span span = next(at, end);
            if (span == null) {
                throw new DateTimeException("Calendar " + id + " has less than " + time + " of working time in the "
                        + REACH.toDays() + " days after " + start + "; it reckons no further");
            }
            if (left.compareTo(span.length()) <= 0) {
                return span.from().plus(left);
            }
            left = left.minus(span.length());
            at = span.until();
        }
        return at;
    }

    /**
     * How much working time lies between two instants; negative where the second one is the earlier one.
     *
     * @throws DateTimeException if they are further apart than {@link #REACH}
     */
    public Duration workingTimeBetween(Instant from, Instant until) {
        if (until.isBefore(from)) {
            return workingTimeBetween(until, from).negated();
        }
        if (Duration.between(from, until).compareTo(REACH) > 0) {
            throw new DateTimeException("Calendar " + id + " reckons no further than " + REACH.toDays() + " days, but "
                    + from + " and " + until + " are further apart");
        }
        Duration sum = Duration.ZERO;
        for (Span span = next(from, until); span != null; span = next(span.until(), until)) {
            sum = sum.plus(span.length());
        }
        return sum;
    }

    /** {@link #workingTimeBetween} in whole minutes. */
    public long workingMinutesBetween(Instant from, Instant until) {
        return workingTimeBetween(from, until).toMinutes();
    }

    /** {@link #plusWorkingTime} in minutes, zero or more. */
    public Instant plusWorkingMinutes(Instant start, long minutes) {
        return plusWorkingTime(start, Duration.ofMinutes(minutes));
    }

    /**
     * The first uninterrupted working time between two instants, null where there is none. Between two changes of the clocks
     * the time on the wall runs evenly; so each of these stretches is looked through day by day.
     */
    private @Nullable Span next(Instant from, Instant until) {
        ZoneRules rules = zone.getRules();
        Instant at = from;
        while (at.isBefore(until)) {
            ZoneOffset offset = rules.getOffset(at);
            ZoneOffsetTransition change = rules.nextTransition(at);
            Instant end = change == null || change.getInstant().isAfter(until) ? until : change.getInstant();
            LocalDateTime first = LocalDateTime.ofInstant(at, offset);
            LocalDateTime last = LocalDateTime.ofInstant(end, offset);
            for (LocalDate day = first.toLocalDate(); day.atStartOfDay().isBefore(last); day = day.plusDays(1)) {
                for (WorkingHours.Interval hours : hours(day)) {
                    LocalDateTime begin = later(hours.fromOn(day), first);
                    LocalDateTime finish = earlier(hours.untilOn(day), last);
                    if (begin.isBefore(finish)) {
                        return new Span(begin.toInstant(offset), finish.toInstant(offset));
                    }
                }
            }
            at = end;
        }
        return null;
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    /** When work is done on this day; empty where it is off. */
    List<WorkingHours.Interval> hours(LocalDate day) {
        WorkingHours own = workingDays.get(day);
        if (own != null) {
            return own.intervals();
        }
        WorkingHours ofWeek = week.get(day.getDayOfWeek());
        return ofWeek == null || closingDays.contains(day) || (holidays != null && holidays.contains(day))
                ? List.of()
                : ofWeek.intervals();
    }
}
