package org.workgate.capture;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.workgate.journal.MessageJournal;
import org.workgate.platform.TestDatabase;
import org.workgate.task.GlobalTaskList;

/** The leases as the container offers them: every call but those of the intake in a transaction of its own. */
final class StoredLeases extends IntakeLeases {

    private final EntityManagerFactory entities;
    private Instant now = Instant.parse("2026-11-22T10:15:30.123456Z");

    /** Whether the database answers. */
    boolean away;

    StoredLeases(EntityManagerFactory entities) {
        this.entities = entities;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public void requireConfigured(Collection<String> ids) {
        inTransaction(leases -> {
            leases.requireConfigured(ids);
            return null;
        });
    }

    @Override
    public void prepare(String capturePointId) {
        inTransaction(leases -> {
            leases.prepare(capturePointId);
            return null;
        });
    }

    @Override
    public void awaitPresent() {
        inTransaction(present -> {
            present.awaitPresent();
            return true;
        });
    }

    @Override
    public OptionalLong take(String capturePointId, String server, Duration duration) {
        return inTransaction(leases -> leases.take(capturePointId, server, duration));
    }

    @Override
    public boolean renew(String capturePointId, long number, Duration duration) {
        return inTransaction(leases -> leases.renew(capturePointId, number, duration));
    }

    @Override
    public void giveBack(String capturePointId, long number) {
        inTransaction(leases -> {
            leases.giveBack(capturePointId, number);
            return null;
        });
    }

    @Override
    public boolean fence(String capturePointId, long number) {
        return inTransaction(leases -> leases.fence(capturePointId, number));
    }

    <T> T inTransaction(Function<IntakeLeases, T> work) {
        if (away) {
            throw new IllegalStateException("The database is away");
        }
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(injected(entityManager)));
    }

    private IntakeLeases injected(EntityManager entityManager) {
        var leases = new IntakeLeases();
        Map.<String, Object>of(
                        "entityManager",
                        entityManager,
                        "tasks",
                        new GlobalTaskList(entityManager),
                        "journal",
                        new MessageJournal(entityManager),
                        "clock",
                        Clock.fixed(now, ZoneOffset.UTC))
                .forEach((field, value) -> inject(leases, field, value));
        return leases;
    }

    private static void inject(IntakeLeases leases, String field, Object value) {
        try {
            Field found = IntakeLeases.class.getDeclaredField(field);
            found.setAccessible(true);
            found.set(leases, value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Nothing is injected as " + field, e);
        }
    }
}
