package org.workgate.structure;

import java.time.Duration;
import java.time.ZoneId;
import org.workgate.task.Task;

/**
 * A capture point: the pair of queues by which an originating system talks to the product (R3, R5), and the settings of
 * that conversation.
 *
 * @param id its service ID (R38), 1 to 16 characters
 * @param name its name, the actor of messages that name none (R28)
 * @param tenantId the tenant of its tasks (R81)
 * @param solutionId the solution of its tasks (R82)
 * @param zone the zone of the times in its messages (R23)
 * @param checkIfCaptured whether a CaptureId may be used only once (R65)
 * @param journal whether the message journal is kept
 * @param journalRetention how long its entries are kept, in whole days
 * @param limits what a message may at most be
 * @param batch how much of a backlog may be taken into one transaction
 * @param output how its messages go out
 */
public record CapturePoint(
        String id,
        String name,
        String tenantId,
        String solutionId,
        ZoneId zone,
        boolean checkIfCaptured,
        boolean journal,
        Duration journalRetention,
        MessageLimits limits,
        BatchLimits batch,
        Output output) {

    /**
     * What a message may at most be; what exceeds it is answered with INVALID_FORMAT (A76).
     *
     * @param maxBytes its size in bytes
     * @param maxDepth its depth of nested elements
     * @param maxElements its number of elements
     */
    public record MessageLimits(int maxBytes, int maxDepth, int maxElements) {}

    /**
     * How much of a backlog may be taken into one transaction; whichever bound is reached first ends it.
     *
     * @param maxMessages the number of messages
     * @param maxBytes the sum of their sizes
     * @param maxTime the time since the transaction's first message
     */
    public record BatchLimits(int maxMessages, long maxBytes, Duration maxTime) {}

    /**
     * How messages go out, and what becomes of those that nobody takes from the output queue; with a real broker the latter
     * is the broker's business.
     *
     * @param properties whether a message's type and BrokerId are also message properties; not on IBM MQ, where they would
     *     put a header before the text
     * @param expiry how long a message stays on the output queue; zero means for ever
     * @param newest how many of the newest messages are kept there; zero means all
     */
    public record Output(boolean properties, Duration expiry, int newest) {}

    /** What it settles for the tasks that it captures. */
    public Task.CapturedBy capturedBy() {
        return new Task.CapturedBy(id, tenantId, solutionId, checkIfCaptured);
    }
}
