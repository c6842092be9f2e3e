package org.workgate.it.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.EitherBroker;
import org.workgate.it.server.Reply;
import org.workgate.it.server.SharedServer;
import org.workgate.it.server.Testbed;

/** The health tells the truth about the intake. */
@EitherBroker
@ExtendWith(SharedServer.class)
class TellingReadinessIT {

    private static final String INTAKE = "workgate#workgate-ejb.jar#GtlMessageBean1";

    @Test
    void the_server_is_ready_only_while_messages_are_really_taken(Api api, Testbed testbed) {
        assertThat(api.readiness()).isEqualTo(200);
        testbed.pause(INTAKE);
        String messageId = api.submit("<GTLMessages><Ping/></GTLMessages>".getBytes(StandardCharsets.UTF_8));
        await("readiness to fail, since a message lies there and is not taken")
                .atMost(Duration.ofMinutes(1))
                .until(() -> api.readiness() == 503);
        // The intake opens an endpoint anew by itself that delivers nothing.
        assertThat(api.replies(messageId)).extracting(Reply::type).containsExactly("Pong");
        await("readiness to come back").atMost(Duration.ofMinutes(1)).until(() -> api.readiness() == 200);
    }
}
