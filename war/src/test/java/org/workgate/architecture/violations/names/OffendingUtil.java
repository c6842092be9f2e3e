package org.workgate.architecture.violations.names;

record OffendingUtil() {}
