/** What time brings about: has tasks go on through the door when something is due. */
@Room(
        value = "timers",
        mayUse = {"gate", "platform"})
@NullMarked
package org.workgate.timers;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
