package org.workgate.architecture.violations.heart.task;

import jakarta.inject.Inject;
import java.time.Clock;

class OffendingWithAnnotation {
    @Inject
    Clock clock;
}
