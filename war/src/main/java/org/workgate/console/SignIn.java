package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Admission;
import org.workgate.access.Doorkeeper;
import org.workgate.signin.Provenance;
import org.workgate.signin.SignedIn;

/** The page {@code /sign-in}. */
@Named
@RequestScoped
public class SignIn {

    @EJB
    private Doorkeeper doorkeeper;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private @Nullable String name;
    private @Nullable String password;
    private @Nullable String from;

    /** Leads on who is signed in already. */
    public void skipIfSignedIn() throws IOException {
        if (SignedIn.by(request) != null) {
            leadOn();
        }
    }

    /** Begins a session if name and password are right, and leads to the page that was asked for. */
    public void signIn() throws IOException {
        if (name == null || password == null) {
            say("Enter your user name and your password.");
            return;
        }
        if (!Provenance.isConfidential(request)) {
            say("This connection is not encrypted, so your password was not checked. Open this page over HTTPS.");
            return;
        }
        Admission admission = doorkeeper.admit(name, password, request.getRemoteAddr());
        if (admission instanceof Admission.Admitted admitted) {
            SignedIn.begin(
                    request, (HttpServletResponse) faces.getExternalContext().getResponse(), admitted);
            leadOn();
        } else if (admission instanceof Admission.Throttled throttled) {
            say("Too many sign-ins failed. Wait " + inWords(throttled.delay()) + ", then try again.");
        } else {
            say("User name or password is wrong.");
        }
    }

    private static String inWords(Duration delay) {
        long seconds = delay.plusMillis(999).toSeconds();
        if (seconds > 90) {
            return (seconds + 59) / 60 + " minutes";
        }
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }

    private void say(String message) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message, null));
    }

    private void leadOn() throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.redirect(isOwnPage(from) ? from : external.getRequestContextPath() + "/tasks");
    }

    /** Somebody else may have written the link by which the user came here: it must not lead away from this server. */
    static boolean isOwnPage(@Nullable String address) {
        return address != null && address.matches("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]*");
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** Never shown again. */
    public @Nullable String getPassword() {
        return null;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }
}
