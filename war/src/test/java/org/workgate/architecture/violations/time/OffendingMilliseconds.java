package org.workgate.architecture.violations.time;

class OffendingMilliseconds {
    long time() {
        return System.currentTimeMillis();
    }
}
