package org.workgate.mqstandin;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that goes wrong with a call, once unless {@link #times} says otherwise. It counts from the moment when it is given to
 * {@link QueueManagerStandIn#inject}, for whichever client calls first.
 */
@CheckReturnValue // a fault does not change, and is nothing before it is injected
public final class Fault {

    private enum Kind {
        DROP_BEFORE,
        DROP_AFTER,
        DELAY,
        REFUSE
    }

    private final Kind kind;
    private final Verb verb;
    private final Duration delay;
    private final int reason;
    private final AtomicInteger spared;
    private final AtomicInteger remaining;

    private Fault(Kind kind, Verb verb, Duration delay, int reason, int spared, int times) {
        if (!verb.isCarriedOut()) {
            throw new IllegalArgumentException("Nothing can be made to go wrong with " + verb);
        }
        this.kind = kind;
        this.verb = verb;
        this.delay = delay;
        this.reason = reason;
        this.spared = new AtomicInteger(spared);
        remaining = new AtomicInteger(times);
    }

    /**
     * The socket on which the call comes is closed; the call is not carried out.
     *
     * @throws IllegalArgumentException as with every fault, if it is a word of the protocol with which nothing can be made to go
     *     wrong: HEARTBEAT, SOCKET_ACTION, ASYNC_MESSAGE
     */
    public static Fault dropBefore(Verb verb) {
        return new Fault(Kind.DROP_BEFORE, verb, Duration.ZERO, 0, 0, 1);
    }

    /** The call is carried out; then its socket is closed instead of an answer. */
    public static Fault dropAfter(Verb verb) {
        return new Fault(Kind.DROP_AFTER, verb, Duration.ZERO, 0, 0, 1);
    }

    /** The call is carried out and answered, but only after a while. */
    public static Fault delay(Verb verb, Duration delay) {
        return new Fault(Kind.DELAY, verb, delay, 0, 0, 1);
    }

    /**
     * The call is answered with a failure and not carried out.
     *
     * @param reason a reason code (MQRC), for a call of XA one of the codes of {@link javax.transaction.xa.XAException}
     * @throws IllegalArgumentException also if it is neither a call of the message queue interface nor of XA
     */
    public static Fault refuse(Verb verb, int reason) {
        if (!verb.isMqi() && !verb.isXa()) {
            throw new IllegalArgumentException(verb + " has no answer that could say so");
        }
        return new Fault(Kind.REFUSE, verb, Duration.ZERO, reason, 0, 1);
    }

    /** Another one, the same with so many calls in turn. */
    public Fault times(int times) {
        return new Fault(kind, verb, delay, reason, spared.get(), times);
    }

    /** Another one, the same with so many calls spared before. */
    public Fault sparing(int calls) {
        return new Fault(kind, verb, delay, reason, calls, remaining.get());
    }

    /** With how many calls it has still to happen. */
    public int remaining() {
        return remaining.get();
    }

    /** Whether it happens to this call; counts it then. */
    boolean strikes(Verb called) {
        return called == verb && !counts(spared) && counts(remaining);
    }

    private static boolean counts(AtomicInteger down) {
        return down.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    boolean dropsBefore() {
        return kind == Kind.DROP_BEFORE;
    }

    boolean dropsAfter() {
        return kind == Kind.DROP_AFTER;
    }

    boolean refuses() {
        return kind == Kind.REFUSE;
    }

    /** How long the call has to wait, zero where it has not. */
    Duration delay() {
        return delay;
    }

    int reason() {
        return reason;
    }
}
