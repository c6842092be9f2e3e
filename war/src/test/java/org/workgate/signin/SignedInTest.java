package org.workgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignedInTest {

    @Test
    void other_roles_begin_no_session_where_it_has_ended_meanwhile() {
        var signedIn = new SignedIn("ann", Set.of("viewer"), Instant.EPOCH, "token");
        var request = RequestOf.answering(Collections.singletonMap("getSession", null));

        assertThat(signedIn.with(Set.of("agent"), request))
                .isEqualTo(new SignedIn("ann", Set.of("agent"), Instant.EPOCH, "token"));
    }
}
