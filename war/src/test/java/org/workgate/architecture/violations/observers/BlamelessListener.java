package org.workgate.architecture.violations.observers;

import jakarta.enterprise.event.Observes;

class BlamelessListener {
    void hear(@Observes String event) {}
}
