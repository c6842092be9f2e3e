package org.workgate.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Admission.Admitted;

/**
 * Who is signed in to the console; kept in the session.
 *
 * <p>The session counts only together with a cookie of our own. The server gives its session cookie the same flags on all
 * connections; ours never leaves an encrypted one.
 *
 * @param name the name of the account
 * @param roles its roles, as they were when they were asked for last
 * @param passwordSince since when the account had the password by which the session began
 * @param token the value of the cookie
 */
public record SignedIn(String name, Set<String> roles, Instant passwordSince, String token) implements Serializable {

    private static final String ATTRIBUTE = SignedIn.class.getName();
    private static final String COOKIE = "WORKGATE_SIGNED_IN";

    /** Begins a session for somebody who was admitted. A session that was there before, whoever began it, ends. */
    public static void begin(HttpServletRequest request, HttpServletResponse response, Admitted admitted) {
        end(request);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant since = Objects.requireNonNull(admitted.passwordSince());
        request.getSession().setAttribute(ATTRIBUTE, new SignedIn(admitted.name(), admitted.roles(), since, token));
        response.addCookie(cookie(request, token));
    }

    private static Cookie cookie(HttpServletRequest request, String value) {
        var cookie = new Cookie(COOKIE, value);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    /** Who is signed in by the session of this request, or null. */
    public static @Nullable SignedIn by(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        SignedIn signedIn = session == null ? null : (SignedIn) session.getAttribute(ATTRIBUTE);
        return signedIn != null && signedIn.isProvedBy(request.getCookies()) ? signedIn : null;
    }

    /** Takes over what roles the account has now, also in the session, unless that has ended meanwhile. */
    SignedIn with(Set<String> present, HttpServletRequest request) {
        if (present.equals(roles)) {
            return this;
        }
        var changed = new SignedIn(name, present, passwordSince, token);
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.setAttribute(ATTRIBUTE, changed);
        }
        return changed;
    }

    private boolean isProvedBy(Cookie @Nullable [] cookies) {
        return cookies != null
                && Stream.of(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(COOKIE)
                                && MessageDigest.isEqual(bytes(cookie.getValue()), bytes(token)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Ends the session of this request, if it has one. */
    public static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Ends the session of this request, if it has one, and has the browser forget the cookie that belonged to it. */
    static void signOut(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        Cookie cookie = cookie(request, "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    @Override
    public String toString() {
        return name + " " + roles;
    }
}
