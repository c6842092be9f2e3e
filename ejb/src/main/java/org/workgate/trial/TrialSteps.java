package org.workgate.trial;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RuleService;
import org.workgate.rules.RulesAt;
import org.workgate.rules.StoredRules;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureInForce;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Task;

/** The steps of a trial. Each is a short transaction of its own that only reads, and locks nothing. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TrialSteps {

    private static final int PORTION = 200;

    /** How long a step goes on, whatever the rules cost: far less than a transaction may last. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @EJB
    private Backlog backlog;

    @Inject
    private RuleBook book;

    @Inject
    private StructureInForce structure;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    /** Finds out what there is to look at, and by what it is decided: by what is in force at this moment, to the end. */
    public Course begin(Trial trial, StoredRules draft) {
        RuleService service = trial.place().service();
        var foresight = new Foresight(
                service, structure.get(), capturePoints, clock.instant().truncatedTo(ChronoUnit.MICROS));
        GlobalTaskList.Extent extent = backlog.extent(service);
        trial.expects(extent.count());
        var inForce = new RulesAt(book, foresight.at());
        return new Course(foresight, inForce, inForce.with(draft), extent.last());
    }

    /**
     * Looks at some more tasks.
     *
     * @return whether there are more
     */
    public boolean next(Trial trial, Course course) {
        List<Task> tasks = backlog.stretch(trial.place().service(), course.next(), PORTION);
        Instant end = clock.instant().plus(LONGEST);
        boolean all = course.go(tasks, () -> clock.instant().isBefore(end));
        trial.hasPassed(course.passed());
        return !all || tasks.size() == PORTION;
    }
}
