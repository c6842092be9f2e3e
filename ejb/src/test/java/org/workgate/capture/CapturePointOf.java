package org.workgate.capture;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoint.BatchLimits;
import org.workgate.task.AttributeValues;

/** Capture points for tests of the intake. */
final class CapturePointOf {

    private CapturePointOf() {}

    /** The capture point {@code mq}, whose messages this intake takes, so many at a time. */
    static CapturePoint intake(int number, BatchLimits batch) {
        return new CapturePoint(
                "mq",
                "MQ Capture Point",
                number,
                true,
                "jms/mq",
                ZoneOffset.UTC,
                false,
                new CapturePoint.Life(true, true, false, false, false),
                new CapturePoint.Reading(true, false, false, false, Set.of()),
                new CapturePoint.Scripts(null, null),
                AttributeValues.NONE,
                true,
                Duration.ofDays(1),
                new CapturePoint.MessageLimits(1 << 20, 32, 100_000),
                batch,
                new CapturePoint.Output(Set.of(), false, false, false, false, false, Duration.ZERO, 0));
    }
}
