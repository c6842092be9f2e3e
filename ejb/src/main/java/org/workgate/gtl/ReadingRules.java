package org.workgate.gtl;

import java.time.ZoneId;
import java.util.Set;
import org.workgate.task.TaskAttribute;

/**
 * How the messages of a capture point are to be read; by the settings of the capture point that received them (A78).
 *
 * @param zone the zone of times without an offset (R23, A51)
 * @param maxBytes the greatest size of a message, in bytes of UTF-8 where it came as text
 * @param maxDepth the greatest depth of nested elements, 1 being the root (A76)
 * @param maxElements the greatest number of elements in a message (A76)
 * @param leniency what is let pass
 */
public record ReadingRules(ZoneId zone, int maxBytes, int maxDepth, int maxElements, Leniency leniency) {

    /** Rules with the default leniency. */
    public ReadingRules(ZoneId zone, int maxBytes, int maxDepth, int maxElements) {
        this(zone, maxBytes, maxDepth, maxElements, Leniency.DEFAULT);
    }

    /**
     * What is let pass.
     *
     * @param trimStrings whether free texts lose the white space at their ends; everything else always does (A16)
     * @param strict whether an element that an action does not know is refused instead of ignored (A37)
     * @param truncate whether a free text that is too long is cut instead of refused (A54)
     * @param restartHold whether {@code Hold} is heeded in a RestartTask (A24)
     * @param extraAttributes what UpdateTask may change beyond what the interface prints (A32)
     */
    public record Leniency(
            boolean trimStrings,
            boolean strict,
            boolean truncate,
            boolean restartHold,
            Set<TaskAttribute> extraAttributes) {

        /** What holds where nothing is set. */
        public static final Leniency DEFAULT = new Leniency(true, false, false, false, Set.of());

        /** Copies the attributes. */
        public Leniency {
            extraAttributes = Set.copyOf(extraAttributes);
        }
    }
}
