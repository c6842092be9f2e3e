package org.workgate.architecture.violations.interfaces;

sealed interface BlamelessSealed {
    record Only() implements BlamelessSealed {}
}
