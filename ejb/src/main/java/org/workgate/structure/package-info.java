/**
 * The business structure around tasks. Today the capture points: through which queues originating systems talk to the
 * product, and by which settings.
 */
@Room(
        value = "structure",
        mayUse = {"gtl", "task"})
@NullMarked
package org.workgate.structure;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
