package org.workgate.architecture.violations.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

class BlamelessCaller {
    ZonedDateTime time(Clock clock) {
        return Instant.now(clock).atZone(ZoneOffset.UTC);
    }
}
