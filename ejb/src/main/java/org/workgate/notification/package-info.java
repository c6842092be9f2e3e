/**
 * Message out: tells originating systems what became of their requests and of their tasks, over the capture point's output
 * queue and in the transaction of the change. What its script cannot transform, or its queue manager cannot take, is kept and
 * sent later.
 */
@Room(
        value = "notification",
        mayUse = {"access", "gtl", "journal", "structure", "task"})
@NullMarked
package org.workgate.notification;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
