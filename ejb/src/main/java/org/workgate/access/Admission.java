package org.workgate.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to come in. */
public sealed interface Admission {

    /**
     * Name and password are right, or the token is.
     *
     * @param name the name of the account, or the one that the token gives
     * @param roles its roles, alone and with their points, as beans ask for them ({@link Role})
     * @param passwordSince since when the account has this password; null where there was none, but a token
     */
    record Admitted(
            String name, Set<String> roles, @Nullable Instant passwordSince) implements Admission {

        /** Copies the roles. */
        public Admitted {
            roles = Set.copyOf(roles);
        }
    }

    /** Name or password is wrong; which of them, nobody learns. */
    record Refused() implements Admission {}

    /**
     * Nothing was checked, since too many attempts had failed before.
     *
     * @param delay after what time the next attempt will be checked, above zero
     */
    record Throttled(Duration delay) implements Admission {}

    /**
     * The token is not accepted.
     *
     * @param why what is wrong with it, in printable ASCII without quotes
     */
    record TokenRefused(String why) implements Admission {}

    /** Nobody can tell whether the token is right, since the OpenID provider does not give its keys; the log tells why. */
    record ProviderSilent() implements Admission {}
}
