/** The service that gives a new task its process, and with it contract and business calendar (R200). */
@Room(
        value = "classification",
        mayUse = {"rules", "structure", "task"})
@NullMarked
package org.workgate.classification;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
