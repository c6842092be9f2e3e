package org.workgate.architecture.violations.state;

import jakarta.ejb.Stateless;

@Stateless
class OffendingCounter {
    int count;
}
