package org.workgate.rules;

import java.util.Optional;

/** What becomes of a table in which several rows match (DMN 8.2.8). */
public enum HitPolicy {
    UNIQUE("UNIQUE", ""),
    ANY("ANY", ""),
    FIRST("FIRST", ""),
    PRIORITY("PRIORITY", ""),
    RULE_ORDER("RULE ORDER", ""),
    OUTPUT_ORDER("OUTPUT ORDER", ""),
    COLLECT("COLLECT", ""),
    COLLECT_SUM("COLLECT", "SUM"),
    COLLECT_MIN("COLLECT", "MIN"),
    COLLECT_MAX("COLLECT", "MAX"),
    COLLECT_COUNT("COLLECT", "COUNT");

    private final String name;
    private final String aggregation;

    HitPolicy(String name, String aggregation) {
        this.name = name;
        this.aggregation = aggregation;
    }

    /** The one that a file calls so; nothing where there is none. */
    static Optional<HitPolicy> of(String name, String aggregation) {
        for (HitPolicy policy : values()) {
            if (policy.name.equals(name) && policy.aggregation.equals(aggregation)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** Whether one row decides, however many match. */
    boolean isSingle() {
        return this == UNIQUE || this == ANY || this == FIRST || this == PRIORITY;
    }

    /** Whether the rank of the allowed values decides. */
    boolean isRanked() {
        return this == PRIORITY || this == OUTPUT_ORDER;
    }

    /** Whether one value is made of those of all rows. */
    boolean isAggregated() {
        return !aggregation.isEmpty();
    }
}
