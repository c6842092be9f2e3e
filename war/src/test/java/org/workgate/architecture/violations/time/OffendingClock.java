package org.workgate.architecture.violations.time;

import java.time.Clock;

class OffendingClock {
    final Clock clock = Clock.systemUTC();
}
