package org.workgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.access.Passwords.Finding.Remembered;
import org.workgate.access.Passwords.Finding.Right;
import org.workgate.access.Passwords.Finding.TooMany;
import org.workgate.access.Passwords.Finding.Wrong;

class PasswordsTest {

    private static final String HERE = "127.0.0.1";

    private final SettableClock clock = new SettableClock();
    private final CountedHash counted = new CountedHash();
    private final Passwords passwords = new Passwords(counted, clock);
    private final String hash = passwords.hash("secret");

    /** Counts how often it had to compute; the server's own is the real one. */
    private static class CountedHash implements Pbkdf2PasswordHash {
        private final AtomicInteger computed = new AtomicInteger();

        @Override
        public void initialize(Map<String, String> parameters) {
            assertThat(parameters).containsEntry("Pbkdf2PasswordHash.Iterations", "210000");
        }

        @Override
        public String generate(char[] password) {
            return "hash of " + new String(password);
        }

        @Override
        public boolean verify(char[] password, String hashed) {
            computed.incrementAndGet();
            return hashed.equals(generate(password));
        }
    }

    @Test
    void a_right_password_is_remembered_for_minutes() {
        assertThat(passwords.check("ann", "secret", HERE, hash)).isInstanceOf(Right.class);
        clock.advance(Passwords.REMEMBERED.minusSeconds(1));
        assertThat(passwords.check("ann", "secret", HERE, hash)).isInstanceOf(Remembered.class);
        assertThat(counted.computed).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(passwords.check("ann", "secret", HERE, hash)).isInstanceOf(Right.class);
        assertThat(counted.computed).hasValue(2);
    }

    @Test
    void what_is_remembered_counts_for_the_same_name_password_and_address_only() {
        passwords.check("ann", "secret", HERE, hash);

        assertThat(passwords.check("ann", "Secret", HERE, hash)).isInstanceOf(Wrong.class);
        assertThat(passwords.check("bob", "secret", HERE, hash)).isInstanceOf(Right.class);
        assertThat(passwords.check("ann", "secret", "10.0.0.1", hash)).isInstanceOf(Right.class);
        assertThat(passwords.check("anns", "ecret", HERE, hash)).isInstanceOf(Wrong.class);
    }

    @Test
    void a_changed_password_counts_at_once() {
        passwords.check("ann", "secret", HERE, hash);

        assertThat(passwords.check("ann", "secret", HERE, passwords.hash("other")))
                .isInstanceOf(Wrong.class);
    }

    @Test
    void an_unknown_name_costs_the_same_work_and_is_wrong() {
        assertThat(passwords.check("nobody", "secret", HERE, null)).isInstanceOf(Wrong.class);
        assertThat(counted.computed).hasValue(1);
    }

    @Test
    void after_too_many_failures_nothing_is_checked_until_the_wait_is_over() {
        for (int i = 0; i < 5; i++) {
            passwords.check("ann", "guess" + i, HERE, hash);
        }
        int computed = counted.computed.get();

        assertThat(passwords.check("ann", "secret", HERE, hash)).isEqualTo(new TooMany(Duration.ofSeconds(1)));
        assertThat(counted.computed).hasValue(computed);

        clock.advance(Duration.ofSeconds(1));
        assertThat(passwords.check("ann", "secret", HERE, hash)).isInstanceOf(Right.class);
    }

    @Test
    void who_is_remembered_comes_in_while_others_guess_the_name() {
        passwords.check("ann", "secret", HERE, hash);
        for (int i = 0; i < 5; i++) {
            passwords.check("ann", "guess" + i, HERE, hash);
        }

        assertThat(passwords.check("ann", "secret", HERE, hash)).isInstanceOf(Remembered.class);
    }

    @Test
    void parallel_requests_of_one_client_share_one_check() throws Exception {
        int clients = 8;
        var start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Passwords.Finding>> findings = new ArrayList<>();
            Callable<Passwords.Finding> client = () -> {
                start.await();
                return passwords.check("ann", "secret", HERE, hash);
            };
            for (int i = 0; i < clients; i++) {
                findings.add(pool.submit(client));
            }
            start.countDown();
            for (Future<Passwords.Finding> finding : findings) {
                assertThat(finding.get()).isInstanceOfAny(Right.class, Remembered.class);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(counted.computed).hasValue(1);
    }

    @Test
    void of_parallel_guesses_no_more_are_checked_than_of_successive_ones() throws Exception {
        int guesses = 20;
        var start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(guesses);
        try {
            List<Future<Passwords.Finding>> findings = new ArrayList<>();
            for (int i = 0; i < guesses; i++) {
                String guess = "guess" + i;
                findings.add(pool.submit(() -> {
                    start.await();
                    return passwords.check("ann", guess, HERE, hash);
                }));
            }
            start.countDown();
            for (Future<Passwords.Finding> finding : findings) {
                finding.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(counted.computed).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "elevenchars",
                "Ann-of-Chester",
                "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"
            })
    void a_password_that_can_be_guessed_is_refused_without_being_told(String password) {
        assertThatThrownBy(() -> Passwords.demandFit("ann-of-chester", password))
                .isInstanceOf(InvalidUserException.class)
                .hasMessageStartingWith("A password has 12 to 1024 characters");
    }

    @Test
    void a_long_password_needs_no_characters_of_several_kinds() {
        Passwords.demandFit("ann", "twelve chars");
        Passwords.demandFit("ann", "x".repeat(1024));
    }
}
