/** Whether the product works, for those who watch over it. */
@Room(
        value = "health",
        mayUse = {"capture", "platform", "structure"})
@NullMarked
package org.workgate.health;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
