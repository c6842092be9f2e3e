package org.workgate.architecture.violations.observers;

import jakarta.enterprise.event.ObservesAsync;

class OffendingLateListener {
    protected void hear(@ObservesAsync String event) {}
}
