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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.workgate.archive.Archive.Stretch;
import org.workgate.platform.Rounds;
import org.workgate.structure.BusinessStructure;
import org.workgate.task.GlobalTaskList.Ended;

/**
 * Has tasks archived that have expired (R203), or whose retention has passed, and archived tasks deleted that have been kept long
 * enough; several to a transaction, on every server. A task that cannot be archived with others is tried alone, and then left
 * alone for a minute, so that it stops no other.
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

    /** How long a task is left alone that could not be archived. */
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

    /** Tasks that could not be archived, and until when each is left alone. */
    private final Map<Integer, Instant> failed = new HashMap<>();

    /** When retention is looked at next, and the structure by which that was done last. */
    private Instant nextLook = Instant.MIN;

    private @Nullable BusinessStructure structure;

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
        takeExpired(present);
        BusinessStructure inForce = archive.structure();
        if (!inForce.equals(structure) || !nextLook.isAfter(now)) {
            boolean done = takeOutOfRetention(present);
            structure = inForce;
            nextLook = clock.instant().plus(done ? PAUSE : RETRY);
        }
        if (kept != null) {
            discard(kept, present);
        }
    }

    private void takeExpired(Rounds present) {
        List<Integer> expired;
        int most;
        do {
            most = PORTION + failed.size();
            expired = archive.expired(most);
        } while (take(expired) > 0 && expired.size() == most && !present.haveEnded());
    }

    /** The walk through all that is final may take long, and what expires does not wait for its end. */
    private boolean takeOutOfRetention(Rounds present) {
        Ended place = Ended.NONE;
        boolean done = true;
        while (place != null && !present.haveEnded()) {
            Stretch stretch = archive.outOfRetention(place, PORTION);
            take(stretch.brokerIds());
            done &= stretch.brokerIds().stream().noneMatch(failed::containsKey);
            place = stretch.next();
            takeExpired(present);
        }
        return done;
    }

    private void discard(Duration age, Rounds present) {
        int discarded;
        do {
            discarded = archive.discard(age, PORTION);
        } while (discarded == PORTION && !present.haveEnded());
    }

    /** Archives those of them that have not failed lately, a portion at most, and returns how many. */
    private int take(List<Integer> brokerIds) {
        List<Integer> wanted = brokerIds.stream()
                .filter(brokerId -> !failed.containsKey(brokerId))
                .limit(PORTION)
                .toList();
        if (wanted.isEmpty()) {
            return 0;
        }
        try {
            return archive.take(wanted);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "One of " + wanted.size() + " tasks could not be archived; they are tried one by one",
                    e);
            return wanted.stream().mapToInt(this::takeAlone).sum();
        }
    }

    private int takeAlone(int brokerId) {
        try {
            return archive.take(List.of(brokerId));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "Task " + brokerId + " could not be archived; it is tried again in a minute",
                    e);
            failed.put(brokerId, clock.instant().plus(RETRY));
            return 0;
        }
    }
}
