package org.workgate.architecture.violations.vendors;

import java.sql.SQLException;

class BlamelessCatcher {
    SQLException cause;
}
