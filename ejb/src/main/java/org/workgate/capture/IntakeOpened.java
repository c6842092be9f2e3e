package org.workgate.capture;

/**
 * This server begins, or begins again, to take the messages of a capture point.
 *
 * @param capturePointId which capture point
 */
public record IntakeOpened(String capturePointId) {}
