package org.workgate.architecture.violations.rooms.cellar;

public record Wine() {}
