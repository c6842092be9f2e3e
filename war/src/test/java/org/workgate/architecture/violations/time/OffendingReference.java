package org.workgate.architecture.violations.time;

import java.time.Instant;
import java.util.function.Supplier;

class OffendingReference {
    final Supplier<Instant> time = Instant::now;
}
