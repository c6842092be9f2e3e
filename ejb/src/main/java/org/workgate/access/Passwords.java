package org.workgate.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords and checks them.
 *
 * <p>The hash is dear on purpose (PBKDF2, SHA-512, 210,000 rounds: some 150 ms of a core). Therefore a check that went well
 * counts for {@link #REMEMBERED} more, for the same name, password and address. What is remembered is a digest under a key
 * that only this object knows, never the password; it covers the stored hash too, so that a changed password counts at
 * once.
 */
@ApplicationScoped
class Passwords {

    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int SHORTEST = 12;

    private static final int LONGEST = 1024;

    private static final String DIGEST = "HmacSHA256";

    private Pbkdf2PasswordHash pbkdf2;
    private Recollection remembered;
    private SignInThrottle throttle;
    private SecretKeySpec digestKey;
    private @Nullable String nobodysHash;

    /** For the container's proxies, which use nothing of it. */
    @SuppressWarnings("NullAway.Init")
    Passwords() {}

    @Inject
    Passwords(Pbkdf2PasswordHash pbkdf2, Clock clock) {
        this.pbkdf2 = pbkdf2;
        this.remembered = new Recollection(clock, REMEMBERED);
        this.throttle = new SignInThrottle(clock);
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
                "Pbkdf2PasswordHash.Iterations", "210000",
                "Pbkdf2PasswordHash.SaltSizeBytes", "32",
                "Pbkdf2PasswordHash.KeySizeBytes", "32"));
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.digestKey = new SecretKeySpec(key, DIGEST);
    }

    /** What a check found. */
    sealed interface Finding {

        /** The password was right a moment ago, so nothing was computed. */
        record Remembered() implements Finding {}

        /** The password is right. */
        record Right() implements Finding {}

        /**
         * The password is wrong, or there is no such account.
         *
         * @param delay how long the next attempt must wait, zero if it need not
         */
        record Wrong(Duration delay) implements Finding {}

        /**
         * Nothing was checked, since too many attempts had failed before.
         *
         * @param delay how long the next attempt must wait, above zero
         */
        record TooMany(Duration delay) implements Finding {}
    }

    /**
     * Demands of a password that somebody chooses what makes guessing hopeless. It need not have characters of several kinds: that
     * makes people write it down.
     *
     * @param name of whom
     * @throws InvalidUserException if it is too short or too long, or the name itself
     */
    static void demandFit(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST || password.equalsIgnoreCase(name)) {
            throw new InvalidUserException(
                    "A password has " + SHORTEST + " to " + LONGEST
                            + " characters and is not the name of its user; several words that do not belong together are good");
        }
    }

    /** Salt, parameters and hash of this password in one text, other each time. */
    String hash(String password) {
        return pbkdf2.generate(password.toCharArray());
    }

    /** Whether this password has this hash; neither throttled nor remembered. */
    boolean matches(String password, String hash) {
        return pbkdf2.verify(password.toCharArray(), hash);
    }

    /**
     * Checks a password that somebody gave.
     *
     * @param name the name that was given
     * @param password the password that was given
     * @param address where it came from
     * @param hash the hash of that account's password, or null if there is no such account
     */
    Finding check(String name, String password, String address, @Nullable String hash) {
        if (hash != null && remembered.has(digest(name, password, address, hash))) {
            return new Finding.Remembered();
        }
        return checkNow(name, password, address, hash);
    }

    /**
     * One at a time: guesses never take more than one core, parallel requests of one client share one check, and no attempt
     * starts before the failure of an earlier one is counted.
     */
    private synchronized Finding checkNow(String name, String password, String address, @Nullable String hash) {
        if (hash != null && remembered.has(digest(name, password, address, hash))) {
            return new Finding.Remembered();
        }
        Duration wait = throttle.waitFor(name, address);
        if (wait.compareTo(Duration.ZERO) > 0) {
            return new Finding.TooMany(wait);
        }
        // An unknown name must take as long as a known one.
        boolean right = matches(password, hash == null ? nobodysHash() : hash);
        if (hash == null || !right) {
            return new Finding.Wrong(throttle.failed(name, address));
        }
        throttle.succeeded(name, address);
        remembered.add(digest(name, password, address, hash));
        return new Finding.Right();
    }

    private String nobodysHash() {
        String known = nobodysHash;
        if (known == null) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            known = hash(Base64.getEncoder().encodeToString(random));
            nobodysHash = known;
        }
        return known;
    }

    private String digest(String name, String password, String address, String hash) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(digestKey);
            for (String part : new String[] {name, password, address, hash}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length, so that no two lists of parts look alike.
                mac.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
                mac.update((byte) ':');
                mac.update(bytes);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(DIGEST + " is part of every Java platform", e);
        }
    }
}
