package org.workgate.architecture.violations.time;

import java.time.Instant;

class OffendingCaller {
    Instant time() {
        return Instant.now();
    }
}
