package org.workgate.architecture.violations.time;

import java.util.Date;

@SuppressWarnings("JavaUtilDate") // the example is about it
class OffendingDate {
    Date time() {
        return new Date();
    }
}
