package org.workgate.capture;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.structure.CapturePoint.BatchLimits;

/** One transaction of the intake: what it may take and what it has taken. Ends with the transaction. */
final class Turn implements Synchronization {

    private final IntakeDuty duty;
    private final boolean allowed;
    private @Nullable String first;
    private final long leaseNumber;
    private final int maxMessages;
    private final BatchLimits limits;
    private final long started;
    private final List<String> messageIds = new ArrayList<>();
    private long bytes;

    /**
     * A turn.
     *
     * @param duty where it is reported when it ends
     * @param allowed whether it may take anything at all
     * @param first the message that it has to begin with; null where that may be any
     * @param leaseNumber the number of the lease under which it works
     * @param maxMessages how many messages it may take, whatever the limits allow
     * @param limits the limits of the capture point
     * @param started when it began, by {@link System#nanoTime()}
     */
    Turn(
            IntakeDuty duty,
            boolean allowed,
            @Nullable String first,
            long leaseNumber,
            int maxMessages,
            BatchLimits limits,
            long started) {
        this.duty = duty;
        this.allowed = allowed;
        this.first = first;
        this.leaseNumber = leaseNumber;
        this.maxMessages = maxMessages;
        this.limits = limits;
        this.started = started;
    }

    boolean isAllowed() {
        return allowed;
    }

    long leaseNumber() {
        return leaseNumber;
    }

    /** Whether it may begin with this message (A75); where it may, that is the one that comes again if it is rolled back. */
    boolean beginsWith(String messageId) {
        if (first == null) {
            first = messageId;
        }
        return first.equals(messageId);
    }

    /** The message that it begins with, or has to; null where it has not begun. */
    @Nullable
    String first() {
        return first;
    }

    /** Notes that it takes this message. */
    void takes(String messageId, int size) {
        messageIds.add(messageId);
        bytes += size;
    }

    /** Whether it sets this message aside, which has failed for its own sake too often (A73). */
    boolean setsAside(String messageId) {
        return duty.hasFailedForItsOwnSake(messageId);
    }

    /** Whether one more message may be taken into the transaction. */
    boolean mayTakeMore() {
        return messageIds.size() < Math.min(maxMessages, limits.maxMessages())
                && bytes < limits.maxBytes()
                && System.nanoTime() - started < limits.maxTime().toNanos();
    }

    /** Whether it could have taken more than the one that it was given, and has not. */
    boolean lookedInVain() {
        return Math.min(maxMessages, limits.maxMessages()) > 1 && messageIds.size() == 1;
    }

    /** The messages that it took, in their order. */
    List<String> messageIds() {
        return messageIds;
    }

    @Override
    public void beforeCompletion() {
        // nothing is left to do: the intake has flushed already, so that a failure shows while it can be told whose it
        // is
    }

    @Override
    public void afterCompletion(int status) {
        duty.ended(this, status == Status.STATUS_COMMITTED);
    }
}
