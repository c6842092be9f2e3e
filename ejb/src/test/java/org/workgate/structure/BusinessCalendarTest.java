package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BusinessCalendarTest {

    private static final int CASES_PER_SEED = 25;

    // The reason of each: an ordinary zone, steps of half an hour, midnight that comes twice, midnight that is left
    // out, a whole
    // day that is left out, an offset of quarters of an hour, no changes at all.
    private static final Map<String, Instant> CHANGES = new TreeMap<>(Map.of(
            "Europe/Berlin", Instant.parse("2026-10-25T01:00:00Z"),
            "America/New_York", Instant.parse("2026-03-08T07:00:00Z"),
            "Australia/Lord_Howe", Instant.parse("2026-04-04T15:00:00Z"),
            "America/St_Johns", Instant.parse("2006-10-29T02:31:00Z"),
            "America/Havana", Instant.parse("2026-03-08T05:00:00Z"),
            "Pacific/Apia", Instant.parse("2011-12-30T10:00:00Z"),
            "Asia/Kathmandu", Instant.parse("2026-06-01T00:00:00Z"),
            "UTC", Instant.parse("2026-06-01T00:00:00Z")));

    static Stream<Arguments> seeds() {
        return CHANGES.keySet().stream()
                .flatMap(zone -> Stream.of(1L, 2L, 3L, 4L).map(seed -> Arguments.of(zone, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void it_reckons_as_somebody_would_who_looks_at_the_clock_every_minute(String zone, long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            BusinessCalendar calendar = any(random, ZoneId.of(zone), CHANGES.get(zone));
            Instant from = CHANGES.get(zone).plus(random.nextInt(8 * 1440) - 5 * 1440, ChronoUnit.MINUTES);
            Instant until = from.plus(random.nextInt(6 * 1440), ChronoUnit.MINUTES);
            Duration between = minutes(calendar, from, until);

            assertThat(calendar.workingTimeBetween(from, until))
                    .as("%s between %s and %s", calendar, from, until)
                    .isEqualTo(between);
            assertThat(calendar.workingTimeBetween(until, from)).isEqualTo(between.negated());
            if (!between.isZero()) {
                Duration part = Duration.ofMinutes(1 + random.nextInt((int) between.toMinutes()));
                assertThat(calendar.plusWorkingTime(from, part))
                        .as("%s plus %s from %s", calendar, part, from)
                        .isEqualTo(minutesLater(calendar, from, part));
            }
        }
    }

    /** A calendar with hours, closing days and days of its own around an instant. */
    private static BusinessCalendar any(Random random, ZoneId zone, Instant around) {
        var week = new EnumMap<DayOfWeek, WorkingHours>(DayOfWeek.class);
        while (week.isEmpty()) {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (random.nextInt(4) > 0) {
                    week.put(day, hours(random));
                }
            }
        }
        SortedSet<LocalDate> closing = new TreeSet<>();
        SortedMap<LocalDate, WorkingHours> own = new TreeMap<>();
        LocalDate day = around.atZone(zone).toLocalDate();
        for (int i = -5; i < 9; i++) {
            int luck = random.nextInt(8);
            if (luck == 0) {
                closing.add(day.plusDays(i));
            } else if (luck == 1) {
                own.put(day.plusDays(i), hours(random));
            }
        }
        return new BusinessCalendar("ANY", "Any", zone, week, null, closing, own);
    }

    private static WorkingHours hours(Random random) {
        if (random.nextInt(6) == 0) {
            return WorkingHours.parse("00:00-24:00").orElseThrow();
        }
        var intervals = new ArrayList<WorkingHours.Interval>();
        int last = random.nextInt(180);
        do {
            int until = Math.min(1440, last + 1 + random.nextInt(600));
            intervals.add(new WorkingHours.Interval(last, until));
            last = until + 1 + random.nextInt(300);
        } while (last < 1400 && random.nextBoolean());
        return new WorkingHours(intervals);
    }

    private static Duration minutes(BusinessCalendar calendar, Instant from, Instant until) {
        long minutes = 0;
        for (Instant at = from; at.isBefore(until); at = at.plusSeconds(60)) {
            minutes += isWorkingTime(calendar, at) ? 1 : 0;
        }
        return Duration.ofMinutes(minutes);
    }

    private static Instant minutesLater(BusinessCalendar calendar, Instant from, Duration time) {
        Instant at = from;
        for (long left = time.toMinutes(); left > 0; at = at.plusSeconds(60)) {
            left -= isWorkingTime(calendar, at) ? 1 : 0;
        }
        return at;
    }

    private static boolean isWorkingTime(BusinessCalendar calendar, Instant at) {
        LocalDateTime wall = LocalDateTime.ofInstant(at, calendar.zone());
        LocalDate day = wall.toLocalDate();
        WorkingHours hours = calendar.workingDays().get(day);
        if (hours == null && !calendar.closingDays().contains(day)) {
            hours = calendar.week().get(day.getDayOfWeek());
        }
        int minute = wall.getHour() * 60 + wall.getMinute();
        return hours != null
                && hours.intervals().stream()
                        .anyMatch(interval -> interval.from() <= minute && minute < interval.until());
    }

    @ParameterizedTest
    @CsvSource({
        // Within a morning, over the break at noon, over the night, over the weekend
        "2026-11-23T09:00:00Z, PT1H, 2026-11-23T10:00:00Z",
        "2026-11-23T10:30:00Z, PT1H, 2026-11-23T12:30:00Z",
        "2026-11-23T15:30:00Z, PT1H, 2026-11-24T07:30:00Z",
        "2026-11-27T15:59:59.5Z, PT1S, 2026-11-30T07:00:00.5Z",
        // The end of the working day is reached on that day, not on the next one
        "2026-11-23T15:00:00Z, PT1H, 2026-11-23T16:00:00Z",
        "2026-11-28T03:00:00Z, PT0S, 2026-11-28T03:00:00Z",
        // A holiday of the country, one of the region, a closing day, and a Saturday that is worked
        "2026-12-24T15:00:00Z, PT1H, 2026-12-28T08:00:00Z",
        "2026-06-03T14:30:00Z, PT1H, 2026-06-05T06:30:00Z",
        "2026-12-31T12:00:00Z, PT1H, 2027-01-04T08:00:00Z",
        "2026-12-18T16:00:00Z, PT1H, 2026-12-19T10:00:00Z",
    })
    void working_time_passes_in_working_hours_only(Instant start, Duration time, Instant end) {
        BusinessCalendar office = office();

        assertThat(office.plusWorkingTime(start, time)).isEqualTo(end);
        assertThat(office.workingTimeBetween(start, end)).isEqualTo(time);
    }

    /** Monday to Friday 8 to 12 and 13 to 17 in Munich, with what Bavaria celebrates. */
    private static BusinessCalendar office() {
        WorkingHours hours = WorkingHours.parse("08:00-12:00, 13:00-17:00").orElseThrow();
        var week = new EnumMap<DayOfWeek, WorkingHours>(DayOfWeek.class);
        for (DayOfWeek day : List.of(
                DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) {
            week.put(day, hours);
        }
        return new BusinessCalendar(
                "OFFICE",
                "Office",
                ZoneId.of("Europe/Berlin"),
                week,
                new Holidays("de/by"),
                new TreeSet<>(List.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 31))),
                new TreeMap<>(Map.of(
                        LocalDate.of(2026, 12, 19),
                        WorkingHours.parse("10:00-14:00").orElseThrow())));
    }

    @Test
    void a_working_day_of_its_own_counts_although_it_is_a_holiday() {
        BusinessCalendar christmas = new BusinessCalendar(
                "X",
                "X",
                ZoneId.of("UTC"),
                Map.of(DayOfWeek.MONDAY, WorkingHours.parse("08:00-09:00").orElseThrow()),
                new Holidays("de"),
                new TreeSet<>(),
                new TreeMap<>(Map.of(
                        LocalDate.of(2026, 12, 25),
                        WorkingHours.parse("20:00-24:00").orElseThrow())));

        assertThat(christmas.workingTimeBetween(
                        Instant.parse("2026-12-25T00:00:00Z"), Instant.parse("2026-12-27T00:00:00Z")))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void it_reckons_no_further_than_it_says() {
        BusinessCalendar office = office();
        Instant now = Instant.parse("2026-11-24T12:00:00Z");

        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> office.plusWorkingTime(now, Duration.ofDays(100_000)))
                .withMessageContaining(
                        "Calendar OFFICE has less than PT2400000H of working time in the 7300 days after");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> office.workingTimeBetween(now.plus(Duration.ofDays(7_301)), now))
                .withMessageContaining("Calendar OFFICE reckons no further than 7300 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> office.plusWorkingTime(now, Duration.ofMinutes(-1)))
                .withMessageContaining("PT-1M, which is negative");
    }

    @Test
    void a_calendar_without_working_hours_there_cannot_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BusinessCalendar(
                        "X", "X", ZoneId.of("UTC"), Map.of(), null, new TreeSet<>(), new TreeMap<>()))
                .withMessageContaining("no working hours");
    }
}
