package org.workgate.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DescribingCausesTest {

    @Test
    void a_failure_is_described_by_its_root() {
        assertThat(Causes.describe(new PersistenceException("outer", new SQLException("no space"))))
                .isEqualTo("SQLException: no space");
    }

    @Test
    void what_the_broker_says_comes_before_the_root() {
        var failure = new JMSException("Failed to connect");
        failure.initCause(new IOException("reason '2538'", new ConnectException("Connection refused")));

        assertThat(Causes.describe(new JMSRuntimeException("wrapped", "", failure)))
                .isEqualTo("IOException: reason '2538' (ConnectException: Connection refused)");
    }

    @Test
    void a_broker_that_says_the_root_itself_says_it_once() {
        var refused = new JMSException("Failed to send");
        refused.initCause(new IOException("reason '2051'"));

        assertThat(Causes.describe(refused)).isEqualTo("IOException: reason '2051'");
        assertThat(Causes.describe(new JMSException("The broker is away")))
                .isEqualTo("JMSException: The broker is away");
    }
}
