package org.workgate.notification;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.gtl.ScriptFailure;
import org.workgate.gtl.ScriptOverdue;
import org.workgate.notification.UnsentMessage.Cause;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * Puts the messages that wait for a queue manager when it answers again: each once, those of a task in their order, by whichever
 * server can (A79). How many wait is a metric, {@code workgate_notifications_waiting}.
 */
@Singleton
@Startup
@DependsOn("Schema")
@PermitAll
public class WaitingMessages {

    private static final Logger LOG = System.getLogger(WaitingMessages.class.getName());

    /** How many messages are put in one transaction. */
    private static final int PORTION = 100;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private UnsentMessages messages;

    @Inject
    private OutputQueue output;

    @Inject
    private MetricRegistry metrics;

    @Resource
    private SessionContext self;

    /** Why the messages of a capture point could not be put the last time, by its ID. */
    private final Map<String, String> troubles = new HashMap<>();

    /**
     * What became of some messages.
     *
     * @param count how many were looked at
     * @param trouble why the queue manager took none of them, or null
     */
    public record Portion(int count, @Nullable String trouble) {}

    @PostConstruct
    void register() {
        WaitingMessages counting = self.getBusinessObject(WaitingMessages.class);
        for (CapturePoint capturePoint : capturePoints.all()) {
            metrics.gauge(
                    "workgate_notifications_waiting",
                    () -> counting.count(capturePoint),
                    new Tag("capture_point", capturePoint.id()));
        }
    }

    /** How many messages wait for the queue manager of this capture point. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long count(CapturePoint capturePoint) {
        return messages.count(capturePoint.id(), Cause.BROKER);
    }

    /** Puts what can be put. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void putAll() {
        capturePoints.all().forEach(this::putAll);
    }

    private void putAll(CapturePoint capturePoint) {
        WaitingMessages transactional = self.getBusinessObject(WaitingMessages.class);
        Portion portion;
        do {
            portion = transactional.putPortion(capturePoint);
        } while (portion.count() == PORTION && portion.trouble() == null);
        String trouble = portion.trouble();
        String before = trouble == null ? troubles.remove(capturePoint.id()) : troubles.put(capturePoint.id(), trouble);
        if (trouble != null && !trouble.equals(before)) {
            LOG.log(
                    Level.WARNING,
                    "Messages of {0} wait, since its queue manager does not answer: {1}",
                    capturePoint.id(),
                    trouble);
        }
    }

    /**
     * Puts the oldest messages that wait, in a transaction of its own: all of them or none. Another server that is at it waits
     * for this one, and then finds them gone.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Portion putPortion(CapturePoint capturePoint) {
        List<Long> numbers = messages.numbers(capturePoint.id(), Cause.BROKER, PORTION);
        try {
            for (long number : numbers) {
                Optional<UnsentMessage> message = messages.lock(capturePoint.id(), number);
                if (message.isPresent()) {
                    put(capturePoint, message.get());
                }
            }
            return new Portion(numbers.size(), null);
        } catch (JMSRuntimeException e) {
            self.setRollbackOnly();
            return new Portion(numbers.size(), Causes.describe(e));
        }
    }

    private void put(CapturePoint capturePoint, UnsentMessage message) {
        try {
            output.putAgain(capturePoint, message.envelope(), message.text());
            messages.remove(message);
        } catch (ScriptFailure | ScriptOverdue e) {
            message.failed(Cause.SCRIPT, String.valueOf(e.getMessage()));
        }
    }
}
