/**
 * A draft of a rule table, tried on the present backlog: what the services would decide otherwise, and of which tasks. Decides by the
 * code of the services, on copies of the tasks, and changes nothing.
 */
@Room(
        value = "trial",
        mayUse = {"classification", "prioritization", "rules", "structure", "task"})
@NullMarked
package org.workgate.trial;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
