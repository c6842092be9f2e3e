package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.workgate.platform.TestDatabase;
import org.workgate.rules.RuleBook.Saved;
import org.workgate.rules.RulePlace.Level;
import org.workgate.task.CustomAttributes;

class TryingDraftsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final RulePlace GLOBAL = RulePlace.global(RuleService.PRIORITIZATION);
    private static final RulePlace ORDERS = new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "ORDERS");
    private static final RulePlace CLAIMS = new RulePlace(RuleService.PRIORITIZATION, Level.PROCESS, "CLAIMS");

    private EntityManagerFactory entities;

    @BeforeEach
    void open() throws SQLException {
        entities = TestDatabase.entities(TestDatabase.DERBY.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private static String giving(String priority) {
        return TableText.table("FIRST").output("priority").row(priority).toString();
    }

    private void save(RulePlace place, int latest, String priority, Instant at) {
        Saved saved = TestDatabase.inTransaction(entities, entityManager -> new RuleBook(entityManager)
                .save(place, latest, giving(priority), "admin", at, at));
        assertThat(saved).isEqualTo(new Saved.Stored(latest + 1));
    }

    private static int priority(Rules rules, RulePlace place) {
        Verdict verdict = rules.at(place)
                .orElseThrow()
                .evaluate(new RuleFacts(
                        Map.of(),
                        CustomAttributes.NONE,
                        new RuleRound(RuleRound.Cause.TIMER, false, NOW, WorkingTime.ALWAYS)));
        var row = ((Verdict.Fired) verdict).rows().get(0);
        return ((RuleAction.SetPriority) row.actions().get(0)).priority();
    }

    @Test
    void a_draft_holds_at_its_place_and_everything_else_as_it_did() throws UnusableRules {
        save(GLOBAL, 0, "10", NOW);
        save(ORDERS, 0, "20", NOW);

        TestDatabase.inTransaction(entities, entityManager -> {
            var inForce = new RulesAt(new RuleBook(entityManager), NOW);
            Rules drafted = inForce.with(draft(ORDERS, "99"));

            assertThat(priority(drafted, ORDERS)).isEqualTo(99);
            assertThat(priority(drafted, GLOBAL)).isEqualTo(10);
            assertThat(drafted.at(CLAIMS)).isEmpty();
            assertThat(priority(inForce.with(draft(CLAIMS, "30")), CLAIMS)).isEqualTo(30);
            assertThat(priority(inForce, ORDERS)).isEqualTo(20);
            return null;
        });
    }

    private static StoredRules draft(RulePlace place, String priority) {
        try {
            return StoredRules.draft(place, giving(priority));
        } catch (UnusableRules e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_comes_into_force_later_is_none_of_the_rules_of_a_moment() {
        save(GLOBAL, 0, "10", NOW);
        TestDatabase.inTransaction(entities, entityManager -> {
            var moment = new RulesAt(new RuleBook(entityManager), NOW.plusSeconds(1));

            save(GLOBAL, 1, "20", NOW.plusSeconds(2));

            assertThat(priority(moment, GLOBAL)).isEqualTo(10);
            assertThat(priority(new RulesAt(new RuleBook(entityManager), NOW.plusSeconds(2)), GLOBAL))
                    .isEqualTo(20);
            return null;
        });
    }

    @Test
    void a_draft_with_faults_is_refused_as_when_it_is_saved() {
        String wrong = giving("high");
        Saved saved = TestDatabase.inTransaction(
                entities, entityManager -> new RuleBook(entityManager).save(GLOBAL, 0, wrong, "admin", NOW, NOW));

        UnusableRules refused = catchThrowableOfType(UnusableRules.class, () -> StoredRules.draft(GLOBAL, wrong));

        assertThat(saved).isEqualTo(new Saved.Refused(refused.faults()));
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.row()).isEqualTo(1);
            assertThat(fault.column()).isEqualTo("priority");
        });
    }
}
