@Room("architecture.violations.rooms.cellar")
package org.workgate.architecture.violations.rooms.cellar;

import org.workgate.Room;
