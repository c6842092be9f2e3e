package org.workgate.structure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.workgate.structure.CapturePoint.BatchLimits;
import org.workgate.structure.CapturePoint.MessageLimits;
import org.workgate.structure.CapturePoint.Output;

/**
 * The configured capture points. Settings come from MicroProfile Config under {@code workgate.capture-point.} and are read
 * and checked once, at the start.
 */
@ApplicationScoped
public class CapturePoints {

    private static final String PREFIX = "workgate.capture-point.";

    private final CapturePoint only;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway") // a proxy has no state
    protected CapturePoints() {
        only = null;
    }

    /**
     * Reads and checks the settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and what would be right
     */
    @Inject
    public CapturePoints(Config config) {
        only = new CapturePoint(
                text(config, "id", "mq", 16),
                text(config, "name", "MQ Capture Point", 255),
                text(config, "tenant", "demo", 16),
                text(config, "solution", "backoffice", 16),
                zone(config),
                flag(config, "check-if-captured"),
                flag(config, "journal"),
                Duration.ofDays(number(config, "journal.days", 7, 1, 3650)),
                new MessageLimits(
                        (int) number(config, "max-message-bytes", 1 << 20, 1 << 10, 100 << 20),
                        (int) number(config, "max-message-depth", 64, 4, 1000),
                        (int) number(config, "max-message-elements", 100_000, 10, 10_000_000)),
                new BatchLimits(
                        (int) number(config, "batch.max-messages", 200, 1, 1000),
                        number(config, "batch.max-bytes", 1 << 20, 1, 100 << 20),
                        Duration.ofMillis(number(config, "batch.max-milliseconds", 500, 1, 10_000))),
                new Output(
                        flag(config, "output.properties"),
                        Duration.ofSeconds(number(config, "output.expiry-seconds", 0, 0, Integer.MAX_VALUE)),
                        (int) number(config, "output.newest", 0, 0, Integer.MAX_VALUE)));
    }

    /** The capture point with this ID, which is compared exactly (A82). */
    public Optional<CapturePoint> find(String id) {
        return Optional.of(only).filter(capturePoint -> capturePoint.id().equals(id));
    }

    /** The capture point that this application takes messages for. */
    public CapturePoint own() {
        return only;
    }

    private static String text(Config config, String name, String standard, int maxLength) {
        String value = config.getOptionalValue(PREFIX + name, String.class).orElse(standard);
        if (value.isBlank() || value.codePointCount(0, value.length()) > maxLength) {
            throw wrong(name, value, "1 to " + maxLength + " characters");
        }
        return value;
    }

    /** A switch that is on unless it is turned off. */
    private static boolean flag(Config config, String name) {
        String value = config.getOptionalValue(PREFIX + name, String.class).orElse("true");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, "true or false");
        }
        return value.equals("true");
    }

    private static ZoneId zone(Config config) {
        String value = config.getOptionalValue(PREFIX + "zone", String.class).orElse("UTC");
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw wrong("zone", value, "a time zone such as UTC or Europe/Berlin");
        }
    }

    private static long number(Config config, String name, long standard, long least, long most) {
        String value = config.getOptionalValue(PREFIX + name, String.class).orElse(Long.toString(standard));
        String right = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(value);
            if (number < least || number > most) {
                throw wrong(name, value, right);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong(name, value, right);
        }
    }

    private static IllegalArgumentException wrong(String name, String value, String right) {
        return new IllegalArgumentException(
                "The setting " + PREFIX + name + " is \"" + value + "\"; it has to be " + right + ".");
    }
}
