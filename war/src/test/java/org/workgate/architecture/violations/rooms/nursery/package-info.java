@Room("architecture.violations.rooms.nursery")
package org.workgate.architecture.violations.rooms.nursery;

import org.workgate.Room;
