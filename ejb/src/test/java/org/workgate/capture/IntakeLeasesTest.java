package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Task;
import org.workgate.task.TaskCommand;

// A75
class IntakeLeasesTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private EntityManagerFactory entities;
    private StoredLeases leases;

    void on(TestDatabase vendor) throws Exception {
        DataSource database = vendor.migrated();
        entities = TestDatabase.entities(database);
        leases = new StoredLeases(entities);
        leases.prepare("mq");
    }

    @AfterEach
    void close() {
        entities.close();
    }

    @ParameterizedTest
    @EnumSource
    void one_server_has_the_lease_until_it_ends(TestDatabase vendor) throws Exception {
        on(vendor);

        assertThat(leases.take("mq", "left", LEASE)).hasValue(1);
        assertThat(leases.take("mq", "right", LEASE)).isEmpty();
        leases.advance(LEASE.minusMillis(1));
        assertThat(leases.take("mq", "right", LEASE)).isEmpty();
        leases.advance(Duration.ofMillis(1));
        assertThat(leases.take("mq", "right", LEASE)).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_lease_that_is_renewed_does_not_end(TestDatabase vendor) throws Exception {
        on(vendor);
        long number = leases.take("mq", "left", LEASE).orElseThrow();
        leases.advance(LEASE.minusMillis(1));

        assertThat(leases.renew("mq", number, LEASE)).isTrue();

        leases.advance(LEASE.minusMillis(1));
        assertThat(leases.take("mq", "right", LEASE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_comes_back_takes_its_own_lease_at_once(TestDatabase vendor) throws Exception {
        on(vendor);
        leases.take("mq", "left", LEASE);

        assertThat(leases.take("mq", "left", LEASE)).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_given_back_is_free(TestDatabase vendor) throws Exception {
        on(vendor);
        long number = leases.take("mq", "left", LEASE).orElseThrow();

        leases.giveBack("mq", number);

        assertThat(leases.take("mq", "right", LEASE)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void who_has_lost_the_lease_neither_renews_it_nor_gives_it_back_nor_passes(TestDatabase vendor) throws Exception {
        on(vendor);
        long old = leases.take("mq", "left", LEASE).orElseThrow();
        leases.advance(LEASE);
        long present = leases.take("mq", "right", LEASE).orElseThrow();

        assertThat(leases.renew("mq", old, LEASE)).isFalse();
        leases.giveBack("mq", old);

        assertThat(leases.take("mq", "left", LEASE)).isEqualTo(OptionalLong.empty());
        assertThat(leases.fence("mq", old)).isFalse();
        assertThat(leases.fence("mq", present)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void preparing_twice_keeps_the_lease(TestDatabase vendor) throws Exception {
        on(vendor);
        long number = leases.take("mq", "left", LEASE).orElseThrow();

        leases.prepare("mq");

        assertThat(leases.fence("mq", number)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void nobody_waits_where_no_intake_is_at_work(TestDatabase vendor) throws Exception {
        on(vendor);
        leases.take("mq", "left", LEASE);

        assertThatCode(leases::awaitPresent).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_capture_point_that_was_not_prepared_has_no_lease(TestDatabase vendor) throws Exception {
        on(vendor);

        assertThatNullPointerException()
                .isThrownBy(() -> leases.take("fax", "left", LEASE))
                .withMessageContaining("fax");
    }

    @ParameterizedTest
    @Tag("A79")
    @EnumSource
    void a_capture_point_that_has_tasks_must_be_configured(TestDatabase vendor) throws Exception {
        on(vendor);
        leases.requireConfigured(List.of());
        TestDatabase.inTransaction(entities, entityManager -> new GlobalTaskList(entityManager)
                .add(
                        new Task.CapturedBy("mq", "demo", "backoffice", true, true, false, false, false),
                        new TaskCommand.Create("C1", AttributeValues.NONE, false),
                        new Origin("somebody", null, null, Channel.MESSAGE, null, null),
                        Instant.parse("2026-11-22T10:15:30Z")));

        leases.requireConfigured(List.of("mq"));
        assertThatIllegalStateException()
                .isThrownBy(() -> leases.requireConfigured(List.of("fax")))
                .withMessageContaining("workgate.capture-point.mq.intake=none");
    }
}
