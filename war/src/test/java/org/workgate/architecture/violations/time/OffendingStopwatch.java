package org.workgate.architecture.violations.time;

class OffendingStopwatch {
    long time() {
        return System.nanoTime();
    }
}
