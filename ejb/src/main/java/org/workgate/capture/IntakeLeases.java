package org.workgate.capture;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.workgate.journal.MessageJournal;
import org.workgate.task.GlobalTaskList;

/** Keeps the {@link IntakeLease}s. Taking and keeping one are transactions of their own; {@link #fence} joins the intake's. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class IntakeLeases {

    @Inject
    private EntityManager entityManager;

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private MessageJournal journal;

    @Inject
    private Clock clock;

    /**
     * Makes sure that every capture point is configured that has tasks: without it they could neither change nor be told of.
     *
     * @param ids the configured ones
     * @throws IllegalStateException naming one that is missing, and what to do
     */
    public void requireConfigured(Collection<String> ids) {
        entityManager
                .createQuery("select l.capturePointId from IntakeLease l order by l.capturePointId", String.class)
                .getResultStream()
                .filter(id -> !ids.contains(id) && tasks.hasTaskOf(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalStateException(
                            "Capture point " + id + " has tasks, but is not configured; add it to"
                                    + " workgate.capture-points again, with workgate.capture-point." + id
                                    + ".intake=none if it is to take no messages");
                });
    }

    /** Makes sure that the capture point has a lease that can be taken, and a journal that can be written to. */
    public void prepare(String capturePointId) {
        if (entityManager.find(IntakeLease.class, capturePointId) == null) {
            entityManager.persist(new IntakeLease(capturePointId));
        }
        journal.open(capturePointId);
    }

    /**
     * Takes the lease, if it is free; then waits for transactions of the intake that are running or in doubt, as long as the
     * database lets it wait for a lock.
     *
     * @param server who takes it
     * @param duration how long it is valid unless renewed
     * @return the number that every transaction of the intake has to show, or nothing where another server has the lease
     * @throws jakarta.persistence.PersistenceException if the row stayed locked, or the database does not answer
     */
    public OptionalLong take(String capturePointId, String server, Duration duration) {
        // Whoever stands by looks every few seconds: to lock the row for that would hold up whoever works.
        IntakeLease lease = prepared(entityManager.find(IntakeLease.class, capturePointId), capturePointId);
        if (!lease.isFreeFor(server, now())) {
            return OptionalLong.empty();
        }
        entityManager.refresh(lease, LockModeType.PESSIMISTIC_WRITE);
        Instant now = now();
        return lease.isFreeFor(server, now) ? OptionalLong.of(lease.take(server, now, duration)) : OptionalLong.empty();
    }

    /** Prolongs the lease; false where another server has taken it. */
    public boolean renew(String capturePointId, long number, Duration duration) {
        return locked(capturePointId).renew(number, now(), duration);
    }

    /** Gives the lease back, so that another server need not wait for its end. */
    public void giveBack(String capturePointId, long number) {
        locked(capturePointId).giveBack(number, now());
    }

    /**
     * Waits until the transactions of all intakes that are running now, or in doubt, have ended; they keep their row locked.
     *
     * @throws jakarta.persistence.PersistenceException if a row stayed locked, or the database does not answer
     */
    public void awaitPresent() {
        entityManager
                .createQuery("select l from IntakeLease l", IntakeLease.class)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList();
    }

    /**
     * Lets the present transaction go on only if the lease still has this number, and keeps it from changing hands until
     * the transaction has ended.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean fence(String capturePointId, long number) {
        return entityManager
                        .createQuery("update IntakeLease l set l.batches = l.batches + 1"
                                + " where l.capturePointId = :capturePointId and l.epoch = :number")
                        .setParameter("capturePointId", capturePointId)
                        .setParameter("number", number)
                        .executeUpdate()
                == 1;
    }

    /** Writes what the present transaction has to write, so that a failure shows now rather than at its end. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void flush() {
        entityManager.flush();
    }

    private IntakeLease locked(String capturePointId) {
        return prepared(
                entityManager.find(IntakeLease.class, capturePointId, LockModeType.PESSIMISTIC_WRITE), capturePointId);
    }

    private static IntakeLease prepared(@Nullable IntakeLease lease, String capturePointId) {
        return Objects.requireNonNull(lease, () -> "No lease was prepared for capture point " + capturePointId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
