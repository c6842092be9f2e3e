package org.workgate.architecture.violations.cycles.end;

import org.workgate.architecture.violations.cycles.left.OffendingLeft;

record BlamelessEnd(OffendingLeft left) {}
