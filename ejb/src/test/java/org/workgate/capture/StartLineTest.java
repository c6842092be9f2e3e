package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartLineTest {

    @Test
    void it_tells_the_address_and_where_the_password_is() {
        assertThat(StartLine.text("127.0.0.1", 9080, 9443, Optional.of("/data/admin-password")))
                .isEqualTo("Workgate is ready: http://127.0.0.1:9080/ (user admin, password in /data/admin-password)");
    }

    @Test
    void a_password_that_was_given_is_not_spoken_of() {
        assertThat(StartLine.text("127.0.0.1", 9080, 9443, Optional.empty()))
                .isEqualTo("Workgate is ready: http://127.0.0.1:9080/");
    }

    @Test
    void where_http_is_switched_off_it_tells_the_address_of_https() {
        assertThat(StartLine.text("tasks.example", -1, 9443, Optional.empty()))
                .isEqualTo("Workgate is ready: https://tasks.example:9443/");
    }

    @Test
    void an_address_that_a_browser_cannot_open_is_told_as_one_that_it_can() {
        assertThat(StartLine.text("*", 9080, 9443, Optional.empty()))
                .isEqualTo("Workgate is ready: http://localhost:9080/");
        assertThat(StartLine.text("::1", 9080, 9443, Optional.empty()))
                .isEqualTo("Workgate is ready: http://[::1]:9080/");
    }
}
