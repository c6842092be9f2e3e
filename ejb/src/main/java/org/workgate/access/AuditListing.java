package org.workgate.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What auditors read of the audit trail, oldest first. Reads outside of any transaction, as lists do. */
@Stateless
@RolesAllowed(Role.AUDITOR)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditListing {

    /** The greatest number of lines in one part. */
    public static final int MAX_SIZE = 1_000;

    @PersistenceContext(unitName = "workgate-reading")
    private EntityManager entityManager;

    /** For the container, which sets the entity manager. */
    @SuppressWarnings("NullAway.Init")
    public AuditListing() {}

    /** The audit trail behind this entity manager. */
    public AuditListing(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * A line of the audit trail.
     *
     * @param number unique; ascends with time on each server only
     * @param at when it was recorded
     * @param event what happened, such as {@code SIGNED_IN}
     * @param principal the name that was given, at most 64 characters, which need not be that of a user
     * @param remoteAddress the address that asked, or null where the server itself did it or knows no address
     * @param detail what else is worth knowing, at most 255 characters, or null
     */
    public record Line(
            long number,
            Instant at,
            String event,
            String principal,
            @Nullable String remoteAddress,
            @Nullable String detail) {}

    /**
     * A part of the audit trail.
     *
     * @param lines its lines, oldest first
     * @param next the number of the line behind which the next part begins, or null on the last
     */
    public record Page(List<Line> lines, @Nullable Long next) {}

    /**
     * A part of the audit trail from a point in time on.
     *
     * @param size how many lines at most, 1 to {@link #MAX_SIZE}
     */
    public Page from(Instant from, int size) {
        return page(from, 0, size);
    }

    /**
     * The part that follows a line; nothing where there is no such line.
     *
     * @param number the number of the line
     * @param size how many lines at most, 1 to {@link #MAX_SIZE}
     */
    public Page after(long number, int size) {
        return entityManager
                .createQuery("select e.at from AuditEntry e where e.id = :number", Instant.class)
                .setParameter("number", number)
                .getResultStream()
                .findFirst()
                .map(at -> page(at, number, size))
                .orElse(new Page(List.of(), null));
    }

    private Page page(Instant begin, long after, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(size + " lines cannot be listed");
        }
        List<Line> found = entityManager
                .createQuery(
                        "select e from AuditEntry e where e.at >= :begin and (e.at > :begin or e.id > :after)"
                                + " order by e.at, e.id",
                        AuditEntry.class)
                .setParameter("begin", begin)
                .setParameter("after", after)
                .setMaxResults(size + 1)
                .getResultStream()
                .map(AuditEntry::line)
                .toList();
        List<Line> lines = found.subList(0, Math.min(size, found.size()));
        return new Page(
                lines, lines.size() < found.size() ? lines.get(lines.size() - 1).number() : null);
    }
}
