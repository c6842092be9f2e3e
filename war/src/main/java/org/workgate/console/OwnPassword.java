package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Admission;
import org.workgate.access.Doorkeeper;
import org.workgate.access.InvalidUserException;
import org.workgate.signin.SignedIn;

/** The page {@code /password}, where whoever is signed in replaces the own password. */
@Named
@RequestScoped
public class OwnPassword {

    @EJB
    private Doorkeeper doorkeeper;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private @Nullable String present;
    private @Nullable String replacement;
    private @Nullable String repeated;
    private @Nullable String problem;

    /** Replaces it, and goes on with a session of its own: all others have ended. */
    public void change() throws IOException {
        String chosen = Objects.requireNonNullElse(replacement, "");
        if (!chosen.equals(Objects.requireNonNullElse(repeated, ""))) {
            problem = "The new password and its repetition differ.";
            return;
        }
        Admission admission;
        try {
            admission = doorkeeper.changePassword(
                    request.getUserPrincipal().getName(),
                    Objects.requireNonNullElse(present, ""),
                    chosen,
                    request.getRemoteAddr());
        } catch (InvalidUserException e) {
            problem = e.getMessage() + ".";
            return;
        }
        if (admission instanceof Admission.Admitted admitted) {
            SignedIn.begin(
                    request, (HttpServletResponse) faces.getExternalContext().getResponse(), admitted);
            faces.getExternalContext().redirect(request.getContextPath() + "/password?done=changePassword");
        } else if (admission instanceof Admission.Throttled throttled) {
            problem = "Too many attempts failed. Try again in "
                    + throttled.delay().plusMillis(999).toSeconds() + " seconds.";
        } else {
            problem = "The present password is wrong.";
        }
    }

    /** Why nothing was changed, or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    /** Never shown, as the others. */
    public @Nullable String getPresent() {
        return null;
    }

    public void setPresent(@Nullable String present) {
        this.present = present;
    }

    public @Nullable String getReplacement() {
        return null;
    }

    public void setReplacement(@Nullable String replacement) {
        this.replacement = replacement;
    }

    public @Nullable String getRepeated() {
        return null;
    }

    public void setRepeated(@Nullable String repeated) {
        this.repeated = repeated;
    }
}
