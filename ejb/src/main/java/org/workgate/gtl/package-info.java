/**
 * The wire: from the text of a message to a request, from what happened to the text of a message. The only place that
 * knows the XML of messages.
 */
@Room(value = "gtl", mayUse = "task")
@NullMarked
package org.workgate.gtl;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
