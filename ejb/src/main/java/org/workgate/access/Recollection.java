package org.workgate.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers texts for a while, of many the latest thousand. In the memory of this server; safe for use by several threads. */
final class Recollection {

    static final int MOST = 1_000;

    private final Clock clock;
    private final Duration length;

    private final Map<String, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Of nothing yet.
     *
     * @param length how long each text is remembered
     */
    Recollection(Clock clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    /** Whether this text is remembered. */
    synchronized boolean has(String text) {
        Instant end = until.get(text);
        if (end == null) {
            return false;
        }
        if (end.isAfter(clock.instant())) {
            return true;
        }
        until.remove(text);
        return false;
    }

    /** Remembers this text from now on, unless it is remembered already; returns whether it was not. */
    synchronized boolean add(String text) {
        if (has(text)) {
            return false;
        }
        until.put(text, clock.instant().plus(length));
        return true;
    }
}
