package org.workgate.gtl;

import java.time.ZoneId;

/**
 * How messages are to be written; by the settings of the capture point whose output queue they go to (A78).
 *
 * @param zone the zone of every time in them (A52)
 * @param emitNull whether attributes without a value are printed as empty elements instead of being left out (A49)
 */
public record WritingRules(ZoneId zone, boolean emitNull) {}
