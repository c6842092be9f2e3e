package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.workgate.access.AuditTrail;
import org.workgate.access.Role;
import org.workgate.capture.MessageRecord.Sent;
import org.workgate.capture.MessageRecord.State;
import org.workgate.journal.Direction;
import org.workgate.journal.JournalEntry;
import org.workgate.journal.MessageJournal;
import org.workgate.structure.CapturePoint;

/**
 * What became of messages, and what went out: the journal as those see it who may. Bodies are for integrators, administrators
 * and auditors only, and each reading of bodies is in the audit trail.
 */
@Stateless
@RolesAllowed({Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MessageRecords {

    @Inject
    private MessageJournal journal;

    @Inject
    private Submissions submissions;

    @Inject
    private AuditTrail auditTrail;

    @Resource
    private SessionContext caller;

    /**
     * What is known of a message: from the journal, or, before its intake is committed, from its submission over HTTP.
     *
     * @param messageId its ID, without the prefix {@code ID:}
     */
    public Optional<MessageRecord> find(String messageId) {
        Optional<JournalEntry> received = journal.received(messageId);
        if (received.isEmpty()) {
            return submissions.find(messageId).map(submission -> queued(messageId, submission));
        }
        boolean bodies = mayReadBodies();
        if (bodies) {
            auditTrail.bodiesRead(caller.getCallerPrincipal().getName(), "Message " + messageId);
        }
        JournalEntry entry = received.get();
        return Optional.of(new MessageRecord(
                messageId,
                entry.heading().capturePointId(),
                entry.heading().direction() == Direction.BACKOUT ? State.BACKED_OUT : State.PROCESSED,
                entry.heading().at(),
                bodies ? entry.body() : null,
                sent(journal.answers(messageId), bodies)));
    }

    private static MessageRecord queued(String messageId, Submission submission) {
        return new MessageRecord(
                messageId, submission.capturePointId(), State.QUEUED, submission.submittedAt(), null, List.of());
    }

    /** Those of these messages whose intake is committed. */
    @PermitAll
    public Set<String> taken(Collection<String> messageIds) {
        return Set.copyOf(journal.received(messageIds));
    }

    /**
     * What was put on a capture point's output queue, oldest first.
     *
     * @param after only what has a number above this one
     * @param limit how many at most, above zero; fewer come where their bodies would be too much at once; none says that
     *     there are no more
     */
    public List<Sent> sent(CapturePoint by, long after, int limit) {
        List<JournalEntry> entries = journal.sent(by.id(), after, limit);
        boolean bodies = mayReadBodies();
        if (bodies && !entries.isEmpty()) {
            auditTrail.bodiesRead(
                    caller.getCallerPrincipal().getName(),
                    "Output of " + by.id() + ", numbers " + entries.get(0).sequence() + " to "
                            + entries.get(entries.size() - 1).sequence());
        }
        return sent(entries, bodies);
    }

    private static List<Sent> sent(List<JournalEntry> entries, boolean bodies) {
        return entries.stream()
                .map(entry -> new Sent(entry.sequence(), entry.heading(), bodies ? entry.body() : null))
                .toList();
    }

    private boolean mayReadBodies() {
        return caller.isCallerInRole(Role.INTEGRATOR)
                || caller.isCallerInRole(Role.ADMINISTRATOR)
                || caller.isCallerInRole(Role.AUDITOR);
    }
}
