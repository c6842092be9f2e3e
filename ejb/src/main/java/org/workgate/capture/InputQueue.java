package org.workgate.capture;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.workgate.notification.MessageIds;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;

/** The queue that a capture point takes messages from, looked at from outside of the intake's transactions. */
@Stateless
@PermitAll
public class InputQueue {

    /** How many messages are looked at, at most, to find certain ones. */
    private static final int MOST = 1_000;

    /** How long that may take, since the lease has to be renewed meanwhile: messages may be large. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @Inject
    private QueueSession broker;

    @Inject
    private Clock clock;

    /**
     * A message on the queue.
     *
     * @param id its message ID
     * @param priority from 0 to 9; one of higher priority lies before those that came earlier
     */
    public record Waiting(String id, int priority) {

        static Waiting of(Message message) throws JMSException {
            return new Waiting(MessageIds.plain(message.getJMSMessageID()), message.getJMSPriority());
        }
    }

    /**
     * Looks at the queue from its front, in a transaction of its own, and so asks the broker whether it answers.
     *
     * @param atLeast how many messages to look at, if there are so many
     * @param until the IDs of messages that are looked for beyond
     * @return the messages that are not being taken just now, in their order: so many, and further ones until all that are looked for
     *     are among them, but at most a thousand, and no more than are read in three seconds
     * @throws JMSRuntimeException if the broker does not answer, or refuses
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Waiting> front(CapturePoint capturePoint, int atLeast, Set<String> until) {
        Instant end = clock.instant().plus(LONGEST);
        var missing = new HashSet<>(until);
        var front = new ArrayList<Waiting>();
        try (QueueBrowser browser = broker.session(capturePoint).createBrowser(broker.input(capturePoint))) {
            Enumeration<?> messages = browser.getEnumeration();
            while ((front.size() < atLeast || !missing.isEmpty())
                    && front.size() < MOST
                    && clock.instant().isBefore(end)
                    && messages.hasMoreElements()) {
                Waiting message = Waiting.of((Message) messages.nextElement());
                front.add(message);
                missing.remove(message.id());
            }
            return front;
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
