package org.workgate.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records who came in and who did not, who read bodies of messages, and who changed users, each entry in a transaction of its own
 * unless it says otherwise.
 */
@Dependent
public class AuditTrail {

    @Inject
    private EntityManager entityManager;

    @Inject
    private Clock clock;

    /**
     * Adds an entry with the present time. Texts that are too long are cut.
     *
     * @param event what happened
     * @param principal the name that was given
     * @param remoteAddress the address that asked, or null where the server itself did it or knows no address
     * @param detail what else is worth knowing, or null
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void record(AuditEntry.Event event, String principal, @Nullable String remoteAddress, @Nullable String detail) {
        entityManager.persist(new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MICROS), event, principal, remoteAddress, detail));
    }

    /**
     * Adds an entry that somebody does not wait for a distribution system to give a task back, in the transaction that does so.
     *
     * @param principal who does not
     * @param brokerId the task
     */
    @Transactional(Transactional.TxType.REQUIRED)
    public void forced(String principal, int brokerId) {
        record(AuditEntry.Event.FORCED, principal, null, "Task " + brokerId);
    }

    /**
     * Adds an entry that somebody changed a user, in the transaction that does so.
     *
     * @param principal who did
     * @param remoteAddress the address that asked, or null where it is not known
     * @param detail which user, and what it was
     */
    @Transactional(Transactional.TxType.REQUIRED)
    void changed(AuditEntry.Event event, String principal, @Nullable String remoteAddress, String detail) {
        record(event, principal, remoteAddress, detail);
    }

    /**
     * Adds an entry that somebody reads bodies of messages.
     *
     * @param principal who reads them
     * @param detail which
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void bodiesRead(String principal, String detail) {
        record(AuditEntry.Event.BODIES_READ, principal, null, detail);
    }
}
