package org.workgate.capture;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Clock;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** Forgets submissions over HTTP when the journal forgets their messages; from then on their keys may be used again. */
@Singleton
@PermitAll
public class SubmissionRetention {

    @Inject
    private Submissions submissions;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    /** Deletes what is old enough, once an hour. */
    @Schedule(hour = "*", minute = "37", persistent = false)
    public void discardOld() {
        for (CapturePoint capturePoint : capturePoints.all()) {
            submissions.discard(capturePoint.id(), clock.instant().minus(capturePoint.journalRetention()));
        }
    }
}
