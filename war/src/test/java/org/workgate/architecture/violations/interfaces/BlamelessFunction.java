package org.workgate.architecture.violations.interfaces;

@FunctionalInterface
interface BlamelessFunction {
    void apply();
}
