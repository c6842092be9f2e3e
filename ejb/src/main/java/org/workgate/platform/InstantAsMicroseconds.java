package org.workgate.platform;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        return instant == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Long micros) {
        return micros == null
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    }
}
