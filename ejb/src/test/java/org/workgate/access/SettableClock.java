package org.workgate.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it. */
public final class SettableClock extends Clock {

    private Instant now;

    SettableClock() {
        this(Instant.parse("2026-03-01T12:00:00Z"));
    }

    /** A clock that stands at this time. */
    public SettableClock(Instant now) {
        this.now = now;
    }

    /** Moves it forward. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
