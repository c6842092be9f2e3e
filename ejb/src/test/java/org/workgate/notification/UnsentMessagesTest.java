package org.workgate.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.notification.UnsentMessage.Cause;
import org.workgate.notification.UnsentMessages.Listed;
import org.workgate.platform.QueryPlans;
import org.workgate.platform.TestDatabase;

/** A89; on Derby alone but for the plans, since nothing else in it depends on the database. */
class UnsentMessagesTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:15:30.123456Z");

    private EntityManagerFactory entities;

    @BeforeEach
    void open() throws Exception {
        entities = TestDatabase.entities(TestDatabase.DERBY.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private <T> T inTransaction(Function<UnsentMessages, T> work) {
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(new UnsentMessages(entityManager)));
    }

    private UnsentMessage keep(String capturePointId, Envelope envelope, String fault, Instant at) {
        return inTransaction(messages -> {
            var message =
                    new UnsentMessage(capturePointId, envelope, "<a>ü</a>".repeat(10_000), Cause.SCRIPT, fault, at);
            messages.keep(message);
            return message;
        });
    }

    private List<Listed> list(String capturePointId, int limit) {
        return list(capturePointId, 0, limit);
    }

    private List<Listed> list(String capturePointId, long after, int limit) {
        return inTransaction(messages -> messages.list(capturePointId, Cause.SCRIPT, after, limit));
    }

    private Optional<UnsentMessage> lock(String capturePointId, long id) {
        return inTransaction(messages -> messages.lock(capturePointId, id));
    }

    private static Envelope envelope(String type) {
        return new Envelope(type, 17, "SR-1", "ID:4711", "4711");
    }

    @Test
    @Tag("A89")
    void a_message_is_kept_with_all_that_goes_with_it() {
        keep("mq", envelope("TaskHeld"), "No word", AT);

        assertThat(list("mq", 10)).singleElement().satisfies(message -> {
            assertThat(message.envelope()).isEqualTo(envelope("TaskHeld"));
            assertThat(message.length()).isEqualTo(80_000);
            Map<Long, String> texts = inTransaction(messages -> messages.texts(List.of(message)));
            assertThat(texts).containsExactly(Map.entry(message.id(), "<a>ü</a>".repeat(10_000)));
            assertThat(message.fault()).isEqualTo("No word");
            assertThat(message.failedAt()).isEqualTo(AT);
        });
    }

    // It is put as it came, and who puts a request may make it as long as he likes
    @ParameterizedTest
    @Tag("A39")
    @EnumSource
    void a_correlation_id_is_kept_in_full(TestDatabase vendor) throws Exception {
        entities.close();
        entities = TestDatabase.entities(vendor.migrated());
        String correlationId = "\uD83D\uDE00".repeat(50_000);

        keep("mq", new Envelope("Error", null, null, correlationId, "4711"), "No word", AT);

        assertThat(list("mq", 10)).singleElement().satisfies(message -> assertThat(
                        message.envelope().correlationId())
                .isEqualTo(correlationId));
    }

    @Test
    void the_oldest_comes_first_and_each_capture_point_has_its_own() {
        keep("mq", envelope("First"), "x", AT);
        keep("mq", envelope("Second"), "x", AT.plusSeconds(1));
        keep("mq", envelope("Third"), "x", AT.plusSeconds(2));
        keep("crm", envelope("Other"), "x", AT);

        assertThat(list("mq", 2))
                .extracting(message -> message.envelope().type())
                .containsExactly("First", "Second");
        assertThat(list("mq", list("mq", 2).get(1).id(), 2))
                .extracting(message -> message.envelope().type())
                .containsExactly("Third");
    }

    @Test
    void no_more_are_read_at_once_than_their_texts_allow_but_always_one() {
        Listed tooLong = new Listed(1, envelope("First"), AT, "x", UnsentMessages.MAX_LENGTH + 1);
        Listed half = new Listed(2, envelope("Second"), AT, "x", UnsentMessages.MAX_LENGTH / 2);

        assertThat(UnsentMessages.thatFit(List.of(tooLong, half))).containsExactly(tooLong);
        assertThat(UnsentMessages.thatFit(List.of(half, half, half))).hasSize(2);
        assertThat(UnsentMessages.thatFit(List.of())).isEmpty();
    }

    @Test
    void of_another_capture_point_there_is_none_to_be_sent() {
        long id = keep("mq", envelope("TaskHeld"), "x", AT).id();

        assertThat(lock("crm", id)).isEmpty();
        assertThat(lock("mq", id + 1)).isEmpty();
        assertThat(lock("mq", id)).isPresent();
    }

    @Test
    void a_fault_is_cut_between_characters() {
        UnsentMessage message = keep("mq", envelope("TaskHeld"), "\uD83D\uDE00".repeat(300), AT);

        assertThat(message.fault()).isEqualTo("\uD83D\uDE00".repeat(255));
    }

    @Test
    @Tag("A79")
    void what_waits_for_the_queue_manager_is_told_apart_from_what_waits_for_a_repair() {
        keep("mq", envelope("TaskHeld"), "x", AT);
        assertThat(waits("mq", 17)).isFalse();

        inTransaction(messages -> {
            messages.keep(new UnsentMessage("mq", envelope("TaskResumed"), "<a/>", Cause.BROKER, "closed", AT));
            return messages;
        });

        assertThat(waits("mq", 17)).isTrue();
        assertThat(waits("mq", 18)).isFalse();
        assertThat(waits("crm", 17)).isFalse();
        assertThat(list("mq", 10))
                .extracting(message -> message.envelope().type())
                .containsExactly("TaskHeld");
        long waiting = inTransaction(messages -> messages.count("mq", Cause.BROKER));
        assertThat(waiting).isEqualTo(1);
    }

    private boolean waits(String capturePointId, int brokerId) {
        return inTransaction(messages -> messages.anyWaits(capturePointId, brokerId));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_kept_is_found_through_an_index(TestDatabase vendor) throws Exception {
        try (var plans = new QueryPlans(vendor)) {
            plans.inTransaction(entityManager -> {
                var messages = new UnsentMessages(entityManager);
                for (int i = 0; i < 4_000; i++) {
                    messages.keep(new UnsentMessage(
                            "point" + i % 4,
                            new Envelope("TaskHeld", i / 8, "SR-" + i / 8, null, null),
                            "<a/>",
                            i / 4 % 2 == 0 ? Cause.SCRIPT : Cause.BROKER,
                            "No word",
                            AT));
                }
            });
            plans.analyze("gtl_unsent");

            plans.assertIndexed(entityManager -> new UnsentMessages(entityManager).list("point1", Cause.SCRIPT, 0, 20));
            plans.assertIndexed(entityManager -> new UnsentMessages(entityManager).numbers("point1", Cause.BROKER, 20));
            plans.assertIndexed(entityManager -> new UnsentMessages(entityManager).count("point1", Cause.BROKER));
            plans.assertIndexed(entityManager -> new UnsentMessages(entityManager).anyWaits("point1", 77));
        }
    }
}
