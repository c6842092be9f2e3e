package org.workgate.architecture.violations.interfaces;

interface BlamelessPair {
    record One() implements BlamelessPair {}

    record Two() implements BlamelessPair {}
}
