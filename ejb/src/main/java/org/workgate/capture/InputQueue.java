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
import java.util.Enumeration;
import java.util.Optional;
import org.workgate.notification.MessageIds;
import org.workgate.notification.QueueSession;
import org.workgate.structure.CapturePoint;

/** The queue that a capture point takes messages from, looked at from outside of the intake's transactions. */
@Stateless
@PermitAll
public class InputQueue {

    @Inject
    private QueueSession broker;

    /**
     * Looks at the queue, in a transaction of its own, and so asks the broker whether it answers.
     *
     * @return the ID of the oldest message that is not being taken just now, or nothing where there is none
     * @throws JMSRuntimeException if the broker does not answer, or refuses
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<String> oldest(CapturePoint capturePoint) {
        try (QueueBrowser browser = broker.session(capturePoint).createBrowser(broker.input(capturePoint))) {
            Enumeration<?> messages = browser.getEnumeration();
            return messages.hasMoreElements()
                    ? Optional.of(MessageIds.plain(((Message) messages.nextElement()).getJMSMessageID()))
                    : Optional.empty();
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
