package org.workgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Admission.Admitted;

/**
 * Who is signed in to the console; kept in the session.
 *
 * @param name the name of the account
 * @param roles its roles
 */
public record SignedIn(String name, Set<String> roles) implements Serializable {

    private static final String ATTRIBUTE = SignedIn.class.getName();

    /** Begins a session for somebody who was admitted. A session that was there before, whoever began it, ends. */
    public static void begin(HttpServletRequest request, Admitted admitted) {
        end(request);
        request.getSession().setAttribute(ATTRIBUTE, new SignedIn(admitted.name(), admitted.roles()));
    }

    /** Who is signed in by the session of this request, or null. */
    public static @Nullable SignedIn by(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (SignedIn) session.getAttribute(ATTRIBUTE);
    }

    /** Ends the session of this request, if it has one. */
    public static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
