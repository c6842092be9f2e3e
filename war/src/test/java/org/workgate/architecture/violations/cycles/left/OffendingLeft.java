package org.workgate.architecture.violations.cycles.left;

import org.workgate.architecture.violations.cycles.right.OffendingRight;

public record OffendingLeft(OffendingRight right) {}
