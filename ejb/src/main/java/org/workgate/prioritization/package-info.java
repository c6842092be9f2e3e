/** The service that gives a task its priority, and again when that is due (R201). */
@Room(
        value = "prioritization",
        mayUse = {"rules", "structure", "task"})
@NullMarked
package org.workgate.prioritization;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
