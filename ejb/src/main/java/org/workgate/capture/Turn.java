package org.workgate.capture;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.InputQueue.Waiting;
import org.workgate.structure.CapturePoint.BatchLimits;

/** One transaction of the intake: what it may take and what it has taken. Ends with the transaction. */
final class Turn implements Synchronization {

    private final IntakeDuty duty;
    private final boolean allowed;
    private final long leaseNumber;
    private final int maxMessages;
    private final BatchLimits limits;
    private final LongSupplier nanoTime;
    private final long started;
    private final List<Waiting> messages = new ArrayList<>();
    private long bytes;
    private @Nullable Waiting given;
    private boolean begun;

    /**
     * A turn.
     *
     * @param duty where it is reported when it ends
     * @param allowed whether it may take anything at all
     * @param leaseNumber the number of the lease under which it works
     * @param maxMessages how many messages it may take, whatever the limits allow
     * @param limits the limits of the capture point
     * @param nanoTime tells how time passes, as {@link System#nanoTime()} does
     */
    Turn(
            IntakeDuty duty,
            boolean allowed,
            long leaseNumber,
            int maxMessages,
            BatchLimits limits,
            LongSupplier nanoTime) {
        this.duty = duty;
        this.allowed = allowed;
        this.leaseNumber = leaseNumber;
        this.maxMessages = maxMessages;
        this.limits = limits;
        this.nanoTime = nanoTime;
        started = nanoTime.getAsLong();
    }

    boolean isAllowed() {
        return allowed;
    }

    long leaseNumber() {
        return leaseNumber;
    }

    /** Whether it may begin with the message that it was given (A75). */
    boolean beginsWith(Waiting message) {
        given = message;
        begun = allowed && duty.letsPass(message);
        return begun;
    }

    /** Notes that it takes this message. */
    void takes(Waiting message, int size) {
        messages.add(message);
        bytes += size;
    }

    /** Whether it sets this message aside, which has failed for its own sake too often (A73). */
    boolean setsAside(String messageId) {
        return duty.hasFailedForItsOwnSake(messageId);
    }

    /** Whether one more message may be taken into the transaction. */
    boolean mayTakeMore() {
        return messages.size() < Math.min(maxMessages, limits.maxMessages())
                && bytes < limits.maxBytes()
                && nanoTime.getAsLong() - started < limits.maxTime().toNanos();
    }

    /** Whether it could have taken more than the one that it was given, and has not. */
    boolean lookedInVain() {
        return Math.min(maxMessages, limits.maxMessages()) > 1 && messages.size() == 1;
    }

    /** The IDs of the messages that it took, in their order. */
    List<String> messageIds() {
        return messages.stream().map(Waiting::id).toList();
    }

    /** What comes again if it is rolled back, in its order: the messages that it took, or was about to take. */
    List<Waiting> begun() {
        return messages.isEmpty() && begun && given != null ? List.of(given) : List.copyOf(messages);
    }

    /** The message that it was given and has returned, since it was not to begin with it. */
    Optional<Waiting> returned() {
        return begun ? Optional.empty() : Optional.ofNullable(given);
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
