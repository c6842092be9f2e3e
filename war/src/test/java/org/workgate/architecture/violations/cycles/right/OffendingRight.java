package org.workgate.architecture.violations.cycles.right;

import org.workgate.architecture.violations.cycles.left.OffendingLeft;

public record OffendingRight(OffendingLeft left) {}
