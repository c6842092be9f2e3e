/**
 * Message in: takes messages from a capture point's input queue, in order and several to a transaction while a backlog
 * lasts, and makes sure that one server alone does so.
 */
@Room(
        value = "capture",
        mayUse = {"access", "gate", "gtl", "journal", "notification", "structure", "task"})
@NullMarked
package org.workgate.capture;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
