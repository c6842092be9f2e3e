package org.workgate.architecture.violations.homes.room;

record Blameless() {}
