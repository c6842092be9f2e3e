/**
 * A stand-in for a queue manager, for tests only: it answers the unmodified IBM MQ client and resource adapter over TCP, so that
 * what a program does with them can be tried where no queue manager can be installed.
 *
 * <p>Read from the outside in: {@link org.workgate.mqstandin.QueueManagerStandIn} is what a test talks to. A {@code ClientSocket}
 * makes calls of the segments that arrive and gives each to its {@code Conversation}, which carries them out one after the other.
 * The {@code Store} keeps queues, units of work and XA branches under one lock, and the {@code Journal} what has to outlive a
 * restart.
 */
@NullMarked
package org.workgate.mqstandin;

import org.jspecify.annotations.NullMarked;
