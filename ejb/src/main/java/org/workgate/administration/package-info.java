/**
 * What administrators change in their own name, over HTTP, where a room of its own has to know of rooms that do not know of each
 * other: who may, who is written down for it, and what does not go together.
 */
@Room(
        value = "administration",
        mayUse = {"access", "rules", "structure", "trial"})
@NullMarked
package org.workgate.administration;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
