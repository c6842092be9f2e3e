package org.workgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.platform.TestDatabase;

class UserAccountsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private EntityManagerFactory entities;

    private void open(TestDatabase vendor) throws SQLException {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        if (entities != null) {
            entities.close();
        }
    }

    private <T> T in(Function<UserAccounts, T> work) {
        return TestDatabase.inTransaction(entities, entityManager -> work.apply(new UserAccounts(entityManager)));
    }

    private void add(String name, String... roles) {
        in(accounts -> {
            accounts.add(account(name, roles));
            return name;
        });
    }

    private static UserAccount account(String name, String... roles) {
        return new UserAccount(name, "hash", List.of(roles), NOW);
    }

    @ParameterizedTest
    @EnumSource
    void of_two_administrators_who_remove_each_other_one_stays(TestDatabase vendor) throws Exception {
        open(vendor);
        add("ann", "administrator", "viewer");
        add("bob", "administrator");
        add("eve", "integrator:administrator");
        var start = new CyclicBarrier(2);

        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (var removed : pool.invokeAll(List.of(removing("ann", start), removing("bob", start)))) {
                removed.get();
            }
        } finally {
            pool.shutdown();
        }

        List<UserAccount> all = in(UserAccounts::all);
        List<UserAccount> administrators = in(UserAccounts::lockAdministrators);
        assertThat(all).hasSize(2);
        assertThat(administrators).hasSize(1);
    }

    /** Removes an account where another administrator is left. */
    private Callable<Boolean> removing(String name, CyclicBarrier start) {
        return () -> {
            start.await();
            return in(accounts -> {
                boolean several = accounts.lockAdministrators().size() > 1;
                if (several) {
                    accounts.remove(accounts.lock(name).orElseThrow());
                }
                return several;
            });
        };
    }

    @ParameterizedTest
    @EnumSource
    void a_point_that_is_called_like_a_role_is_none(TestDatabase vendor) throws Exception {
        open(vendor);
        add("ann", "viewer", "agent");
        add("bob", "agent");
        add("eve", "integrator:agent", "distributor:agent");

        List<String> agents = in(accounts -> accounts.withRole("agent"));

        assertThat(agents).containsExactly("ann", "bob");
    }

    @ParameterizedTest
    @EnumSource
    void roles_at_many_points_are_kept(TestDatabase vendor) throws Exception {
        open(vendor);
        String[] roles = IntStream.range(0, 80)
                .mapToObj(i -> String.format("integrator:%010d", i))
                .toArray(String[]::new);
        add("ann", roles);

        SortedSet<String> kept =
                in(accounts -> accounts.find("ann").orElseThrow().roles());

        assertThat(kept).containsExactly(roles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-x", "a b", "a:b", "a/b", "J\u00fcrgen", "x\n"})
    void a_name_that_some_client_could_not_send_is_refused(String name) {
        assertThatThrownBy(() -> account(name))
                .isInstanceOf(InvalidUserException.class)
                .hasMessageStartingWith("A name has 1 to 64 letters");
    }

    @Test
    void a_role_that_cannot_be_given_is_refused_by_its_name() {
        assertThatThrownBy(() -> account("ann", "viewer", "integrator"))
                .isInstanceOf(InvalidUserException.class)
                .hasMessageStartingWith("There is no role integrator; ")
                .hasMessageContaining("integrator:ID");
    }

    @Test
    void too_many_roles_are_refused() {
        Set<String> many = IntStream.range(0, 200)
                .mapToObj(i -> String.format("integrator:%010d", i))
                .collect(Collectors.toSet());

        assertThatThrownBy(() -> new UserAccount("ann", "hash", many, NOW)).isInstanceOf(InvalidUserException.class);
    }
}
