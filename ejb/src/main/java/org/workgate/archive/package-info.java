/** The archive of tasks: what leaves the Global Task List for it and when, and what leaves the archive for good. */
@Room(
        value = "archive",
        mayUse = {"platform", "structure", "task"})
@NullMarked
package org.workgate.archive;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
