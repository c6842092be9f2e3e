package org.workgate.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force now. A server asks the database for each place every two seconds at most, and compiles a version
 * once; so a new version takes effect everywhere within two seconds after its start or its commit, whichever is later.
 */
@ApplicationScoped
public class RulesInForce implements Rules {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);

    /** The most places that are remembered; more only cost time. */
    private static final int MAX_PLACES = 10_000;

    private final Map<RulePlace, Known> known = new ConcurrentHashMap<>();
    private final RuleBook book;
    private final Clock clock;

    private record Known(Instant until, @Nullable StoredRules rules) {}

    /** For the container's proxy. */
    @SuppressWarnings("NullAway") // the proxy has no state
    protected RulesInForce() {
        book = null;
        clock = null;
    }

    /** Those of this book by this clock. */
    @Inject
    public RulesInForce(RuleBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    @Override
    public Optional<StoredRules> at(RulePlace place) {
        Instant now = clock.instant();
        Known answer = known.get(place);
        if (answer == null || !now.isBefore(answer.until())) {
            if (known.size() >= MAX_PLACES) {
                known.clear();
            }
            answer = new Known(now.plus(KNOWN_FOR), ask(place, now, answer == null ? null : answer.rules()));
            known.put(place, answer);
        }
        return Optional.ofNullable(answer.rules());
    }

    private @Nullable StoredRules ask(RulePlace place, Instant now, @Nullable StoredRules last) {
        Long id = book.inForce(place, now).orElse(null);
        if (id == null) {
            return null;
        }
        return last != null && last.id() == id ? last : StoredRules.of(book.get(id));
    }
}
