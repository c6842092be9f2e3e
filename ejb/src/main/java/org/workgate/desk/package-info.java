/**
 * The built-in desk: the distribution system where agents of the same instance take tasks and work on them.
 */
@Room(
        value = "desk",
        mayUse = {"access", "gate", "reporting", "structure", "task"})
@NullMarked
package org.workgate.desk;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
