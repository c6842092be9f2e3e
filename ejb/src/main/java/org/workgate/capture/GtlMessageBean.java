package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * The doorway: the server calls it with the next message of an input queue, in a transaction that it began (R7, A74). The
 * deployment descriptor makes several beans of it, one for each capture point that there can be.
 */
public class GtlMessageBean implements MessageListener {

    @Inject
    private Intake intake;

    @Resource(name = "number")
    private int number;

    @Override
    public void onMessage(Message message) {
        intake.take(message, number);
    }
}
