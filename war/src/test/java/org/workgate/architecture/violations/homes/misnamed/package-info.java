@Room("attic")
package org.workgate.architecture.violations.homes.misnamed;

import org.workgate.Room;
