/**
 * Hands tasks to distribution points, the best ones first, and takes reports of what becomes of them there.
 */
@Room(
        value = "distribution",
        mayUse = {"access", "gate", "journal", "platform", "structure", "task"})
@NullMarked
package org.workgate.distribution;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
