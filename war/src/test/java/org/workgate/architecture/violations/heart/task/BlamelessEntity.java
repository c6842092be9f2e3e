package org.workgate.architecture.violations.heart.task;

import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

class BlamelessEntity {
    @Id
    int id;

    @Nullable
    Instant at;

    int[] numbers;
}
