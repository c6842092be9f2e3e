package org.workgate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes times for people, always with their zone. */
@Named
@ApplicationScoped
public class Times {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    @Inject
    private Clock clock;

    /** A point in time to the second. */
    public String utc(Instant instant) {
        return FORMAT.format(instant);
    }

    /** The present time to the second. */
    public String now() {
        return utc(clock.instant());
    }

    /** Whether a value is a point in time. */
    public boolean isTime(Object value) {
        return value instanceof Instant;
    }
}
