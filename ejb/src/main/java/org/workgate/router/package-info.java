/**
 * Routers elsewhere as distribution systems: tells them of tasks and takes what they tell, over a pair of queues for each distribution
 * point.
 */
@Room(
        value = "router",
        mayUse = {"capture", "distribution", "gate", "gtl", "journal", "notification", "platform", "structure", "task"})
@NullMarked
package org.workgate.router;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
