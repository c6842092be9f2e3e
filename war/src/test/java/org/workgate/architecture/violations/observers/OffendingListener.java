package org.workgate.architecture.violations.observers;

import jakarta.enterprise.event.Observes;

class OffendingListener {
    public void hear(@Observes String event) {}
}
