package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import org.workgate.access.UserAdministration;

/** The page {@code /users}: who may sign in, and in which roles. */
@Named
@RequestScoped
public class Users {

    @EJB
    private UserAdministration administration;

    private List<UserAdministration.User> rows = List.of();

    /** Fetches the users. */
    public void find() {
        rows = administration.list();
    }

    public List<UserAdministration.User> getRows() {
        return rows;
    }

    /** The roles of a user, for people. */
    public String roles(UserAdministration.User user) {
        return String.join(", ", user.roles());
    }
}
