/**
 * The one door: every change of a task, whoever asks for it, goes through {@link org.workgate.gate.TaskGate}.
 */
@Room(
        value = "gate",
        mayUse = {"classification", "prioritization", "rules", "structure", "task"})
@NullMarked
package org.workgate.gate;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
