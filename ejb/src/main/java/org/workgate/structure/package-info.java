/**
 * The business structure around tasks: tenants with their solutions, contracts, processes, business calendars and distribution
 * points, in versions that can be changed while the product runs; and the capture points, through which queues originating
 * systems talk to the product, and by which settings.
 */
@Room(
        value = "structure",
        mayUse = {"access", "gtl", "task"})
@NullMarked
package org.workgate.structure;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
