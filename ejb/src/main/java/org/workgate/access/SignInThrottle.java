package org.workgate.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing of passwords slow. Failed attempts are counted
 *
 * <ul>
 *   <li>per name from one address: after 5 the next must wait 1 second, then 2, 4 and so on up to 15 minutes;
 *   <li>per address, whatever the name: the same after 30, so that trying many names does not help;
 *   <li>per name, whatever the address: the same after 30 but only up to 1 minute, so that trying from many addresses is
 *       slow and yet cannot lock the owner out for long.
 * </ul>
 *
 * A count is forgotten when nothing failed for 15 minutes after its last wait. A success clears the counts of its name,
 * but not that of its address, where somebody may be guessing other names.
 *
 * <p>The counts are in the memory of this server, of the {@value #MAX_COUNTS} used last; each takes about 300 bytes.
 */
class SignInThrottle {

    static final int MAX_COUNTS = 10_000;

    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int FREE_PER_NAME_AND_ADDRESS = 5;
    private static final int FREE_PER_NAME_OR_ADDRESS = 30;

    private final Clock clock;

    private final Map<Key, Failures> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MAX_COUNTS;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Whose failures are counted together; null stands for any. */
    private record Key(@Nullable String name, @Nullable String address) {

        int free() {
            return name == null || address == null ? FREE_PER_NAME_OR_ADDRESS : FREE_PER_NAME_AND_ADDRESS;
        }

        Duration longestWait() {
            return address == null ? Duration.ofMinutes(1) : MEMORY;
        }
    }

    private record Failures(int number, Instant blockedUntil) {}

    private static List<Key> keys(String name, String address) {
        return List.of(new Key(name, address), new Key(null, address), new Key(name, null));
    }

    /** How long the next attempt for this name from this address must wait; zero if it may be made now. */
    synchronized Duration waitFor(String name, String address) {
        Instant now = clock.instant();
        Duration longest = Duration.ZERO;
        for (Key key : keys(name, address)) {
            Failures failures = counts.get(key);
            if (failures != null && failures.blockedUntil().isAfter(now)) {
                Duration wait = Duration.between(now, failures.blockedUntil());
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
        }
        return longest;
    }

    /**
     * Counts a failure.
     *
     * @return how long the next attempt must wait, zero if it need not
     */
    synchronized Duration failed(String name, String address) {
        Instant now = clock.instant();
        for (Key key : keys(name, address)) {
            int number = 1;
            Failures known = counts.get(key);
            if (known != null && !known.blockedUntil().plus(MEMORY).isBefore(now)) {
                number += known.number();
            }
            counts.put(key, new Failures(number, now.plus(delayAfter(number - key.free(), key.longestWait()))));
        }
        return waitFor(name, address);
    }

    private static Duration delayAfter(int excess, Duration longest) {
        if (excess < 0) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(excess, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Clears the counts of a name that was admitted. */
    synchronized void succeeded(String name, String address) {
        counts.remove(new Key(name, address));
        counts.remove(new Key(name, null));
    }

    synchronized int size() {
        return counts.size();
    }
}
