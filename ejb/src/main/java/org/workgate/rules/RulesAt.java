package org.workgate.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that are in force at one moment, however long after it they are asked for: what is saved later is none of them. Asks for
 * each place once, in the transaction of whoever is the first to need it. For one thread at a time.
 */
public final class RulesAt implements Rules {

    private final RuleBook book;
    private final Instant moment;
    private final Map<RulePlace, Optional<StoredRules>> known = new HashMap<>();

    /** Those of this book at this moment, which has passed. */
    public RulesAt(RuleBook book, Instant moment) {
        this.book = book;
        this.moment = moment;
    }

    @Override
    public Optional<StoredRules> at(RulePlace place) {
        return known.computeIfAbsent(place, asked -> book.find(asked, moment).map(StoredRules::of));
    }
}
