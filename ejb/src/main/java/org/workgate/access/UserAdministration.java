package org.workgate.access;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditEntry.Event;

/**
 * What administrators see and change of users. Every change is in the audit trail, with who made it, and counts from then on: for each
 * request to the HTTP API, and for each page of the console, also for those who are signed in. There is always somebody with the role
 * {@code administrator}.
 */
@Stateless
@RolesAllowed(Role.ADMINISTRATOR)
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class UserAdministration {

    @Inject
    private UserAccounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private FirstUser firstUser;

    @Inject
    private AuditTrail auditTrail;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext caller;

    /**
     * A user.
     *
     * @param name the name to sign in with
     * @param version how often it was changed, from 1 on
     * @param roles the roles, as {@link Role} can be given, in the order of the alphabet
     * @param createdAt when it was made
     */
    public record User(String name, int version, List<String> roles, Instant createdAt) implements Serializable {

        /** Copies the roles. */
        public User {
            roles = List.copyOf(roles);
        }

        static User of(UserAccount account) {
            return new User(account.name(), account.version(), List.copyOf(account.roles()), account.createdAt());
        }
    }

    /** What became of a change. */
    public sealed interface Result {

        /** It is made; of a user that was removed, this is how it was. */
        record Done(User user) implements Result {}

        /** Somebody else has changed the user since the caller looked; nothing has changed by this one. */
        record Overtaken(int version) implements Result {}

        /** It would leave nobody with the role {@code administrator}; nothing has changed. */
        record LastAdministrator() implements Result {}

        /** There is a user with this name already; nothing has changed. */
        record NameTaken() implements Result {}

        /** There is no such user, or no more. */
        record Unknown() implements Result {}
    }

    /** All users, in the order of their names. */
    public List<User> list() {
        return accounts.all().stream().map(User::of).toList();
    }

    /** The user with this name; any text. */
    public Optional<User> find(String name) {
        return accounts.find(name).map(User::of);
    }

    /**
     * Makes a user.
     *
     * @param roles as {@link Role} can be given
     * @throws InvalidUserException if name, password or roles cannot be used
     */
    public Result create(String name, String password, Collection<String> roles) {
        Passwords.demandFit(name, password);
        accounts.lockAdministrators();
        if (accounts.find(name).isPresent()) {
            return new Result.NameTaken();
        }
        var account = new UserAccount(name, passwords.hash(password), roles, now());
        accounts.add(account);
        record(Event.USER_CREATED, name, ": " + String.join(" ", account.roles()));
        return new Result.Done(User.of(account));
    }

    /**
     * Gives a user these roles and no others.
     *
     * @param seen the version that the caller saw, if it must be the present one; null if any will do
     * @param roles as {@link Role} can be given
     * @throws InvalidUserException if the roles cannot be used
     */
    public Result changeRoles(String name, @Nullable Integer seen, Collection<String> roles) {
        return change(name, seen, roles.contains(Role.ADMINISTRATOR), account -> {
            Set<String> before = account.roles();
            account.changeRoles(roles);
            record(Event.USER_CHANGED, name, ": " + difference(before, account.roles()));
        });
    }

    /**
     * Replaces the password of a user, whatever it was. Sessions of the console that began with the old one end.
     *
     * @throws InvalidUserException if the password cannot be used
     */
    public Result setPassword(String name, String password) {
        Passwords.demandFit(name, password);
        return change(name, null, true, account -> {
            account.changePassword(passwords.hash(password), now());
            firstUser.forgetGenerated(name);
            record(Event.PASSWORD_CHANGED, name, "");
        });
    }

    /**
     * Removes a user. What history and audit trail say of it stays.
     *
     * @param seen the version that the caller saw, if it must be the present one; null if any will do
     */
    public Result remove(String name, @Nullable Integer seen) {
        return change(name, seen, false, account -> {
            accounts.remove(account);
            record(Event.USER_REMOVED, name, "");
        });
    }

    /** Changes an account, if it may be: afterwards it has the role {@code administrator}, or may do without it. */
    private Result change(
            String name, @Nullable Integer seen, boolean administers, Consumer<? super UserAccount> change) {
        List<UserAccount> administrators = accounts.lockAdministrators();
        UserAccount account = accounts.lock(name).orElse(null);
        if (account == null) {
            return new Result.Unknown();
        }
        if (seen != null && seen != account.version()) {
            return new Result.Overtaken(account.version());
        }
        if (!administers && administrators.equals(List.of(account))) {
            return new Result.LastAdministrator();
        }
        change.accept(account);
        accounts.flush();
        return new Result.Done(User.of(account));
    }

    /** The roles that came, with a plus, and those that went, with a minus: all that somebody has can be more than an entry takes. */
    private static String difference(Set<String> before, Set<String> after) {
        return Stream.concat(
                        after.stream().filter(role -> !before.contains(role)).map(role -> "+" + role),
                        before.stream().filter(role -> !after.contains(role)).map(role -> "-" + role))
                .collect(Collectors.joining(" "));
    }

    private void record(Event event, String name, String more) {
        auditTrail.changed(event, caller.getCallerPrincipal().getName(), null, "User " + name + more);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
