package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.access.SettableClock;
import org.workgate.platform.TestDatabase;
import org.workgate.rules.RuleBook.Saved;
import org.workgate.rules.RulePlace.Level;
import org.workgate.task.CustomAttributes;
import org.workgate.task.InvalidValueException;

class KeepingRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final RulePlace GLOBAL = RulePlace.global(RuleService.PRIORITIZATION);
    private static final RulePlace ORDERS = new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "ORDERS");

    private EntityManagerFactory entities;

    private void open(TestDatabase vendor) throws SQLException {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private <T> T withBook(Function<RuleBook, T> work) {
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(new RuleBook(entityManager)));
    }

    private Saved save(RulePlace place, int latest, int priority, Instant validFrom) {
        return withBook(book -> book.save(place, latest, setting(priority), "admin", validFrom, NOW));
    }

    private List<RuleVersion> versions(RulePlace place) {
        return withBook(book -> book.versions(place, 10));
    }

    private static String setting(int priority) {
        return TableText.table("FIRST")
                .output("priority")
                .row(String.valueOf(priority))
                .toString();
    }

    private static int priority(StoredRules rules) {
        Verdict verdict = rules.evaluate(new RuleFacts(
                Map.of(), CustomAttributes.NONE, new RuleRound(RuleRound.Cause.FIRST, false, NOW, WorkingTime.ALWAYS)));
        var row = ((Verdict.Fired) verdict).rows().get(0);
        return ((RuleAction.SetPriority) row.actions().get(0)).priority();
    }

    @ParameterizedTest
    @EnumSource
    void versions_of_a_place_are_numbered_and_kept(TestDatabase vendor) throws SQLException {
        open(vendor);

        assertThat(save(GLOBAL, 0, 10, NOW)).isEqualTo(new Saved.Stored(1));
        assertThat(save(GLOBAL, 1, 20, NOW)).isEqualTo(new Saved.Stored(2));
        assertThat(save(ORDERS, 0, 30, NOW.plusSeconds(60))).isEqualTo(new Saved.Stored(1));

        List<RuleVersion> versions = versions(GLOBAL);
        assertThat(versions).extracting(RuleVersion::version).containsExactly(2, 1);
        assertThat(versions.get(1)).satisfies(first -> {
            assertThat(first.place()).isEqualTo(GLOBAL);
            assertThat(first.name()).isEqualTo("Table");
            assertThat(first.dmn()).isEqualTo(setting(10));
            assertThat(first.author()).isEqualTo("admin");
            assertThat(first.createdAt()).isEqualTo(NOW);
            assertThat(first.validFrom()).isEqualTo(NOW);
        });
        assertThat(versions(ORDERS)).singleElement().satisfies(only -> assertThat(only.validFrom())
                .isEqualTo(NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource
    void who_has_not_seen_the_latest_version_saves_nothing(TestDatabase vendor) throws SQLException {
        open(vendor);
        save(GLOBAL, 0, 10, NOW);

        assertThat(save(GLOBAL, 0, 20, NOW)).isEqualTo(new Saved.Overtaken(1));
        assertThat(save(GLOBAL, 2, 20, NOW)).isEqualTo(new Saved.Overtaken(1));
        assertThat(versions(GLOBAL)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void who_saves_at_the_same_moment_takes_turns(TestDatabase vendor) throws Exception {
        open(vendor);
        int writers = 3;
        var together = new CyclicBarrier(writers);
        Callable<Saved> writer = () -> {
            together.await();
            return save(GLOBAL, 0, 10, NOW);
        };

        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Future<Saved>> results = pool.invokeAll(List.of(writer, writer, writer));
            assertThat(List.of(
                            results.get(0).get(),
                            results.get(1).get(),
                            results.get(2).get()))
                    .containsExactlyInAnyOrder(new Saved.Stored(1), new Saved.Overtaken(1), new Saved.Overtaken(1));
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rules_that_cannot_be_used_are_not_saved(TestDatabase vendor) throws SQLException {
        open(vendor);

        Saved saved = withBook(book -> book.save(
                GLOBAL, 0, TableText.table("FIRST").output("priority").row("x").toString(), "admin", NOW, NOW));

        assertThat(saved).isInstanceOfSatisfying(Saved.Refused.class, refused -> assertThat(refused.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.row()).isEqualTo(1)));
        assertThat(versions(GLOBAL)).isEmpty();
        assertThatThrownBy(() -> withBook(book -> book.save(GLOBAL, 0, setting(1), "a".repeat(65), NOW, NOW)))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @EnumSource
    void the_version_that_came_into_force_last_is_in_force(TestDatabase vendor) throws SQLException {
        open(vendor);
        save(GLOBAL, 0, 10, NOW.minusSeconds(999));
        save(GLOBAL, 1, 20, NOW.plusSeconds(100));
        save(GLOBAL, 2, 30, NOW.plusSeconds(50));
        save(ORDERS, 0, 99, NOW);

        assertThat(inForce(NOW.minusSeconds(1))).isZero();
        assertThat(inForce(NOW)).isEqualTo(1);
        assertThat(inForce(NOW.plusSeconds(50))).isEqualTo(3);
        assertThat(inForce(NOW.plusSeconds(100))).isEqualTo(2);
    }

    private int inForce(Instant at) {
        return withBook(book ->
                book.inForce(GLOBAL, at).map(id -> book.get(id).version()).orElse(0));
    }

    @ParameterizedTest
    @EnumSource
    void another_server_notices_a_new_version_within_two_seconds(TestDatabase vendor) throws SQLException {
        open(vendor);
        var clock = new SettableClock(NOW);
        try (EntityManager other = entities.createEntityManager()) {
            var rules = new RulesInForce(new RuleBook(other), clock);
            assertThat(rules.at(GLOBAL)).isEmpty();

            save(GLOBAL, 0, 10, NOW);
            save(GLOBAL, 1, 20, NOW.plusSeconds(3));

            assertThat(rules.at(GLOBAL)).isEmpty();
            clock.advance(Duration.ofSeconds(2));
            assertThat(rules.at(GLOBAL)).hasValueSatisfying(first -> {
                assertThat(first.version()).isEqualTo(1);
                assertThat(first.place()).isEqualTo(GLOBAL);
                assertThat(priority(first)).isEqualTo(10);
            });
            clock.advance(Duration.ofSeconds(2));
            assertThat(rules.at(GLOBAL))
                    .hasValueSatisfying(second -> assertThat(priority(second)).isEqualTo(20));
            StoredRules compiled = rules.at(GLOBAL).orElseThrow();
            clock.advance(Duration.ofHours(1));
            assertThat(rules.at(GLOBAL).orElseThrow()).isSameAs(compiled);
            assertThat(rules.at(ORDERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stored_version_that_can_no_longer_be_used_is_a_fault(TestDatabase vendor) throws SQLException {
        open(vendor);
        TestDatabase.inTransaction(entities, entityManager -> {
            entityManager.persist(new RuleVersion(GLOBAL, 1, "Old", "<old/>", "admin", NOW, NOW));
            return entityManager;
        });
        try (EntityManager entityManager = entities.createEntityManager()) {
            StoredRules rules = new RulesInForce(new RuleBook(entityManager), new SettableClock(NOW))
                    .at(GLOBAL)
                    .orElseThrow();

            Verdict verdict = rules.evaluate(RuleFacts.sample());

            assertThat(verdict).isInstanceOfSatisfying(Verdict.Faulted.class, faulted -> assertThat(
                            faulted.fault().message())
                    .contains("must be definitions of DMN"));
        }
    }
}
