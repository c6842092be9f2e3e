package org.workgate.architecture.violations.status;

import org.workgate.task.TaskStatus;

/** What a view asks for is no status of a task. */
class BlamelessFilter {
    TaskStatus status;

    void setStatus(TaskStatus status) {
        this.status = status;
    }
}
