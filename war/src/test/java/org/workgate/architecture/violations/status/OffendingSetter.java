package org.workgate.architecture.violations.status;

import jakarta.persistence.Entity;
import org.workgate.task.TaskStatus;

@Entity
class OffendingSetter {
    TaskStatus status;

    void setStatus(TaskStatus status) {
        this.status = status;
    }
}
