package org.workgate.capture;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.InputQueue.Waiting;
import org.workgate.capture.IntakeStatus.Condition;
import org.workgate.notification.Causes;
import org.workgate.notification.OutputProbe;
import org.workgate.structure.CapturePoint;

/**
 * Decides whether this server takes the messages of a capture point. One server does: the one with the {@link IntakeLease};
 * where the capture point is not ordered, every server does, and takes several at once (A75). It opens its endpoint only
 * while database and broker answer, closes it when they do not, and opens it anew where it delivers nothing.
 *
 * <p>Every few seconds a round renews the lease or tries to get it, and asks the queues. Deliveries ask for a {@link Turn}
 * and report how it ended.
 */
final class IntakeDuty {

    private static final Logger LOG = System.getLogger(IntakeDuty.class.getName());

    /** How long a lease is valid after its last renewal: how long other servers wait when this one dies. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration ROUND = Duration.ofSeconds(2);

    /** How long the oldest message may lie while nothing is taken, before the intake is said not to receive. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * How long a message that was rolled back may be hidden from the queue before it is taken for gone: longer than the pause after
     * which the server tells a queue manager once more to roll a prepared branch back.
     */
    private static final Duration HIDDEN = Duration.ofSeconds(30);

    /**
     * So many openings in a row with two deliveries at once are no remains of an endpoint that was closed before, but a setting. Later
     * than {@link #PATIENCE} after an opening once is enough.
     */
    private static final int CROSSINGS = 3;

    /**
     * How many messages in front are taken in the order in which they lie there after an opening, whatever is delivered: more than an
     * endpoint that was closed before can have reserved for itself, which a broker hands to no other for a while.
     */
    private static final int IN_FRONT = 100;

    /**
     * How long it takes from the closing of an endpoint until a broker hands to others what that has reserved for itself. IBM MQ does
     * so after five seconds, unless its MARKINT says otherwise.
     */
    private static final Duration RESERVED = Duration.ofSeconds(8);

    /** A backlog is likely when the next message comes within this time after a turn has ended. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** After a look for further messages in vain this many turns do not look: a message that comes alone would pay for it. */
    private static final int LOOKS_SPARED = 8;

    /** How long a failed delivery waits for the closing of the endpoint to begin. */
    private static final Duration HEAD_START = Duration.ofSeconds(1);

    /** The longest time after which messages are tried again in an outage that they meet and the rounds do not. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** After this many failures for its own sake a message is set aside. */
    private static final int ATTEMPTS = 2;

    private static final String TWO_AT_ONCE =
            "The server delivered two messages at once, which would break their order";

    private static final String LEASE_IS_LOCKED =
            "A transaction that took messages before has not ended; this server goes on as soon as it has."
                    + " What a server left in doubt when it died ends when it is started again, or earlier by a peer";

    private static final String NO_ANSWERS =
            "No message is taken, since the output queue takes no answer. Mend that at the queue"
                    + " manager, and this goes on by itself: ";

    private final CapturePoint capturePoint;
    private final String server;
    private final IntakeEndpoint endpoint;
    private final IntakeLeases leases;
    private final InputQueue inputQueue;
    private final OutputProbe outputProbe;
    private final ManagedScheduledExecutorService executor;
    private final Consumer<IntakeOpened> whenOpened;
    private final LongSupplier nanoTime;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> rounds;
    private volatile IntakeStatus status = new IntakeStatus(Condition.STARTING, "The application is starting");
    private volatile long leaseNumber;
    private boolean prepared;
    private volatile boolean endpointOpen;
    private final Set<Turn> underWay = new HashSet<>();
    private boolean outage;
    private int outagesInARow;
    private volatile long pausedUntil;
    private int singles;
    private int sparing;
    private long lastEnd;
    private final DueMessages due = new DueMessages();
    /** Since when each round has found that something due is hidden; null where the latest has not. Known to the rounds alone. */
    private @Nullable Long hiddenSince;

    private long turnsBegun;
    private boolean crossed;
    private int crossings;
    private @Nullable Waiting oldest;
    private long oldestSince;
    private long openedAt;
    private boolean silent;

    /**
     * The duty for one capture point, not yet begun.
     *
     * @param capturePoint which one
     * @param server this server's ID among those that share the database
     * @param endpoint the tap of its messages
     * @param leases where the lease is taken
     * @param inputQueue to look at its queue
     * @param outputProbe to ask whether its answers can be put
     * @param executor what the rounds run on
     * @param whenOpened is told each time that messages are taken again
     * @param nanoTime tells how time passes, as {@link System#nanoTime()} does
     */
    IntakeDuty(
            CapturePoint capturePoint,
            String server,
            IntakeEndpoint endpoint,
            IntakeLeases leases,
            InputQueue inputQueue,
            OutputProbe outputProbe,
            ManagedScheduledExecutorService executor,
            Consumer<IntakeOpened> whenOpened,
            LongSupplier nanoTime) {
        this.capturePoint = capturePoint;
        this.server = server;
        this.endpoint = endpoint;
        this.leases = leases;
        this.inputQueue = inputQueue;
        this.outputProbe = outputProbe;
        this.executor = executor;
        this.whenOpened = whenOpened;
        this.nanoTime = nanoTime;
        singles = capturePoint.batch().maxMessages();
        lastEnd = now();
        pausedUntil = lastEnd;
        openedAt = lastEnd;
    }

    /** Begins with the rounds. */
    void begin() {
        rounds = executor.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it, and lets another server have the lease at once. */
    void end() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        closeEndpoint();
        if (leaseNumber != 0) {
            leases.giveBack(capturePoint.id(), leaseNumber);
        }
    }

    CapturePoint capturePoint() {
        return capturePoint;
    }

    /** How the intake stands. */
    IntakeStatus status() {
        return status;
    }

    /** Keeps or gets the lease, asks the queue, and opens or closes the endpoint accordingly. */
    private void round() {
        // What one round has not looked at, the next cannot say that it is hidden still.
        Long hiddenBefore = hiddenSince;
        hiddenSince = null;
        try {
            if (isMisconfigured()) {
                closeEndpoint();
                change(new IntakeStatus(
                        Condition.WAITING,
                        TWO_AT_ONCE
                                + "; have the activation specification deliver one at a time (maxConcurrency 1, on IBM"
                                + " MQ maxPoolDepth 1), or set ordered of the capture point to false, and start the server"
                                + " again"));
                return;
            }
            if (!prepared) {
                leases.prepare(capturePoint.id());
                prepared = true;
            }
            if (!capturePoint.takesMessages()) {
                change(new IntakeStatus(Condition.STOPPED, "Its setting intake says that it takes no messages"));
                return;
            }
            if (capturePoint.ordered() && !holdsLease()) {
                closeEndpoint();
                change(new IntakeStatus(Condition.STANDING_BY, "Another server takes the messages"));
                return;
            }
            Optional<String> trouble = capturePoint.scripts().troubleIn();
            if (trouble.isPresent()) {
                closeEndpoint();
                change(new IntakeStatus(Condition.WAITING, trouble.get()));
                return;
            }
            if (endpointOpen) {
                stayOpen(inputQueue.front(capturePoint, 1, Set.of()));
            } else {
                open(hiddenBefore);
            }
        } catch (RuntimeException e) {
            try {
                closeEndpoint();
            } catch (RuntimeException closing) {
                // To throw it would end the rounds; the next one begins with a closed endpoint all the same.
                LOG.log(Level.WARNING, () -> "The intake of " + capturePoint.id() + " could not be closed", closing);
            }
            change(new IntakeStatus(
                    Condition.WAITING, Failures.isLockTimeout(e) ? whyItIsLocked() : Causes.describe(e)));
        }
    }

    /** Sees to it that an open endpoint delivers. One that has lost count after a fault was seen to deliver when it is opened anew. */
    private void stayOpen(List<Waiting> front) {
        change(receives(front));
        if (!hasJustBeenOpened()) {
            forgetCrossings();
            if (isSilent()) {
                closeEndpoint();
            }
        }
    }

    private synchronized boolean hasJustBeenOpened() {
        return now() - openedAt < PATIENCE.toNanos();
    }

    private synchronized boolean isSilent() {
        return silent;
    }

    private synchronized void forgetCrossings() {
        crossings = crossed ? crossings : 0;
    }

    /**
     * Opens the endpoint, if nothing is under way any more, answers can be put, and the queue shows what has to come first.
     *
     * @param hiddenBefore since when it has not shown it, or null if it had when it was looked at last
     */
    private void open(@Nullable Long hiddenBefore) {
        // The queue does not show what is being taken, or was while it was looked at.
        boolean atWork = isAtWork();
        long begun = turnsBegun();
        List<Waiting> front = inputQueue.front(capturePoint, capturePoint.ordered() ? IN_FRONT : 1, dueIds());
        if (atWork || turnsBegun() != begun || now() - pausedUntil < 0) {
            if (status.isReady()) {
                change(new IntakeStatus(Condition.WAITING, LEASE_IS_LOCKED));
            }
            return;
        }
        Optional<String> refusal = outputProbe.refusal(capturePoint);
        if (refusal.isPresent()) {
            change(new IntakeStatus(Condition.WAITING, NO_ANSWERS + refusal.get()));
            return;
        }
        Optional<IntakeStatus> hidden = awaitsHidden(front, hiddenBefore);
        if (hidden.isPresent()) {
            change(hidden.get());
            return;
        }
        if (!beginAnew(front, begun)) {
            return;
        }
        openEndpoint();
        change(receives(front));
        whenOpened.accept(new IntakeOpened(capturePoint.id()));
    }

    /**
     * What there is to wait for where the queue does not show a message that has to be taken before others: it may be in a branch that
     * was prepared and is not yet rolled back there. Gives up after a while, since it may as well have expired or been taken away.
     */
    private synchronized Optional<IntakeStatus> awaitsHidden(List<Waiting> front, @Nullable Long hiddenBefore) {
        Set<String> hidden = due.ids();
        front.forEach(message -> hidden.remove(message.id()));
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        long now = now();
        if (hiddenBefore == null || now - hiddenBefore < HIDDEN.toNanos()) {
            hiddenSince = hiddenBefore == null ? Long.valueOf(now) : hiddenBefore;
            return Optional.of(new IntakeStatus(
                    Condition.WAITING,
                    "The queue does not show " + brief(hidden)
                            + ", which has to come first; nothing is taken before, for " + HIDDEN.toSeconds()
                            + " s at most, lest it be overtaken"));
        }
        LOG.log(
                Level.WARNING,
                "{0}: for {1} s the queue has not shown {2}, which had to come first; the intake goes on without",
                capturePoint.id(),
                HIDDEN.toSeconds(),
                brief(hidden));
        due.remove(hidden);
        return Optional.empty();
    }

    /** The first of these IDs, and how many more there are. */
    private static String brief(Set<String> ids) {
        String first = ids.stream().findFirst().orElse("nothing");
        return ids.size() <= 1 ? first : first + " and " + (ids.size() - 1) + " more";
    }

    private synchronized Set<String> dueIds() {
        return due.ids();
    }

    private synchronized long turnsBegun() {
        return turnsBegun;
    }

    private synchronized boolean isMisconfigured() {
        return crossings >= CROSSINGS;
    }

    /**
     * What keeps the lease locked: a transaction that has not ended. Where the queue manager does not answer, it is that for which
     * the transaction waits as well, prepared and not yet told to commit, and what there is to mend.
     */
    private String whyItIsLocked() {
        try {
            inputQueue.front(capturePoint, 1, Set.of());
            return LEASE_IS_LOCKED;
        } catch (RuntimeException e) {
            return Causes.describe(e);
        }
    }

    private boolean holdsLease() {
        if (leaseNumber != 0 && leases.renew(capturePoint.id(), leaseNumber, LEASE)) {
            return true;
        }
        closeEndpoint();
        forgetDue();
        OptionalLong taken = leases.take(capturePoint.id(), server, LEASE);
        leaseNumber = taken.orElse(0);
        return taken.isPresent();
    }

    /** Whoever had the lease meanwhile has taken them, or has decided about their order. */
    private synchronized void forgetDue() {
        due.remove(due.ids());
    }

    /** The endpoint may be open and yet deliver nothing; a message that keeps lying there tells. */
    private synchronized IntakeStatus receives(List<Waiting> front) {
        Waiting first = front.isEmpty() ? null : front.get(0);
        long now = now();
        if (first == null || !first.equals(oldest) || !underWay.isEmpty()) {
            oldest = first;
            oldestSince = now;
        }
        Duration lying = Duration.ofNanos(now - Math.max(oldestSince, lastEnd));
        silent = lying.compareTo(PATIENCE) >= 0;
        return silent && first != null
                ? new IntakeStatus(
                        Condition.WAITING,
                        "Message " + first.id() + " has been waiting for " + PATIENCE.toSeconds()
                                + " s and longer though the endpoint is open, which is opened anew now and then; see the"
                                + " server's log for why it is not delivered")
                : new IntakeStatus(Condition.RECEIVING, "Messages are taken");
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    private synchronized boolean isAtWork() {
        return !underWay.isEmpty();
    }

    /** Returns whether no turn has begun since that count, so that what the queue showed is true still. */
    private synchronized boolean beginAnew(List<Waiting> front, long begun) {
        if (turnsBegun != begun) {
            return false;
        }
        outage = false;
        crossed = false;
        openedAt = now();
        if (!silent) {
            oldest = null;
        }
        if (capturePoint.ordered()) {
            due.follow(front);
        }
        return true;
    }

    /** Whether a turn may begin with this message, which then overtakes none that was there before. */
    synchronized boolean letsPass(Waiting message) {
        return due.letPass(message);
    }

    private void openEndpoint() {
        switchEndpoint(true);
    }

    private void closeEndpoint() {
        switchEndpoint(false);
    }

    /**
     * One switch at a time: the server does not bear to be asked to open an endpoint that it is still closing. Its own lock,
     * since closing waits for a delivery that is under way, and a delivery that ends wants the lock of this object.
     */
    private void switchEndpoint(boolean open) {
        synchronized (endpoint) {
            if (endpointOpen == open) {
                return;
            }
            endpointOpen = open;
            if (open) {
                endpoint.open();
            } else {
                endpoint.close();
            }
        }
    }

    private void change(IntakeStatus now) {
        IntakeStatus before = status;
        status = now;
        if (!before.equals(now)) {
            Level level = now.isReady() ? Level.INFO : Level.WARNING;
            LOG.log(level, "Intake of {0}: {1}. {2}", capturePoint.id(), now.condition(), now.cause());
        }
    }

    /** Asks for a turn: how much a delivery may take, if anything. Every turn ends with {@link #ended}. */
    synchronized Turn turn() {
        CapturePoint.BatchLimits limits = capturePoint.batch();
        long now = now();
        turnsBegun++;
        if (capturePoint.ordered() && !underWay.isEmpty()) {
            if (!crossed) {
                crossed = true;
                if (endpointOpen && !outage) {
                    crossings = hasJustBeenOpened() ? crossings + 1 : CROSSINGS;
                }
                change(new IntakeStatus(Condition.WAITING, TWO_AT_ONCE + "; the second one was returned"));
            }
            executor.execute(this::closeEndpoint);
            var second = new Turn(this, false, 0, 0, limits, nanoTime);
            underWay.add(second);
            return second;
        }
        boolean backlog = singles == 0 && sparing == 0 && due.isEmpty() && now - lastEnd < MOMENT.toNanos();
        var turn = new Turn(
                this, endpointOpen && !crossed, leaseNumber, backlog ? Integer.MAX_VALUE : 1, limits, nanoTime);
        underWay.add(turn);
        return turn;
    }

    /** A turn's transaction has ended. */
    synchronized void ended(Turn turn, boolean committed) {
        if (!underWay.remove(turn)) {
            return;
        }
        lastEnd = now();
        sparing = turn.lookedInVain() ? LOOKS_SPARED : Math.max(0, sparing - 1);
        if (committed) {
            due.remove(turn.messageIds());
            outagesInARow = 0;
            singles = Math.max(0, singles - turn.messageIds().size());
            turn.messageIds().forEach(failures::remove);
        } else {
            if (capturePoint.ordered()) {
                due.comeAgain(turn.begun());
                turn.returned().ifPresent(due::comeLater);
            }
            singles = Math.max(singles, turn.messageIds().size());
        }
    }

    /**
     * A turn was given a message that another one is before, since that one comes again or the broker hides it for a while: a
     * broker may have told its client of further messages before the outcome of the first is known. A later round opens the
     * endpoint anew, when the queue shows what is due.
     */
    void overtakes(String messageId) {
        waitForWhatIsReserved();
        change(new IntakeStatus(
                Condition.WAITING,
                "Message " + messageId + " came before " + brief(dueIds())
                        + ", which it would overtake; it was returned"));
        closeBeforeTheNextDelivery();
    }

    private synchronized void waitForWhatIsReserved() {
        pausedUntil = Math.max(pausedUntil, now() + RESERVED.toNanos());
    }

    /** The lease has changed hands while this server thought it had it. */
    void lost(Turn turn) {
        LOG.log(
                Level.WARNING,
                "Lease {0} of {1} was taken over; a delivery was returned",
                turn.leaseNumber(),
                capturePoint.id());
        executor.execute(this::closeEndpoint);
    }

    /**
     * A turn failed and its transaction is rolled back. What fails for lack of infrastructure closes the endpoint until a
     * round has found that all answers; what fails alone, and for its own sake, is counted.
     */
    void failed(Turn turn, Throwable failure) {
        List<String> messageIds = turn.messageIds();
        boolean alone = messageIds.size() == 1;
        if (Failures.isInfrastructure(failure)) {
            change(new IntakeStatus(Condition.WAITING, Causes.describe(failure)));
            pause();
            closeBeforeTheNextDelivery();
        } else if (alone && hasFailedForItsOwnSake(messageIds.get(0))) {
            change(new IntakeStatus(
                    Condition.WAITING,
                    "Message " + messageIds.get(0) + " could not be set aside on the backout queue: "
                            + Causes.describe(failure)));
            closeBeforeTheNextDelivery();
        } else {
            int attempt = alone ? failures.merge(messageIds.get(0), 1, Integer::sum) : 0;
            LOG.log(
                    Level.WARNING,
                    () -> alone
                            ? "Message " + messageIds.get(0) + " failed, attempt " + attempt + " of " + ATTEMPTS
                            : "One of " + messageIds.size() + " messages failed; they are tried again one by one",
                    failure);
        }
    }

    /**
     * Messages are not tried again at once after the second outage in a row: that database and broker answer the rounds does
     * not say that they have what the messages need, and each attempt brings a message nearer to the broker's own threshold.
     */
    private synchronized void pause() {
        if (outage) {
            return;
        }
        outage = true;
        long pause = ROUND.toNanos() * ((1L << Math.min(outagesInARow, Byte.SIZE)) - 1);
        outagesInARow++;
        pausedUntil = now() + Math.min(pause, LONGEST_PAUSE.toNanos());
    }

    /**
     * Has the endpoint closed before the delivery that calls this returns, lest its message be delivered again at once and
     * burn its attempts. Closing waits for the delivery in its turn, so all there is to wait for here is that it has begun.
     */
    private void closeBeforeTheNextDelivery() {
        Future<?> closing = executor.submit(this::closeEndpoint);
        try {
            closing.get(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "The endpoint closes when this delivery has returned", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The endpoint could not be closed", e.getCause());
        }
    }

    /** Whether this message has failed so often, alone and while all else worked, that it is set aside (A73). */
    boolean hasFailedForItsOwnSake(String messageId) {
        return failures.getOrDefault(messageId, 0) >= ATTEMPTS;
    }
}
