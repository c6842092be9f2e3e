package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;

class SubmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");

    private EntityManagerFactory entities;

    void on(TestDatabase vendor) throws Exception {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    /** What decides between two requests at once that both have looked and found nothing. */
    @ParameterizedTest
    @EnumSource
    void a_principal_uses_a_key_once_in_a_capture_point(TestDatabase vendor) throws Exception {
        on(vendor);
        submit("m1", "mq", "key", "admin");

        assertThatThrownBy(() -> submit("m2", "mq", "key", "admin")).isInstanceOf(PersistenceException.class);
        submit("m3", "mq", "Key", "admin");
        submit("m4", "mq", "key", "crm");
        submit("m5", "fax", "key", "admin");

        assertThat(find("m1")).isNotNull();
        assertThat(find("m2")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void submissions_without_a_key_do_not_collide(TestDatabase vendor) throws Exception {
        on(vendor);
        submit("m1", "mq", null, "admin");
        submit("m2", "mq", null, "admin");

        Submission second = find("m2");
        assertThat(second).isNotNull();
        assertThat(second.capturePointId()).isEqualTo("mq");
        assertThat(second.submittedAt()).isEqualTo(NOW);
    }

    private void submit(String messageId, String capturePointId, @Nullable String key, String principal) {
        TestDatabase.inTransaction(entities, entityManager -> {
            entityManager.persist(new Submission(messageId, capturePointId, key, principal, NOW));
            return messageId;
        });
    }

    private @Nullable Submission find(String messageId) {
        return TestDatabase.inTransaction(entities, entityManager -> entityManager.find(Submission.class, messageId));
    }
}
