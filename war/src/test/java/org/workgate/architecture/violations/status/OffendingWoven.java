package org.workgate.architecture.violations.status;

import jakarta.persistence.Entity;
import org.workgate.task.TaskStatus;

/** As the weaving of entities leaves a class behind. */
@Entity
class OffendingWoven {
    TaskStatus status;

    void _persistence_set_status(TaskStatus status) {
        this.status = status;
    }

    void setStatus(TaskStatus status) {
        _persistence_set_status(status);
    }
}
