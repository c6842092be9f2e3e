package org.workgate.architecture.violations.status;

import jakarta.persistence.Entity;
import org.workgate.task.TaskStatus;

@Entity
class BlamelessTask {
    TaskStatus status;

    void move(TaskStatus to) {
        status = to;
    }
}
