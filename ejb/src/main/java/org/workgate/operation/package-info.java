/**
 * What people and programs may ask of tasks in their own name, from the console and over HTTP: who may, and who is written
 * down for it. What happens then is the gate's.
 */
@Room(
        value = "operation",
        mayUse = {"access", "gate", "journal", "structure", "task"})
@NullMarked
package org.workgate.operation;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
