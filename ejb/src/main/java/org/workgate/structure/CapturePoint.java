package org.workgate.structure;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.Transformation;
import org.workgate.task.AttributeValues;
import org.workgate.task.Task;
import org.workgate.task.TaskAttribute;

/**
 * A capture point: the pair of queues by which an originating system talks to the product (R3, R5), and the settings of
 * that conversation.
 *
 * @param id its service ID (R38), 1 to 16 letters, digits, {@code -} and {@code _}
 * @param name its name, the actor of messages that name none (R28)
 * @param intake the number of the message-driven bean that takes its messages, 1 to {@link #INTAKES}; 0 while it takes none,
 *     though its tasks live on and its notifications go out (A79)
 * @param ordered whether the operations on a task take effect in the order of their messages, for which one server takes them
 *     one after the other; else every server takes them, as many at once as its activation specification has (A75)
 * @param connectionFactory the JNDI name of the way to its queue manager (R4)
 * @param zone the zone of the times in its messages (R23): its own, or that of its tenant (A52)
 * @param crossCapturePoint whether its messages may act on tasks that others of its solution captured (A42)
 * @param life how the tasks live that it captures
 * @param reading how its messages are read
 * @param scripts through what its messages pass before they are read and put
 * @param defaults values that a creation has where it gives none; creatable attributes only
 * @param journal whether the message journal is kept
 * @param journalRetention how long its entries are kept, in whole days
 * @param limits what a message may at most be
 * @param batch how much of a backlog may be taken into one transaction
 * @param output how its messages go out
 */
public record CapturePoint(
        String id,
        String name,
        int intake,
        boolean ordered,
        String connectionFactory,
        ZoneId zone,
        boolean crossCapturePoint,
        Life life,
        Reading reading,
        Scripts scripts,
        AttributeValues defaults,
        boolean journal,
        Duration journalRetention,
        MessageLimits limits,
        BatchLimits batch,
        Output output) {

    /** How many capture points can take messages on one server: so many message-driven beans are there. */
    public static final int INTAKES = 8;

    /**
     * How the tasks live that it captures, whoever acts on them (A78).
     *
     * @param checkIfCaptured whether a CaptureId may be used only once (R65)
     * @param checkFinished whether a finished task counts in that (A44)
     * @param allowCancelAssigned whether a task that an agent works on can be canceled (A22)
     * @param prioritizesWhenActive whether a task waits for its activation before its first prioritization, not after it (A33)
     * @param waitsForProcess whether a task whose process or contract has not begun waits instead of being rejected (A36)
     */
    public record Life(
            boolean checkIfCaptured,
            boolean checkFinished,
            boolean allowCancelAssigned,
            boolean prioritizesWhenActive,
            boolean waitsForProcess) {}

    /**
     * How its messages are read.
     *
     * @param trimStrings whether free texts lose the white space at their ends (A16)
     * @param strict whether an element that an action does not know is refused instead of ignored (A37)
     * @param truncate whether a free text that is too long is cut instead of refused (A54)
     * @param restartHold whether {@code Hold} is heeded in a RestartTask (A24)
     * @param extraAttributes what UpdateTask may change beyond what the interface prints (A32)
     */
    public record Reading(
            boolean trimStrings,
            boolean strict,
            boolean truncate,
            boolean restartHold,
            Set<TaskAttribute> extraAttributes) {

        /** Copies the attributes. */
        public Reading {
            extraAttributes = Set.copyOf(extraAttributes);
        }
    }

    /**
     * The transformation of its messages (R9), each way with a script of its own or none.
     *
     * @param in what each incoming message passes before it is read (R10), or null
     * @param out what each outgoing message passes before it is put (R11), or null
     */
    public record Scripts(
            @Nullable Transformation in, @Nullable Transformation out) {

        /** Why no message can be read at present, for people; nothing where it can. */
        public Optional<String> troubleIn() {
            return trouble(in);
        }

        /** Why messages that go out are kept back at present, for people; nothing where they are not. */
        public Optional<String> troubleOut() {
            return trouble(out);
        }

        private static Optional<String> trouble(@Nullable Transformation script) {
            return script == null ? Optional.empty() : script.trouble();
        }
    }

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
     * @param switchedOff the types of messages that are not sent, neither as response nor as notification (R16, A27)
     * @param emitNull whether attributes without a value are printed as empty elements (A49)
     * @param copiesCorrelationId whether a response carries the request's correlation ID instead of its message ID (A39)
     * @param correlatesNotifications whether a notification carries the message ID of the CreateTask as correlation ID, instead
     *     of none (A40)
     * @param tellsRuleChanges whether what rules change in a task is told as an update (A58)
     * @param properties whether a message's type and BrokerId are also message properties; not on IBM MQ, where they would
     *     put a header before the text
     * @param expiry how long a message stays on the output queue; zero means for ever
     * @param newest how many of the newest messages are kept there; zero means all
     */
    public record Output(
            Set<String> switchedOff,
            boolean emitNull,
            boolean copiesCorrelationId,
            boolean correlatesNotifications,
            boolean tellsRuleChanges,
            boolean properties,
            Duration expiry,
            int newest) {

        /** Copies the types. */
        public Output {
            switchedOff = Set.copyOf(switchedOff);
        }
    }

    /** The same, but for the zone. */
    CapturePoint in(ZoneId otherZone) {
        return new CapturePoint(
                id,
                name,
                intake,
                ordered,
                connectionFactory,
                otherZone,
                crossCapturePoint,
                life,
                reading,
                scripts,
                defaults,
                journal,
                journalRetention,
                limits,
                batch,
                output);
    }

    /** Whether messages are taken from its input queue. */
    public boolean takesMessages() {
        return intake > 0;
    }

    /**
     * What it settles for the tasks that it captures.
     *
     * @param tenantId the tenant to whom such a task belongs (R81)
     * @param solutionId the solution to which it belongs (R82)
     */
    public Task.CapturedBy capturedBy(String tenantId, String solutionId) {
        return new Task.CapturedBy(
                id,
                tenantId,
                solutionId,
                life.checkIfCaptured(),
                life.checkFinished(),
                life.allowCancelAssigned(),
                life.prioritizesWhenActive(),
                life.waitsForProcess());
    }
}
