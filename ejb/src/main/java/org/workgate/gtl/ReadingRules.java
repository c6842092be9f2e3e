package org.workgate.gtl;

import java.time.ZoneId;

/**
 * How the messages of a capture point are to be read; by the settings of the capture point that received them (A78).
 *
 * @param zone the zone of times without an offset (R23, A51)
 * @param maxBytes the greatest size of a message, in bytes of UTF-8 where it came as text
 * @param maxDepth the greatest depth of nested elements, 1 being the root (A76)
 * @param maxElements the greatest number of elements in a message (A76)
 */
public record ReadingRules(ZoneId zone, int maxBytes, int maxDepth, int maxElements) {}
