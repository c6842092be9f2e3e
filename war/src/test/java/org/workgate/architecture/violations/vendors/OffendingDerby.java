package org.workgate.architecture.violations.vendors;

import org.apache.derby.iapi.jdbc.AutoloadedDriver;

class OffendingDerby {
    AutoloadedDriver driver;
}
