@Room(value = "architecture.violations.rooms.kitchen", mayUse = "architecture.violations.rooms.cellar")
package org.workgate.architecture.violations.rooms.kitchen;

import org.workgate.Room;
