/**
 * What the server and the database provide to the rooms: the clock, the entity manager behind repositories, the schema.
 */
@Room(value = "platform", mayUse = "task")
@NullMarked
package org.workgate.platform;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
