package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.access.InvalidUserException;
import org.workgate.access.Role;
import org.workgate.access.UserAdministration;
import org.workgate.access.UserAdministration.Result;
import org.workgate.access.UserAdministration.User;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureAdministration;

/** The page {@code /user?name=}: changes and removes a user; without a name it makes one. */
@Named("user")
@ViewScoped
public class UserView implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private UserAdministration administration;

    @EJB
    private StructureAdministration structure;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private final List<Choice> choices = Stream.of(
                    Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR)
            .map(Choice::new)
            .toList();

    private @Nullable String name;
    private int seen;
    private @Nullable String newName;
    private @Nullable String password;
    private @Nullable String capturesAt;
    private @Nullable String reportsAt;
    private @Nullable String problem;

    /** A role that is given or not. */
    public static final class Choice implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String role;
        private boolean given;

        Choice(String role) {
            this.role = role;
        }

        public String getRole() {
            return role;
        }

        public boolean isGiven() {
            return given;
        }

        public void setGiven(boolean given) {
            this.given = given;
        }
    }

    /** Fetches the user; where there is none, the answer is 404. */
    public void find() throws IOException {
        if (faces.isPostback()) {
            return;
        }
        if (name == null) {
            // Who may not make users is told so before the form is filled in.
            administration.list();
            return;
        }
        User user = administration.find(name).orElse(null);
        if (user == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        seen = user.version();
        choices.forEach(choice -> choice.setGiven(user.roles().contains(choice.getRole())));
        capturesAt = points(user, Role.INTEGRATOR);
        reportsAt = points(user, Role.DISTRIBUTOR);
    }

    private static String points(User user, String role) {
        String before = Role.at(role, "");
        return user.roles().stream()
                .filter(given -> given.startsWith(before))
                .map(given -> given.substring(before.length()))
                .collect(Collectors.joining(" "));
    }

    private Set<String> roles() {
        var roles = new TreeSet<String>();
        choices.stream().filter(Choice::isGiven).map(Choice::getRole).forEach(roles::add);
        words(capturesAt).map(id -> Role.at(Role.INTEGRATOR, id)).forEach(roles::add);
        words(reportsAt).map(id -> Role.at(Role.DISTRIBUTOR, id)).forEach(roles::add);
        return roles;
    }

    private static Stream<String> words(@Nullable String text) {
        return text == null
                ? Stream.empty()
                : Stream.of(text.split("[\\s,]+", -1)).filter(word -> !word.isEmpty());
    }

    /** Makes the user and leads to the list. */
    public void create() throws IOException {
        String chosen = Objects.requireNonNullElse(newName, "").strip();
        String given = Objects.requireNonNullElse(password, "");
        lead(() -> administration.create(chosen, given, roles()), "createUser");
    }

    /** Gives the user these roles and leads to the list. */
    public void save() throws IOException {
        lead(() -> administration.changeRoles(present(), seen, roles()), "changeUser");
    }

    /** Replaces the password of the user and leads to the list. */
    public void setPassword() throws IOException {
        String given = Objects.requireNonNullElse(password, "");
        lead(() -> administration.setPassword(present(), given), "setPassword");
    }

    /** Removes the user and leads to the list. */
    public void remove() throws IOException {
        lead(() -> administration.remove(present(), seen), "removeUser");
    }

    private void lead(Supplier<Result> change, String done) throws IOException {
        problem = null;
        try {
            Result result = change.get();
            if (result instanceof Result.Done) {
                faces.getExternalContext().redirect(request.getContextPath() + "/users?done=" + done);
            } else if (result instanceof Result.Overtaken) {
                problem = "Somebody else has changed this user meanwhile; go back and look first.";
            } else if (result instanceof Result.LastAdministrator) {
                problem = "Nobody else has the role administrator; give it to somebody else first.";
            } else if (result instanceof Result.NameTaken) {
                problem = "There is a user of this name already.";
            } else {
                problem = "Somebody else has removed this user meanwhile.";
            }
        } catch (InvalidUserException e) {
            problem = e.getMessage() + ".";
        } finally {
            // It would stay in the session with this page.
            password = null;
        }
    }

    private String present() {
        return Objects.requireNonNull(name);
    }

    /** Whether it is the user who looks, who gives the present password where it is changed. */
    public boolean isOwn() {
        return request.getUserPrincipal().getName().equals(name);
    }

    public List<Choice> getChoices() {
        return choices;
    }

    /** The IDs of the capture points that are configured, for people. */
    public String getKnownCapturePoints() {
        return capturePoints.all().stream().map(CapturePoint::id).collect(Collectors.joining(", "));
    }

    /** The IDs of the distribution points in force, for people. */
    public String getKnownDistributionPoints() {
        return structure.inForce().structure().tenants().stream()
                .flatMap(tenant -> tenant.solutions().stream())
                .flatMap(solution -> solution.distributionPoints().stream())
                .map(DistributionPoint::id)
                .collect(Collectors.joining(", "));
    }

    /** The name of the user; null for one that is to be made. */
    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getNewName() {
        return newName;
    }

    public void setNewName(@Nullable String newName) {
        this.newName = newName;
    }

    /** Never shown. */
    public @Nullable String getPassword() {
        return null;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /** The IDs of the capture points for which the user is an integrator, separated by blanks. */
    public @Nullable String getCapturesAt() {
        return capturesAt;
    }

    public void setCapturesAt(@Nullable String capturesAt) {
        this.capturesAt = capturesAt;
    }

    /** The IDs of the distribution points for which the user is a distributor, separated by blanks. */
    public @Nullable String getReportsAt() {
        return reportsAt;
    }

    public void setReportsAt(@Nullable String reportsAt) {
        this.reportsAt = reportsAt;
    }

    /** Why nothing was changed, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
