package org.workgate.architecture.violations.interfaces;

interface OffendingPort {
    record Only() implements OffendingPort {}
}
