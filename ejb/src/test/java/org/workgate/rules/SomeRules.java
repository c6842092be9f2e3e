package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.workgate.platform.TestDatabase;

/** Rules that are in force, in a database of their own, for tests of those who apply them. */
public final class SomeRules implements AutoCloseable {

    private final EntityManagerFactory entities;
    private final EntityManager entityManager;
    private final Instant now;

    /** None yet, at this time. */
    public SomeRules(Instant now) throws SQLException {
        this.now = now;
        entities = TestDatabase.entities(TestDatabase.DERBY.migrated());
        entityManager = entities.createEntityManager();
    }

    /** Those of the sample set-up. */
    public SomeRules withSamples() {
        return with(RulePlace.global(RuleService.CLASSIFICATION), sample("classification.dmn"))
                .with(RulePlace.global(RuleService.PRIORITIZATION), sample("prioritization.dmn"));
    }

    private static String sample(String file) {
        try {
            return Files.readString(Path.of("../samples/rules", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another table. */
    public SomeRules with(RulePlace place, TableText table) {
        return with(place, table.toString());
    }

    private SomeRules with(RulePlace place, String dmn) {
        RuleBook.Saved saved = TestDatabase.inTransaction(
                entities, manager -> new RuleBook(manager).save(place, 0, dmn, "admin", now, now));
        assertThat(saved).isEqualTo(new RuleBook.Saved.Stored(1));
        return this;
    }

    /** All of them. */
    public RulesInForce inForce() {
        return new RulesInForce(new RuleBook(entityManager), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Override
    public void close() {
        entityManager.close();
        entities.close();
    }
}
