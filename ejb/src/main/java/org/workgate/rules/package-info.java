/**
 * Decision tables by which tasks are classified and prioritized: read from DMN, checked and compiled once, evaluated within
 * bounds, stored in versions. Knows DMN's XML and its expression language, and nobody else does.
 */
@Room(value = "rules", mayUse = "task")
@NullMarked
package org.workgate.rules;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
