package org.workgate.gtl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The DateTime of messages: {@code YYYY-MM-DDThh:mm:ss} in the zone of a capture point (R22, R23, A51). */
final class WireTime {

    private static final Logger LOG = System.getLogger(WireTime.class.getName());

    private static final String PATTERN = "dddd-dd-ddTdd:dd:dd";

    private WireTime() {}

    /**
     * Reads a time. A fraction of a second may follow it, which is kept to the microsecond, and {@code Z} or an offset;
     * without one it is in the zone. A time that the zone skips is shifted by the length of the gap, of a time that it has
     * twice the first is taken. {@code 24:00:00} is the midnight with which the day ends (ISO 8601).
     *
     * @param name the element, for the detail
     * @throws Malformed if it is no time, or not between the years 1 and 9999 in the zone, which messages could not print
     */
    static Instant parse(String name, String text, ZoneId zone) throws Malformed {
        int fractionEnd = fractionEnd(text);
        if (!startsLikePattern(text) || fractionEnd < 0) {
            throw noTime(name, text);
        }
        Instant instant;
        try {
            LocalDateTime local = local(text, microseconds(text, fractionEnd));
            if (fractionEnd == text.length()) {
                instant = inZone(name, local, zone);
            } else {
                ZoneOffset offset = offset(text, fractionEnd);
                if (offset == null) {
                    throw noTime(name, text);
                }
                instant = local.toInstant(offset);
            }
        } catch (DateTimeException e) {
            throw new Malformed(name + " is a time that does not exist: '" + XmlText.shown(text) + "'");
        }
        int year = LocalDateTime.ofInstant(instant, zone).getYear();
        if (year < 1 || year > 9999) {
            throw new Malformed(name + " must lie between the years 0001 and 9999 in " + zone + ", unlike '"
                    + XmlText.shown(text) + "'");
        }
        return instant;
    }

    private static LocalDateTime local(String text, int microseconds) {
        LocalDate day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        return hour == 24 && minute == 0 && second == 0 && microseconds == 0
                ? day.plusDays(1).atStartOfDay()
                : day.atTime(hour, minute, second, microseconds * 1000);
    }

    /** Appends a time in a zone; fractions of a second are cut off. */
    static void append(StringBuilder xml, Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        padded(xml, local.getYear() / 100)
                .append(local.getYear() % 100 < 10 ? "0" : "")
                .append(local.getYear() % 100);
        padded(xml.append('-'), local.getMonthValue());
        padded(xml.append('-'), local.getDayOfMonth());
        padded(xml.append('T'), local.getHour());
        padded(xml.append(':'), local.getMinute());
        padded(xml.append(':'), local.getSecond());
    }

    private static StringBuilder padded(StringBuilder xml, int number) {
        return xml.append(number < 10 ? "0" : "").append(number);
    }

    private static Malformed noTime(String name, String text) {
        return new Malformed(
                name + " must be a date and time such as 2007-08-26T21:32:00, optionally with a fraction of a"
                        + " second and an offset, not '" + XmlText.shown(text) + "'");
    }

    private static boolean startsLikePattern(String text) {
        if (text.length() < PATTERN.length()) {
            return false;
        }
        for (int i = 0; i < PATTERN.length(); i++) {
            char expected = PATTERN.charAt(i);
            char c = text.charAt(i);
            if (expected == 'd' ? !isDigit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Where the fraction ends, or the seconds where there is none; negative where a point has no digits behind it. */
    private static int fractionEnd(String text) {
        int end = PATTERN.length();
        if (end >= text.length() || text.charAt(end) != '.') {
            return end;
        }
        do {
            end++;
        } while (end < text.length() && isDigit(text.charAt(end)));
        return end == PATTERN.length() + 1 ? -1 : end;
    }

    private static int microseconds(String text, int fractionEnd) {
        int first = PATTERN.length() + 1;
        int microseconds = 0;
        for (int i = first; i < first + 6; i++) {
            microseconds = microseconds * 10 + (i < fractionEnd ? text.charAt(i) - '0' : 0);
        }
        return microseconds;
    }

    /** {@code Z}, {@code +hh:mm}, {@code +hhmm} or {@code +hh}; null where it is none of them. */
    private static @Nullable ZoneOffset offset(String text, int from) {
        String offset = text.substring(from);
        if (offset.equals("Z")) {
            return ZoneOffset.UTC;
        }
        if (offset.length() == 6 && offset.charAt(3) == ':') {
            offset = offset.substring(0, 3) + offset.substring(4);
        }
        char sign = offset.charAt(0);
        boolean wellFormed = (sign == '+' || sign == '-') && (offset.length() == 3 || offset.length() == 5);
        for (int i = 1; wellFormed && i < offset.length(); i++) {
            wellFormed = isDigit(offset.charAt(i));
        }
        if (!wellFormed) {
            return null;
        }
        int hours = digits(offset, 1, 3);
        int minutes = digits(offset, 3, offset.length());
        return sign == '-' ? ZoneOffset.ofHoursMinutes(-hours, -minutes) : ZoneOffset.ofHoursMinutes(hours, minutes);
    }

    private static Instant inZone(String name, LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
        if (valid.size() == 1) {
            return local.toInstant(valid.get(0));
        }
        ZonedDateTime taken = ZonedDateTime.ofLocal(local, zone, null);
        LOG.log(
                Level.INFO,
                "{0} {1} {2} in {3}; taken as {4}",
                name,
                local,
                valid.isEmpty() ? "does not exist" : "occurs twice",
                zone,
                taken.toOffsetDateTime());
        return taken.toInstant();
    }
}
