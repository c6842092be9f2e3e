package org.workgate.journal;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** Deletes the journal's entries when their retention is over, in portions that hold up nobody. */
@Singleton
@PermitAll
public class JournalRetention {

    private static final int PORTION = 1000;

    @Inject
    private MessageJournal journal;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext self;

    /** Deletes what is old enough, once an hour. */
    @Schedule(hour = "*", minute = "17", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void discardOld() {
        capturePoints.all().forEach(this::discardOld);
    }

    private void discardOld(CapturePoint capturePoint) {
        Instant before = clock.instant().minus(capturePoint.journalRetention());
        JournalRetention transactional = self.getBusinessObject(JournalRetention.class);
        for (Direction direction : Direction.values()) {
            int discarded;
            do {
                discarded = transactional.discardPortion(capturePoint.id(), direction, before);
            } while (discarded == PORTION);
        }
    }

    /** Deletes one portion in a transaction of its own and returns how many entries it had. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int discardPortion(String capturePointId, Direction direction, Instant before) {
        return journal.discard(capturePointId, direction, before, PORTION);
    }
}
