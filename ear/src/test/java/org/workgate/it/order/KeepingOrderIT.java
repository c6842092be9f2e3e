package org.workgate.it.order;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;
import org.workgate.it.server.WorkgateServer;

/** Messages take effect, and are answered, in the order in which they were put (A75). */
@EitherBroker
@ExtendWith(SharedServer.class)
class KeepingOrderIT {

    @Test
    @Tag("R1")
    @Tag("R5")
    @Tag("R7")
    void operations_put_back_to_back_take_effect_and_are_answered_in_their_order(Api api, Testbed testbed) {
        assertThatOrderIsKept(api, testbed);
    }

    @Test
    void an_administrator_who_sets_more_endpoints_does_not_break_the_order() {
        try (WorkgateServer server = Testbed.on(
                        WorkgateServer.named("order-endpoints").onBrokerOfTheBuild(), true)
                .overriding("endpoints", "<jmsActivationSpec id='jms/workgate/intake/1' maxEndpoints='16'/>")
                .create()
                .start()) {
            assertThatOrderIsKept(new Api(server), new Testbed(server));
        }
    }

    private static void assertThatOrderIsKept(Api api, Testbed testbed) {
        var lives = new Lives("order", 500);
        lives.put(api, testbed);
        lives.assertTold(api, testbed);
    }
}
