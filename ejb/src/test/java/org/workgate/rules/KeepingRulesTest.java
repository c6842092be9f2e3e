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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    private Saved save(RulePlace place, @Nullable Integer latest, int priority, Instant validFrom) {
        return withBook(book -> book.save(place, latest, setting(priority), "admin", validFrom, NOW));
    }

    private List<RuleVersion.Heading> versions(RulePlace place) {
        return withBook(book -> book.versions(place));
    }

    private Optional<RuleVersion> find(RulePlace place, int version) {
        return withBook(book -> book.find(place, version));
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

        assertThat(versions(GLOBAL))
                .containsExactly(
                        new RuleVersion.Heading(GLOBAL, 2, "Table", "admin", NOW, NOW),
                        new RuleVersion.Heading(GLOBAL, 1, "Table", "admin", NOW, NOW));
        assertThat(versions(ORDERS))
                .containsExactly(new RuleVersion.Heading(ORDERS, 1, "Table", "admin", NOW, NOW.plusSeconds(60)));
        assertThat(find(GLOBAL, 1).map(RuleVersion::dmn)).contains(setting(10));
        assertThat(find(GLOBAL, 3)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void each_place_is_listed_with_what_is_in_force_and_what_comes_next(TestDatabase vendor) throws SQLException {
        open(vendor);
        var sales = new RulePlace(RuleService.PRIORITIZATION, Level.CONTRACT, "SALES");
        save(ORDERS, 0, 10, NOW.plusSeconds(30));
        save(sales, 0, 10, NOW);
        save(GLOBAL, 0, 10, NOW);
        save(GLOBAL, 1, 20, NOW.plusSeconds(20));
        save(GLOBAL, 2, 30, NOW.plusSeconds(10));
        save(GLOBAL, 3, 40, NOW.plusSeconds(10));
        save(GLOBAL, 4, 50, NOW);

        assertThat(entries(NOW.minusSeconds(1)))
                .containsExactly(
                        "prioritization -/5", "prioritization.contract.SALES -/1", "prioritization.process.ORDERS -/1");
        assertThat(entries(NOW))
                .containsExactly(
                        "prioritization 5/4", "prioritization.contract.SALES 1/-", "prioritization.process.ORDERS -/1");
        assertThat(entries(NOW.plusSeconds(10))).startsWith("prioritization 4/2");
        assertThat(entries(NOW.plusSeconds(30)))
                .containsExactly(
                        "prioritization 2/-", "prioritization.contract.SALES 1/-", "prioritization.process.ORDERS 1/-");
    }

    private List<String> entries(Instant at) {
        return withBook(book -> book.entries(at)).stream()
                .map(entry -> entry.place().name() + " " + number(entry.inForce()) + "/" + number(entry.next()))
                .toList();
    }

    private static String number(RuleVersion.@Nullable Heading heading) {
        return heading == null ? "-" : String.valueOf(heading.version());
    }

    @ParameterizedTest
    @EnumSource
    void who_has_not_seen_the_latest_version_saves_nothing(TestDatabase vendor) throws SQLException {
        open(vendor);
        save(GLOBAL, 0, 10, NOW);

        assertThat(save(GLOBAL, 0, 20, NOW)).isEqualTo(new Saved.Overtaken(1));
        assertThat(save(GLOBAL, 2, 20, NOW)).isEqualTo(new Saved.Overtaken(1));
        assertThat(save(ORDERS, null, 20, NOW)).isEqualTo(new Saved.Overtaken(0));
        assertThat(versions(GLOBAL)).hasSize(1);
        assertThat(versions(ORDERS)).isEmpty();
        assertThat(save(GLOBAL, null, 20, NOW)).isEqualTo(new Saved.Stored(2));
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
