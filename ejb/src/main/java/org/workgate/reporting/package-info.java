/**
 * Read models: what lists and dashboards show of tasks. Changes nothing and waits for nobody who does.
 */
@Room(
        value = "reporting",
        mayUse = {"access", "task"})
@NullMarked
package org.workgate.reporting;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
