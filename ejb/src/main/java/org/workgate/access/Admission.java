package org.workgate.access;

import java.time.Duration;
import java.util.Set;

/** What came of an attempt to sign in. */
public sealed interface Admission {

    /**
     * Name and password are right.
     *
     * @param name the name of the account
     * @param roles its roles, out of {@link Role}
     */
    record Admitted(String name, Set<String> roles) implements Admission {}

    /** Name or password is wrong; which of them, nobody learns. */
    record Refused() implements Admission {}

    /**
     * Nothing was checked, since too many attempts had failed before.
     *
     * @param delay after what time the next attempt will be checked, above zero
     */
    record Throttled(Duration delay) implements Admission {}
}
