/**
 * The heart: what a task is, what can happen to it and what it remembers. Knows nothing of queues, XML, HTTP or servers.
 */
@Room(value = "task")
@NullMarked
package org.workgate.task;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
