package org.workgate.it.order;

import org.junit.jupiter.api.Test;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** The order of messages (A75) where a setting of the server could break it. */
@EitherBroker
class KeepingOrderWithManyEndpointsIT {

    @Test
    void an_administrator_who_sets_more_endpoints_does_not_break_the_order() {
        try (WorkgateServer server = Testbed.on(
                        WorkgateServer.named("order-endpoints").onBrokerOfTheBuild(), true)
                .overriding("endpoints", "<jmsActivationSpec id='jms/workgate/intake/1' maxEndpoints='16'/>")
                .create()
                .start()) {
            new Lives("order", 500).assertKeptInOrder(new Api(server), new Testbed(server));
        }
    }
}
