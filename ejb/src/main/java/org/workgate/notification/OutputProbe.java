package org.workgate.notification;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.workgate.structure.CapturePoint;

/** Asks whether the output queue of a capture point would take an answer, before any message is taken that wants one. */
@Stateless
@PermitAll
public class OutputProbe {

    @Inject
    private QueueSession broker;

    @Resource
    private SessionContext self;

    /**
     * Puts a message and rolls it back, in a transaction of its own: nobody ever sees it. JMS has no other way to ask.
     *
     * @return why the queue does not take it, for people; nothing where it does
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<String> refusal(CapturePoint capturePoint) {
        self.setRollbackOnly();
        try {
            broker.putOut(capturePoint, broker.session(capturePoint).createTextMessage(""));
            return Optional.empty();
        } catch (JMSException e) {
            return Optional.of(Causes.describe(e));
        }
    }
}
