package org.workgate.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.StatementLog;
import org.workgate.platform.TestDatabase;

class MessageJournalTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");
    private static final byte[] BODY = "<GTLMessages/>".getBytes(StandardCharsets.UTF_8);

    private final StatementLog log = new StatementLog();
    private DataSource database;
    private EntityManagerFactory entities;

    void on(TestDatabase vendor) throws Exception {
        database = vendor.migrated();
        entities = TestDatabase.entities(log.watching(database));
        inTransaction(journal -> {
            journal.open("mq");
            return null;
        });
    }

    @AfterEach
    void close() {
        entities.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_message_comes_back_as_it_went(TestDatabase vendor) throws Exception {
        on(vendor);
        byte[] body = new byte[10 * 1024 * 1024];
        new Random(1).nextBytes(body);
        var heading = new JournalEntry.Heading(
                "mq", Direction.IN, "m1", "c1", null, "CreateTask", 17, "\uD83D\uDE00".repeat(64), NOW);
        inTransaction(journal -> {
            journal.write(heading, body.length, body);
            journal.write(out("m2", "m1"), 20_000_000, null);
            return null;
        });

        JournalEntry entry = inTransaction(journal -> journal.received("m1")).orElseThrow();
        assertThat(entry.heading()).isEqualTo(heading);
        assertThat(entry.size()).isEqualTo(body.length);
        assertThat(entry.body()).isEqualTo(body);
        JournalEntry answer = inTransaction(journal -> journal.answers("m1")).get(0);
        assertThat(answer.size()).isEqualTo(20_000_000);
        assertThat(answer.body()).isNull();
    }

    // Whoever puts a message makes its correlation ID, and no such message may stop the intake
    @ParameterizedTest
    @Tag("A73")
    @EnumSource
    void of_a_correlation_id_as_much_is_kept_as_can_be(TestDatabase vendor) throws Exception {
        on(vendor);
        String emoji = "\uD83D\uDE00";
        for (String id : List.of(emoji.repeat(1000), "a\u0000b\uD83Dc\uDE00")) {
            write(new JournalEntry.Heading("mq", Direction.OUT, "m1", id, "m0", "TaskHeld", 17, "C1", NOW));
        }

        assertThat(sent(0, 2))
                .extracting(entry -> entry.heading().correlationId())
                .containsExactly(emoji.repeat(128), "a\uFFFDb\uFFFDc\uFFFD");
    }

    @ParameterizedTest
    @EnumSource
    void opening_twice_keeps_the_numbers(TestDatabase vendor) throws Exception {
        on(vendor);
        write(out("m1", null));
        inTransaction(journal -> {
            journal.open("mq");
            return null;
        });
        write(out("m2", null));

        assertThat(sent(0, 10)).extracting(JournalEntry::sequence).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void a_capture_point_that_was_never_opened_is_refused(TestDatabase vendor) throws Exception {
        on(vendor);
        var heading = new JournalEntry.Heading("other", Direction.IN, "m1", null, null, "", null, null, NOW);

        assertThatThrownBy(() -> write(heading))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
    }

    @ParameterizedTest
    @EnumSource
    void answers_are_in_the_order_of_their_operations(TestDatabase vendor) throws Exception {
        on(vendor);
        inTransaction(journal -> {
            journal.write(in("m1"), BODY.length, BODY);
            journal.write(out("z", "m1"), BODY.length, BODY);
            journal.write(out("unsolicited", null), BODY.length, BODY);
            journal.write(out("a", "m1"), BODY.length, BODY);
            return null;
        });

        List<JournalEntry> answers = inTransaction(journal -> journal.answers("m1"));
        assertThat(answers).extracting(entry -> entry.heading().messageId()).containsExactly("z", "a");
        List<JournalEntry> answersToAnother = inTransaction(journal -> journal.answers("m2"));
        assertThat(answersToAnother).isEmpty();
        Optional<JournalEntry> sent = inTransaction(journal -> journal.received("z"));
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void answers_have_no_bodies_where_these_would_be_too_much_at_once(TestDatabase vendor) throws Exception {
        on(vendor);
        byte[] large = new byte[9 << 20];
        inTransaction(journal -> {
            journal.write(out("a", "m1"), large.length, large);
            journal.write(out("b", "m1"), large.length, large);
            return null;
        });

        List<JournalEntry> answers = inTransaction(journal -> journal.answers("m1"));

        assertThat(answers).extracting(entry -> entry.heading().messageId()).containsExactly("a", "b");
        assertThat(answers).extracting(JournalEntry::size).containsOnly((long) large.length);
        assertThat(answers.get(0).body()).hasSize(large.length);
        assertThat(answers.get(1).body()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_old_enough_is_discarded_portion_by_portion(TestDatabase vendor) throws Exception {
        on(vendor);
        Instant old = NOW.minusSeconds(60);
        inTransaction(journal -> {
            for (int i = 1; i <= 3; i++) {
                journal.write(
                        new JournalEntry.Heading("mq", Direction.OUT, "old" + i, null, null, "Pong", null, null, old),
                        BODY.length,
                        BODY);
            }
            journal.write(in("kept"), BODY.length, BODY);
            journal.write(out("new", "kept"), BODY.length, BODY);
            return null;
        });

        assertThat(discard(NOW, 2)).isEqualTo(2);
        assertThat(discard(NOW, 2)).isEqualTo(1);
        assertThat(discard(NOW, 2)).isZero();
        assertThat(sent(0, 10)).extracting(entry -> entry.heading().messageId()).containsExactly("new");
        Optional<JournalEntry> kept = inTransaction(journal -> journal.received("kept"));
        assertThat(kept).isPresent();
    }

    private int discard(Instant before, int most) {
        return inTransaction(journal -> journal.discard("mq", Direction.OUT, before, most));
    }

    @ParameterizedTest
    @EnumSource
    void what_was_sent_is_read_page_by_page(TestDatabase vendor) throws Exception {
        on(vendor);
        inTransaction(journal -> {
            for (int i = 1; i <= 5; i++) {
                journal.write(in("in" + i), BODY.length, BODY);
                journal.write(out("out" + i, "in" + i), BODY.length, BODY);
            }
            return null;
        });

        assertThat(sent(0, 2)).extracting(JournalEntry::sequence).containsExactly(2L, 4L);
        assertThat(sent(4, 2)).extracting(JournalEntry::sequence).containsExactly(6L, 8L);
        assertThat(sent(8, 2)).extracting(JournalEntry::sequence).containsExactly(10L);
        assertThat(sent(10, 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_second_writer_waits_and_gets_a_higher_number(TestDatabase vendor) throws Exception {
        on(vendor);
        try (EntityManager first = entities.createEntityManager()) {
            first.getTransaction().begin();
            var journal = new MessageJournal(first);
            journal.write(out("first", null), BODY.length, BODY);

            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> write(out("second", null)));
            await().atMost(60, SECONDS).until(() -> waiting(vendor) == 1);
            journal.write(out("first again", null), BODY.length, BODY);
            assertThat(second).isNotDone();

            first.getTransaction().commit();
            second.get(60, SECONDS);
        }

        assertThat(sent(0, 10))
                .extracting(entry -> entry.heading().messageId())
                .containsExactly("first", "first again", "second");
    }

    @ParameterizedTest
    @EnumSource
    void a_writer_that_failed_leaves_its_numbers_to_the_next(TestDatabase vendor) throws Exception {
        on(vendor);
        assertThatThrownBy(() -> inTransaction(journal -> {
                    journal.write(out("lost", null), BODY.length, BODY);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        write(out("kept", null));

        assertThat(sent(0, 10)).extracting(JournalEntry::sequence).containsExactly(1L);
    }

    @ParameterizedTest
    @EnumSource
    void a_transaction_locks_once_and_leaves_one_batch_per_table(TestDatabase vendor) throws Exception {
        on(vendor);
        log.clear();

        inTransaction(journal -> {
            for (int i = 0; i < 50; i++) {
                journal.write(in("in" + i), BODY.length, BODY);
                journal.write(out("out" + i, "in" + i), BODY.length, BODY);
            }
            return null;
        });

        assertThat(log.executions("select"))
                .extracting(StatementLog.Execution::sql)
                .filteredOn(sql -> sql.toUpperCase(Locale.ROOT).contains(" FOR UPDATE"))
                .hasSize(1);
        assertThat(log.executions("update"))
                .extracting(StatementLog.Execution::rows)
                .containsExactly(1);
        assertThat(log.executions("insert"))
                .extracting(StatementLog.Execution::rows)
                .containsExactly(100);
    }

    /** How many statements wait for a lock. */
    private int waiting(TestDatabase vendor) throws SQLException {
        String query =
                switch (vendor) {
                    case DERBY -> "select count(*) from syscs_diag.lock_table where state = 'WAIT'";
                    case POSTGRESQL ->
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()";
                };
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static JournalEntry.Heading in(String messageId) {
        return new JournalEntry.Heading("mq", Direction.IN, messageId, null, null, "CreateTask", null, null, NOW);
    }

    private static JournalEntry.Heading out(String messageId, @Nullable String answers) {
        return new JournalEntry.Heading("mq", Direction.OUT, messageId, answers, answers, "TaskCreated", 17, "C1", NOW);
    }

    private void write(JournalEntry.Heading heading) {
        inTransaction(journal -> {
            journal.write(heading, BODY.length, BODY);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void of_several_messages_those_are_found_that_came_in(TestDatabase vendor) throws Exception {
        on(vendor);
        inTransaction(journal -> {
            journal.write(in("m1"), BODY.length, BODY);
            journal.write(
                    new JournalEntry.Heading("mq", Direction.BACKOUT, "m2", null, null, "", null, null, NOW),
                    BODY.length,
                    BODY);
            journal.write(out("m3", "m1"), BODY.length, BODY);
            return null;
        });

        List<String> received = inTransaction(journal -> journal.received(List.of("m1", "m2", "m3", "m4")));
        assertThat(received).containsExactlyInAnyOrder("m1", "m2");
        List<String> none = inTransaction(journal -> journal.received(List.of("m4")));
        assertThat(none).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_page_ends_where_its_bodies_would_be_too_much_at_once(TestDatabase vendor) throws Exception {
        on(vendor);
        long tenMegabytes = 10 << 20;
        inTransaction(journal -> {
            journal.write(out("m1", null), 2 * tenMegabytes, null);
            journal.write(out("m2", null), tenMegabytes, null);
            journal.write(out("m3", null), BODY.length, BODY);
            journal.write(out("m4", null), tenMegabytes, null);
            return null;
        });

        assertThat(sent(0, 10)).extracting(JournalEntry::sequence).containsExactly(1L);
        assertThat(sent(1, 10)).extracting(JournalEntry::sequence).containsExactly(2L, 3L);
        assertThat(sent(3, 10)).extracting(JournalEntry::sequence).containsExactly(4L);
    }

    private List<JournalEntry> sent(long after, int limit) {
        return inTransaction(journal -> journal.sent("mq", after, limit));
    }

    private <T> T inTransaction(Function<MessageJournal, T> work) {
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(new MessageJournal(entityManager)));
    }
}
