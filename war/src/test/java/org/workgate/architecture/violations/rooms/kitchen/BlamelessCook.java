package org.workgate.architecture.violations.rooms.kitchen;

import org.workgate.architecture.violations.rooms.cellar.Wine;

record BlamelessCook(Wine wine) {}
