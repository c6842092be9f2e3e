@Room("architecture.violations.homes.room")
package org.workgate.architecture.violations.homes.room;

import org.workgate.Room;
