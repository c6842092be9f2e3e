package org.workgate.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Who has an account. */
@Dependent
public class UserAccounts {

    private final EntityManager entityManager;

    @Inject
    UserAccounts(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** All of them, in the order of their names. */
    List<UserAccount> all() {
        return entityManager
                .createQuery("select u from UserAccount u order by u.name", UserAccount.class)
                .getResultList();
    }

    /** The account with this name; any text. */
    Optional<UserAccount> find(String name) {
        return canBeName(name) ? Optional.ofNullable(entityManager.find(UserAccount.class, name)) : Optional.empty();
    }

    /** The account with this name, any text, which nobody else changes until the transaction ends. */
    Optional<UserAccount> lock(String name) {
        return canBeName(name)
                ? Optional.ofNullable(entityManager.find(UserAccount.class, name, LockModeType.PESSIMISTIC_WRITE))
                : Optional.empty();
    }

    /** A database may refuse to look for what cannot be the name of an account. */
    private static boolean canBeName(String name) {
        return !name.isEmpty()
                && name.length() <= UserAccount.MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /**
     * The accounts with the role {@link Role#ADMINISTRATOR}, of which there is always one. They stay locked until the transaction ends,
     * so that of two who change accounts the second one waits here.
     */
    List<UserAccount> lockAdministrators() {
        // One by one, in an order: Derby locks no rows of a result that is sorted.
        return withRole(Role.ADMINISTRATOR).stream()
                .flatMap(name -> lock(name).stream())
                .filter(account -> account.roles().contains(Role.ADMINISTRATOR))
                .toList();
    }

    void add(UserAccount account) {
        entityManager.persist(account);
        entityManager.flush();
    }

    void remove(UserAccount account) {
        entityManager.remove(account);
    }

    /** Writes what was changed, so that it has its new version. */
    void flush() {
        entityManager.flush();
    }

    /** The names of those who have a role that does not hold at points, in the order of the alphabet. */
    public List<String> withRole(String role) {
        return entityManager
                .createQuery(
                        "select u.name from UserAccount u where concat(' ', u.roles, ' ') like :role order by u.name",
                        String.class)
                .setParameter("role", "% " + role + " %")
                .getResultList();
    }
}
