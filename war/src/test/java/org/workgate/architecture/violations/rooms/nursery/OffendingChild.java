package org.workgate.architecture.violations.rooms.nursery;

import org.workgate.architecture.violations.rooms.cellar.Wine;

record OffendingChild(Wine wine) {}
