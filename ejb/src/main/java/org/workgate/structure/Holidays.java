package org.workgate.structure;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a country or of a part of it, as the library jollyday knows them; days that are only observed
 * without being off are none.
 *
 * <p>What the library knows of a country is read when the first day is asked for, since it takes half a second.
 */
public final class Holidays {

    private final List<String> place;
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    /**
     * Those of a place.
     *
     * @param place the country and the parts below it, separated by slashes, such as {@code de/by}, as
     *     {@link #wrong(String)} allows it
     */
    public Holidays(String place) {
        this.place = List.of(place.split("/"));
    }

    /** What would be right instead of this place; null where it is right. */
    static @Nullable String wrong(String place) {
        List<String> parts = Arrays.asList(place.split("/", -1));
        Set<String> countries = HolidayManager.getSupportedCalendarCodes().stream()
                .map(country -> country.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        String country = parts.get(0);
        if (!countries.contains(country)) {
            return "a country, or a part of one such as de/by; the countries are " + String.join(", ", countries);
        }
        CalendarHierarchy here = manager(country).getCalendarHierarchy();
        String path = country;
        for (String part : parts.subList(1, parts.size())) {
            Map<String, CalendarHierarchy> below = new TreeMap<>(here.getChildren());
            if (!below.containsKey(part)) {
                return below.isEmpty()
                        ? path + ", which has no parts"
                        : path + ", or one of its parts: "
                                + below.keySet().stream().sorted().collect(Collectors.joining(", "));
            }
            here = below.get(part);
            path += "/" + part;
        }
        return null;
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    /** Whether this day is one. */
    boolean contains(LocalDate day) {
        return byYear.computeIfAbsent(day.getYear(), this::of).contains(day);
    }

    private Set<LocalDate> of(int year) {
        String[] parts = place.subList(1, place.size()).toArray(String[]::new);
        return manager(place.get(0)).getHolidays(Year.of(year), parts).stream()
                .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Holidays holidays && place.equals(holidays.place);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    /** The place, as it is written. */
    @Override
    public String toString() {
        return String.join("/", place);
    }
}
