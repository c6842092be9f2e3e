/**
 * What people see in the browser. Each bean serves the view of its name and asks the business beans, which decide who may
 * see what.
 */
@Room(
        value = "console",
        mayUse = {
            "access",
            "administration",
            "capture",
            "desk",
            "notification",
            "operation",
            "reporting",
            "rules",
            "signin",
            "structure",
            "task",
            "trial"
        })
@NullMarked
package org.workgate.console;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
