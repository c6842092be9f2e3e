package org.workgate.it.order;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;

/** Messages take effect, and are answered, in the order in which they were put (A75). */
@EitherBroker
@ExtendWith(SharedServer.class)
class KeepingOrderIT {

    @Test
    @Tag("R1")
    @Tag("R7")
    void operations_put_back_to_back_take_effect_and_are_answered_in_their_order(Api api, Testbed testbed) {
        new Lives("order", 500).assertKeptInOrder(api, testbed);
    }
}
