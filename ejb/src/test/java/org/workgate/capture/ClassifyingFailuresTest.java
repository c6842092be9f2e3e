package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSRuntimeException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifyingFailuresTest {

    @ParameterizedTest
    @Tag("A73")
    @ValueSource(strings = {"08006", "40001", "40XL1", "40P01", "53300", "57P01", "55P03", "25P03", "58030"})
    void a_database_that_does_not_answer_or_gives_up_is_infrastructure(String state) {
        assertThat(Failures.isInfrastructure(new PersistenceException(new SQLException("away", state))))
                .isTrue();
    }

    @Test
    @Tag("A73")
    void a_broker_that_does_not_answer_is_infrastructure() {
        assertThat(Failures.isInfrastructure(new JMSRuntimeException("away"))).isTrue();
    }

    @Test
    @Tag("A73")
    void a_violated_constraint_is_the_messages_own_failure() {
        var failure = new PersistenceException(new SQLIntegrityConstraintViolationException("twice", "23505"));

        assertThat(Failures.isInfrastructure(failure)).isFalse();
    }

    @Test
    void a_server_without_memory_is_infrastructure() {
        assertThat(Failures.isInfrastructure(new IllegalStateException(new OutOfMemoryError())))
                .isTrue();
    }

    @Test
    void an_error_in_the_product_is_the_messages_own_failure() {
        assertThat(Failures.isInfrastructure(new IllegalStateException())).isFalse();
        assertThat(Failures.isInfrastructure(new StackOverflowError())).isFalse();
    }

    @Test
    void a_lock_that_somebody_kept_for_too_long_is_told_from_other_failures() {
        assertThat(Failures.isLockTimeout(new PersistenceException(new SQLException("locked", "55P03"))))
                .isTrue();
        assertThat(Failures.isLockTimeout(new PersistenceException(new SQLException("locked", "40XL1"))))
                .isTrue();
        assertThat(Failures.isLockTimeout(new PersistenceException(new SQLException("deadlock", "40P01"))))
                .isFalse();
        assertThat(Failures.isLockTimeout(new PersistenceException(new SQLException("no state"))))
                .isFalse();
    }
}
