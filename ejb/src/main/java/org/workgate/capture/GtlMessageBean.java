package org.workgate.capture;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** The doorway: the server calls it with the next message of the input queue, in a transaction that it began (R7, A74). */
@MessageDriven(name = "GtlMessageBean")
public class GtlMessageBean implements MessageListener {

    @Inject
    private Intake intake;

    @Override
    public void onMessage(Message message) {
        intake.take(message);
    }
}
