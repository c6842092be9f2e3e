package org.workgate.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** A person or program that may sign in. Times are UTC. */
@Entity
@Table(name = "gtl_user")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class UserAccount {

    /** The greatest number of characters of a name. */
    static final int MAX_NAME_LENGTH = 64;

    @Id
    @Column(length = MAX_NAME_LENGTH)
    private String name;

    @Version
    @Column(nullable = false)
    private int version;

    @Column(name = "password_hash", length = 255, nullable = false)
    private String passwordHash;

    /** The roles in the order of the alphabet, separated by blanks. */
    @Column(length = 255, nullable = false)
    private String roles;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    /** For the persistence provider. */
    protected UserAccount() {}

    /**
     * A new account.
     *
     * @param name the name to sign in with, at most 64 characters, case counts
     * @param passwordHash salt, parameters and hash of the password in one text, at most 255 characters
     * @param roles roles out of {@link Role}
     * @param now the time of its creation
     * @throws IllegalArgumentException if a role is unknown
     */
    UserAccount(String name, String passwordHash, Collection<String> roles, Instant now) {
        if (!Role.ALL.containsAll(roles)) {
            throw new IllegalArgumentException("Unknown role in " + roles);
        }
        this.name = name;
        this.passwordHash = passwordHash;
        this.roles = String.join(" ", new TreeSet<>(roles));
        this.createdAt = now;
        this.changedAt = now;
    }

    /** The name to sign in with. */
    String name() {
        return name;
    }

    /** Salt, parameters and hash of the password in one text. */
    String passwordHash() {
        return passwordHash;
    }

    /** The roles, out of {@link Role}. */
    Set<String> roles() {
        return roles.isEmpty() ? Set.of() : Set.of(roles.split(" "));
    }

    /** Replaces the password by another one, given as hash. */
    void changePassword(String newHash, Instant now) {
        passwordHash = newHash;
        changedAt = now;
    }
}
