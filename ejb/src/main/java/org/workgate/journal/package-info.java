/**
 * The message journal: what came in over a capture point and what went out, in the order in which it was committed.
 */
@Room(value = "journal", mayUse = "structure")
@NullMarked
package org.workgate.journal;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
