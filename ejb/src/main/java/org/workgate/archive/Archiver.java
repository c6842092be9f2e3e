package org.workgate.archive;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.workgate.archive.Archive.Stretch;
import org.workgate.platform.Rounds;
import org.workgate.structure.BusinessStructure;
import org.workgate.task.GlobalTaskList.Ended;

/**
 * Has tasks archived that have expired (R203), or whose retention has passed, and archived tasks deleted that have been kept long
 * enough; several to a transaction, on every server. A task that somebody else has locked is passed over until the next round. One
 * that cannot be archived or deleted with others is tried alone, and then left alone for a minute, so that it stops no other.
 */
@Singleton
@Startup
@DependsOn({"Schema", "FirstStructure"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@SuppressWarnings("NullAway.Init") // the container calls begin before anything else
public class Archiver {

    private static final Logger LOG = System.getLogger(Archiver.class.getName());

    /** How many tasks go into a transaction. Who waits for one of them waits no longer than these take. */
    private static final int PORTION = 100;

    /** After so many that failed alone, one behind the other, the fault lies with none of them, and the next round tries others. */
    private static final int FAILURES_IN_A_ROW = 3;

    /** How long a task is left alone that could not be archived or deleted. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    /** How often retention is looked at, which counts in days, while the structure does not change. */
    private static final Duration PAUSE = Duration.ofHours(1);

    private static final String KEPT = "workgate.archive.days";

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Archive archive;

    @Inject
    private Clock clock;

    @Inject
    @ConfigProperty(name = KEPT)
    private Optional<String> days;

    private Rounds rounds;

    private @Nullable Duration kept;

    /** Tasks that could not be archived or deleted, and until when each is left alone. */
    private final Map<Integer, Instant> failed = new HashMap<>();

    /** Tasks that somebody else had locked in this round. */
    private final Set<Integer> locked = new HashSet<>();

    /** Whether anything failed lately, which is told once. */
    private boolean inTrouble;

    /** When retention is looked at next, and the structure by which that was done last. */
    private Instant nextLook = Instant.MIN;

    private @Nullable BusinessStructure structure;

    /** Whether nothing was left over when that was done last. */
    private boolean looked = true;

    @PostConstruct
    void begin() {
        kept = days.map(Archiver::kept).orElse(null);
        rounds = Rounds.begin(executor, "Archiving", this::round);
    }

    @PreDestroy
    void end() {
        rounds.end();
    }

    /**
     * How long archived tasks are kept.
     *
     * @param days the value of the setting
     * @throws IllegalArgumentException if it is none, naming the setting and what would be right
     */
    static Duration kept(String days) {
        if (!days.strip().matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("The setting " + KEPT + " is \"" + days
                    + "\"; it has to be a whole number of days from 1 to 99999, or missing where archived tasks are kept for"
                    + " ever.");
        }
        return Duration.ofDays(Integer.parseInt(days.strip()));
    }

    private void round(Rounds present) {
        Instant now = clock.instant();
        failed.values().removeIf(until -> !until.isAfter(now));
        locked.clear();
        boolean goesOn = takeExpired(present);
        BusinessStructure inForce = archive.structure();
        if (goesOn && (!inForce.equals(structure) || !nextLook.isAfter(now))) {
            looked = takeOutOfRetention(present);
            structure = inForce;
            nextLook = clock.instant().plus(looked ? PAUSE : RETRY);
        }
        if (kept != null) {
            discard(kept, present);
        }
        if (inTrouble && looked && failed.isEmpty()) {
            LOG.log(Level.INFO, "Nothing is left that could not be archived or deleted");
            inTrouble = false;
        }
    }

    /** Returns whether anything else is to be tried in this round. */
    private boolean takeExpired(Rounds present) {
        return whileThereAreMore(archive::expired, this::take, "archived", present);
    }

    /**
     * The walk through all that is final may take long, and what expires does not wait for its end.
     *
     * @return whether all was archived that was to be
     */
    private boolean takeOutOfRetention(Rounds present) {
        Ended place = Ended.NONE;
        boolean all = true;
        while (place != null && !present.haveEnded()) {
            Stretch stretch = archive.outOfRetention(place, PORTION);
            if (!inPortion(stretch.brokerIds(), this::take, "archived")) {
                return false;
            }
            all &= stretch.brokerIds().stream().noneMatch(this::isLeftAlone);
            if (!takeExpired(present)) {
                return false;
            }
            place = stretch.next();
        }
        return all;
    }

    private void discard(Duration age, Rounds present) {
        whileThereAreMore(most -> archive.archivedFor(age, most), archive::discard, "deleted", present);
    }

    private void take(List<Integer> brokerIds) {
        var left = new HashSet<>(brokerIds);
        archive.take(brokerIds).forEach(left::remove);
        locked.addAll(left);
    }

    private boolean isLeftAlone(int brokerId) {
        return failed.containsKey(brokerId) || locked.contains(brokerId);
    }

    /** Does this to all tasks that are found, and returns whether anything else is to be tried in this round. */
    private boolean whileThereAreMore(
            IntFunction<List<Integer>> search, Consumer<List<Integer>> work, String done, Rounds present) {
        List<Integer> found;
        int most;
        do {
            most = PORTION + failed.size() + locked.size();
            found = search.apply(most);
            // What another server had locked it has archived since, unless it is found again.
            locked.retainAll(found);
            if (!inPortion(found, work, done)) {
                return false;
            }
        } while (found.size() == most && !present.haveEnded());
        return true;
    }

    /**
     * Does this to those of the tasks that are not left alone, a portion at most: to all at once or, where that fails, to one after the
     * other.
     *
     * @return whether anything else is to be tried in this round
     */
    private boolean inPortion(List<Integer> brokerIds, Consumer<List<Integer>> work, String done) {
        List<Integer> wanted = brokerIds.stream()
                .filter(brokerId -> !isLeftAlone(brokerId))
                .limit(PORTION)
                .toList();
        if (wanted.isEmpty()) {
            return true;
        }
        try {
            work.accept(wanted);
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> "One of " + wanted.size() + " tasks could not be " + done + "; they are tried one by one",
                    e);
            return oneByOne(wanted, work, done);
        }
    }

    private boolean oneByOne(List<Integer> brokerIds, Consumer<List<Integer>> work, String done) {
        int failures = 0;
        for (int brokerId : brokerIds) {
            try {
                work.accept(List.of(brokerId));
                failures = 0;
            } catch (RuntimeException e) {
                failed.put(brokerId, clock.instant().plus(RETRY));
                tell(brokerId, done, e);
                if (++failures == FAILURES_IN_A_ROW) {
                    return false;
                }
            }
        }
        return true;
    }

    private void tell(int brokerId, String done, RuntimeException e) {
        if (!inTrouble) {
            LOG.log(
                    Level.WARNING,
                    () -> "Task " + brokerId + " could not be " + done
                            + "; it is tried again every minute, as is whatever"
                            + " else cannot be meanwhile, which is not told",
                    e);
        }
        inTrouble = true;
    }
}
