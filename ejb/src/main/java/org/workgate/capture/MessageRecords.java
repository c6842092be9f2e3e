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
 * and auditors only, and each reading of bodies is in the audit trail. Integrators see the capture points given to them.
 */
@Stateless
@RolesAllowed({Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MessageRecords {

    private static final String[] READERS = {
        Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR
    };

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
     * @return nothing also where it belongs to a capture point of which the caller may see nothing
     */
    public Optional<MessageRecord> find(String messageId) {
        Optional<JournalEntry> received = journal.received(messageId);
        if (received.isEmpty()) {
            return submissions
                    .find(messageId)
                    .filter(submission -> Role.isHeld(caller, submission.capturePointId(), READERS))
                    .map(submission -> queued(messageId, submission));
        }
        JournalEntry entry = received.get();
        String capturePointId = entry.heading().capturePointId();
        if (!Role.isHeld(caller, capturePointId, READERS)) {
            return Optional.empty();
        }
        boolean bodies = mayReadBodies(capturePointId);
        if (bodies) {
            auditTrail.bodiesRead(caller.getCallerPrincipal().getName(), "Message " + messageId);
        }
        return Optional.of(new MessageRecord(
                messageId,
                capturePointId,
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

    /** Whether the caller may see what became of messages of this capture point. */
    public boolean mayRead(CapturePoint of) {
        return Role.isHeld(caller, of.id(), READERS);
    }

    /**
     * What was put on a capture point's output queue, oldest first.
     *
     * @param after only what has a number above this one
     * @param limit how many at most, above zero; fewer come where their bodies would be too much at once; none says that
     *     there are no more
     * @throws org.workgate.access.PointNotGiven if the caller may see nothing of this capture point
     */
    public List<Sent> sent(CapturePoint by, long after, int limit) {
        Role.demand(caller, by.id(), READERS);
        List<JournalEntry> entries = journal.sent(by.id(), after, limit);
        boolean bodies = mayReadBodies(by.id());
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

    private boolean mayReadBodies(String capturePointId) {
        return Role.isHeld(caller, capturePointId, Role.INTEGRATOR, Role.ADMINISTRATOR, Role.AUDITOR);
    }
}
