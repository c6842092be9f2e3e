package org.workgate.architecture.violations.homes.room.corner;

record OffendingInAnUndeclaredCorner() {}
