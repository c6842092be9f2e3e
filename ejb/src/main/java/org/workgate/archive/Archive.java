package org.workgate.archive;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.StructureInForce;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.GlobalTaskList.Ended;
import org.workgate.task.Task;
import org.workgate.task.TaskArchive;

/**
 * Decides what leaves the list for the archive, and moves it. Only final tasks do: when their expirationDateTime has passed (R97,
 * R98), and without one when the retention of their process has, else that of their solution. Each call is a transaction.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Archive {

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private TaskArchive archive;

    @Inject
    private StructureInForce structure;

    @Inject
    private Clock clock;

    /**
     * A stretch of the final tasks that have no expirationDateTime.
     *
     * @param brokerIds those of them whose retention has passed
     * @param next behind which the next stretch begins, or null where this is the last
     */
    public record Stretch(List<Integer> brokerIds, @Nullable Ended next) {

        /** Copies the list. */
        public Stretch {
            brokerIds = List.copyOf(brokerIds);
        }
    }

    /**
     * The final tasks that have expired, the longest ago first. Changes and locks nothing.
     *
     * @param most how many at most
     */
    public List<Integer> expired(int most) {
        return tasks.expired(now(), most);
    }

    /**
     * Looks at some of the final tasks that have no expirationDateTime. Changes and locks nothing.
     *
     * @param after where the stretch begins
     * @param most how many of them at most
     */
    public Stretch outOfRetention(Ended after, int most) {
        BusinessStructure present = structure.get();
        Instant now = now();
        Optional<Duration> shortest = present.shortestRetention();
        if (shortest.isEmpty()) {
            return new Stretch(List.of(), null);
        }
        List<Ended> ended = tasks.ended(after, now.minus(shortest.get()), most);
        return new Stretch(
                ended.stream()
                        .filter(task -> isOver(present.retention(task.solutionId(), task.processId()), task, now))
                        .map(Ended::brokerId)
                        .toList(),
                ended.size() < most ? null : ended.get(most - 1));
    }

    private static boolean isOver(Optional<Duration> retention, Ended task, Instant now) {
        return retention.filter(time -> !task.endedAt().plus(time).isAfter(now)).isPresent();
    }

    /**
     * Archives those of these tasks that are to be archived by now, and passes over those that somebody else has locked, where the
     * database can. What somebody else has done meanwhile is not done again, so that several servers may be about the same tasks.
     *
     * @return those that it has archived
     */
    public List<Integer> take(Collection<Integer> brokerIds) {
        List<Task> free = tasks.lockFree(brokerIds);
        BusinessStructure present = structure.get();
        Instant now = now();
        List<Task> leaving = free.stream()
                .filter(task -> task.isToBeArchived(
                        present.retention(task.solutionId(), task.processId()).orElse(null), now))
                .toList();
        if (!leaving.isEmpty()) {
            archive.take(leaving, now);
        }
        return leaving.stream().map(Task::brokerId).toList();
    }

    /** The structure in force, which says how long tasks are kept. */
    public BusinessStructure structure() {
        return structure.get();
    }

    /**
     * The tasks that have been in the archive for this long, the longest first. Changes and locks nothing.
     *
     * @param most how many at most
     */
    public List<Integer> archivedFor(Duration kept, int most) {
        return archive.archivedBy(now().minus(kept), most);
    }

    /** Deletes archived tasks for good. What somebody else has deleted meanwhile does no harm. */
    public void discard(Collection<Integer> brokerIds) {
        archive.discard(brokerIds);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
