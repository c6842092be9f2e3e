/**
 * Read models: what lists and dashboards show of tasks. Changes nothing.
 */
@Room(
        value = "reporting",
        mayUse = {"structure", "task"})
@NullMarked
package org.workgate.reporting;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
