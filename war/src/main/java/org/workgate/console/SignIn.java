package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
    private @Nullable String problem;
    private int seconds;

    /** Leads on who is signed in already. */
    public void skipIfSignedIn() throws IOException {
        if (SignedIn.by(request) != null) {
            leadOn();
        }
    }

    /**
     * Begins a session if name and password are right, and leads to the page that was asked for; else back to this page, so
     * that to reload it repeats no attempt.
     */
    public void signIn() throws IOException {
        if (name == null || password == null) {
            leadBack("missing", 0);
            return;
        }
        if (!Provenance.isConfidential(request)) {
            leadBack("open", 0);
            return;
        }
        Admission admission = doorkeeper.admit(name, password, request.getRemoteAddr());
        if (admission instanceof Admission.Admitted admitted) {
            SignedIn.begin(
                    request, (HttpServletResponse) faces.getExternalContext().getResponse(), admitted);
            leadOn();
        } else if (admission instanceof Admission.Throttled throttled) {
            leadBack("throttled", throttled.delay().plusMillis(999).toSeconds());
        } else {
            leadBack("wrong", 0);
        }
    }

    private void leadBack(String why, long seconds) throws IOException {
        String address = request.getContextPath() + "/sign-in?problem=" + why;
        if (seconds > 0) {
            address += "&seconds=" + seconds;
        }
        if (isOwnPage(from)) {
            address += "&from=" + URLEncoder.encode(from, StandardCharsets.UTF_8);
        }
        faces.getExternalContext().redirect(address);
    }

    /** Why the last attempt led back here, in words; empty if none did. */
    public String getProblem() {
        return switch (Objects.requireNonNullElse(problem, "")) {
            case "missing" -> "Enter your user name and your password.";
            case "open" ->
                "This connection is not encrypted, so your password was not checked. Open this page over HTTPS.";
            case "throttled" -> "Too many sign-ins failed. Wait " + inWords(seconds) + ", then try again.";
            case "wrong" -> "User name or password is wrong.";
            default -> "";
        };
    }

    private static String inWords(int seconds) {
        if (seconds > 90) {
            return (seconds + 59) / 60 + " minutes";
        }
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }

    private void leadOn() throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.redirect(isOwnPage(from) ? from : external.getRequestContextPath() + "/tasks");
    }

    /** Somebody else may have written the link by which the user came here: it must not lead away from this server. */
    static boolean isOwnPage(@Nullable String address) {
        return address != null && address.matches("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]*");
    }

    public void setProblem(@Nullable String problem) {
        this.problem = problem;
    }

    public int getSeconds() {
        return seconds;
    }

    public void setSeconds(int seconds) {
        this.seconds = seconds;
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
