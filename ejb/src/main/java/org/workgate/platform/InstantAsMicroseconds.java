package org.workgate.platform;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps points in time as microseconds since 1970-01-01T00:00Z; what is finer is cut off.
 *
 * <p>A number, since every timestamp that the persistence provider binds goes through the default zone of the JVM, where the
 * hour that is left out in spring cannot be expressed.
 */
@Converter(autoApply = true)
public class InstantAsMicroseconds implements AttributeConverter<Instant, Long> {

    private static final long MICROS_PER_SECOND = 1_000_000;

    @Override
    public @Nullable Long convertToDatabaseColumn(@Nullable Instant instant) {
        // Not by ChronoUnit, which counts in nanoseconds on the way and overflows from the year 2262 on.
        return instant == null
                ? null
                : Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000L);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Long micros) {
        return micros == null
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    }
}
