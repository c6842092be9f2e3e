package org.workgate.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Who has an account. */
@ApplicationScoped
public class UserAccounts {

    @Inject
    private EntityManager entityManager;

    /** The names of those who have a role out of {@link Role}, in the order of the alphabet. */
    public List<String> withRole(String role) {
        return entityManager
                .createQuery("select u from UserAccount u order by u.name", UserAccount.class)
                .getResultStream()
                .filter(account -> account.roles().contains(role))
                .map(UserAccount::name)
                .toList();
    }
}
