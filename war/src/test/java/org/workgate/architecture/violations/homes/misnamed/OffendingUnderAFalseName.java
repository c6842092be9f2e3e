package org.workgate.architecture.violations.homes.misnamed;

record OffendingUnderAFalseName() {}
