package org.workgate.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A person or program that may sign in. Times are UTC. */
@Entity
@Table(name = "gtl_user")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class UserAccount {

    /** The greatest number of characters of a name. */
    static final int MAX_NAME_LENGTH = 64;

    /** What all clients can put into an address and into Basic authentication. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._@+-]*");

    private static final int MAX_ROLES_LENGTH = 2000;

    @Id
    @Column(length = MAX_NAME_LENGTH)
    private String name;

    @Version
    @Column(nullable = false)
    private int version;

    @Column(name = "password_hash", length = 255, nullable = false)
    private String passwordHash;

    /** The roles with their points, in the order of the alphabet, separated by blanks. */
    @Column(length = MAX_ROLES_LENGTH, nullable = false)
    private String roles;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "changed_at", nullable = false)
    private Instant passwordSince;

    /** For the persistence provider. */
    protected UserAccount() {}

    /**
     * A new account.
     *
     * @param name the name to sign in with, case counts
     * @param passwordHash salt, parameters and hash of the password in one text, at most 255 characters
     * @param roles as {@link Role} can be given
     * @param now the time of its creation
     * @throws InvalidUserException if name or roles cannot be used
     */
    UserAccount(String name, String passwordHash, Collection<String> roles, Instant now) {
        if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
            throw new InvalidUserException("A name has 1 to " + MAX_NAME_LENGTH
                    + " letters (A to Z), digits and . _ @ + -, the first one a letter or a digit");
        }
        this.name = name;
        this.passwordHash = passwordHash;
        this.createdAt = now;
        this.passwordSince = now;
        changeRoles(roles);
    }

    /** The name to sign in with. */
    String name() {
        return name;
    }

    /** Salt, parameters and hash of the password in one text. */
    String passwordHash() {
        return passwordHash;
    }

    /** How often it was changed, from 1 on. */
    int version() {
        return version;
    }

    /** When it was made. */
    Instant createdAt() {
        return createdAt;
    }

    /** Since when it has its password; another one whenever that is replaced, and for an account that was removed and made anew. */
    Instant passwordSince() {
        return passwordSince;
    }

    /** The roles with their points, in the order of the alphabet. */
    SortedSet<String> roles() {
        return new TreeSet<>(roles.isEmpty() ? List.of() : List.of(roles.split(" ")));
    }

    /**
     * Gives it these roles and no others.
     *
     * @param given as {@link Role} can be given
     * @throws InvalidUserException if one of them cannot be, or they are too many
     */
    final void changeRoles(Collection<String> given) {
        given.stream().filter(role -> !Role.canBeGiven(role)).findFirst().ifPresent(wrong -> {
            throw new InvalidUserException("There is no role " + wrong
                    + "; roles are viewer, agent, operator, administrator and auditor, integrator:ID with the ID of a"
                    + " capture point and distributor:ID with that of a distribution point, or * for all of them");
        });
        String text = String.join(" ", new TreeSet<>(given));
        if (text.length() > MAX_ROLES_LENGTH) {
            throw new InvalidUserException("These are too many roles; give * instead of so many points");
        }
        roles = text;
    }

    /** Replaces the password by another one, given as hash. */
    void changePassword(String newHash, Instant now) {
        passwordHash = newHash;
        passwordSince = now;
    }
}
