package org.workgate.signin;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Admission;
import org.workgate.access.Doorkeeper;
import org.workgate.rest.Problem;

/**
 * The one way in. Called with every request before anything else, also for what is open to all, and therefore the place
 * where browsers learn what a page may do.
 *
 * <ul>
 *   <li>{@code /api}: Basic authentication or a bearer token with each request; sessions are ignored and none is begun.
 *   <li>{@code /health}: open; who authenticates in the same way is told more, and who fails to is answered all the same, so
 *       that a probe with an outdated password does not take a healthy server for a broken one.
 *   <li>everything else: the session that the page {@code /sign-in} begins, with the roles that the account has by now.
 * </ul>
 *
 * An identity store does not stand between this and the {@link Doorkeeper}: it could neither tell the remote address nor
 * answer how long to wait.
 */
@ApplicationScoped
public class SignInMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = System.getLogger(SignInMechanism.class.getName());

    private static final int PAGE_BUFFER_BYTES = 256 * 1024;
    private static final String RESOURCES = "/jakarta.faces.resource";

    @EJB
    private Doorkeeper doorkeeper;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String path = path(request);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            // The error page of a request that came through here before.
            return bySession(request, response, context);
        }
        protect(response, path);
        if (isBelow(path, "/api")) {
            return byHeader(request, response, context);
        }
        if (isBelow(path, "/health")) {
            return admission(request) instanceof Admission.Admitted admitted
                    ? context.notifyContainerAboutLogin(admitted.name(), admitted.roles())
                    : context.doNothing();
        }
        if (Provenance.isForged(request)) {
            // Refused here already, or a stranger's would be sent to the sign-in instead.
            return refuse(() -> response.sendError(HttpServletResponse.SC_FORBIDDEN));
        }
        // So much of a page can be taken back when it fails half-way and gives way to the error page.
        response.setBufferSize(PAGE_BUFFER_BYTES);
        return bySession(request, response, context);
    }

    /** The path of a request below the application, decoded and normalized: what decides which servlet answers. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }

    private static boolean isBelow(String path, String parent) {
        return path.startsWith(parent) && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
    }

    /** What a page may load and run is added by the console's views, which know the scripts that they contain. */
    private static void protect(HttpServletResponse response, String path) {
        response.setHeader(
                "Content-Security-Policy",
                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!isBelow(path, RESOURCES)) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    private AuthenticationStatus byHeader(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Admission admission = admission(request);
        if (admission == null) {
            return challenge(
                    response,
                    "",
                    Provenance.isConfidential(request)
                            ? "Give name and password by Basic authentication"
                                    + (doorkeeper.takesTokens() ? ", or a bearer token" : "")
                            : "Passwords and tokens are taken over HTTPS or on the same machine only");
        }
        if (admission instanceof Admission.Admitted admitted) {
            return context.notifyContainerAboutLogin(admitted.name(), admitted.roles());
        }
        if (admission instanceof Admission.Throttled throttled) {
            return refuse(() -> {
                response.setHeader("Retry-After", Long.toString(secondsUntil(throttled.delay())));
                problem(response, 429, "Too many sign-ins failed; wait before the next");
            });
        }
        if (admission instanceof Admission.ProviderSilent) {
            return refuse(() -> {
                response.setHeader("Retry-After", "30");
                problem(
                        response,
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "The OpenID provider does not answer, so that the token cannot be checked; try again later");
            });
        }
        return admission instanceof Admission.TokenRefused refused
                ? challenge(
                        response,
                        ", error=\"invalid_token\", error_description=\"" + refused.why() + "\"",
                        "The token is not accepted: " + refused.why())
                : challenge(response, "", "Name or password is wrong");
    }

    /**
     * Who the request says it is from; null where it does not say, or where others could have read the password or the token.
     */
    private @Nullable Admission admission(HttpServletRequest request) {
        if (!Provenance.isConfidential(request)) {
            return null;
        }
        String token = Credentials.token(request);
        if (token != null) {
            return doorkeeper.admit(token, request.getRemoteAddr());
        }
        Credentials credentials = Credentials.of(request);
        return credentials == null
                ? null
                : doorkeeper.admit(credentials.name(), credentials.password(), request.getRemoteAddr());
    }

    private static long secondsUntil(Duration delay) {
        return delay.plusMillis(999).toSeconds();
    }

    /** Says how to come in; of a token that was given, also what is wrong with it (RFC 6750). */
    private AuthenticationStatus challenge(HttpServletResponse response, String ofToken, String detail) {
        return refuse(() -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Workgate\", charset=\"UTF-8\"");
            if (doorkeeper.takesTokens()) {
                response.addHeader("WWW-Authenticate", "Bearer realm=\"Workgate\"" + ofToken);
            }
            problem(response, HttpServletResponse.SC_UNAUTHORIZED, detail);
        });
    }

    private AuthenticationStatus bySession(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        SignedIn signedIn = SignedIn.by(request);
        if (signedIn != null && context.isProtected() && request.getDispatcherType() == DispatcherType.REQUEST) {
            try {
                signedIn = present(signedIn, request);
            } catch (EJBException e) {
                LOG.log(Level.WARNING, "Nobody can tell what " + signedIn.name() + " may do now", e);
                return refuse(() -> response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE));
            }
        }
        if (signedIn != null) {
            return context.notifyContainerAboutLogin(signedIn.name(), signedIn.roles());
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        String signIn = signInAddress(request);
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            return refuse(() -> {
                response.setContentType("text/xml");
                response.setCharacterEncoding("UTF-8");
                response.getWriter()
                        .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                                + signIn.replace("&", "&amp;") + "\"/></partial-response>");
            });
        }
        return refuse(() -> response.sendRedirect(signIn));
    }

    /** Who is signed in, with the present roles; ends the session and gives null where the account is gone or has another password. */
    private @Nullable SignedIn present(SignedIn signedIn, HttpServletRequest request) {
        Admission.Admitted admitted = doorkeeper
                .stillAdmitted(signedIn.name(), signedIn.passwordSince())
                .orElse(null);
        if (admitted == null) {
            SignedIn.end(request);
            return null;
        }
        return signedIn.with(admitted.roles(), request);
    }

    /** With the page that was asked for, so that signing in leads there; a request that was to change something is lost. */
    private static String signInAddress(HttpServletRequest request) {
        var address = new StringBuilder(request.getContextPath()).append("/sign-in");
        char separator = '?';
        if (request.getRequestedSessionId() != null) {
            address.append(separator).append("ended=true");
            separator = '&';
        }
        if (request.getMethod().equals("GET")) {
            String query = request.getQueryString();
            String from = request.getRequestURI() + (query == null ? "" : "?" + query);
            address.append(separator).append("from=").append(URLEncoder.encode(from, StandardCharsets.UTF_8));
        }
        return address.toString();
    }

    /** Answers a program. Not with 403 from in here, over which the server writes its own answer. */
    static void problem(HttpServletResponse response, int status, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Problem.of(status, detail).json());
    }

    @FunctionalInterface
    private interface Answer {
        void write() throws IOException;
    }

    private static AuthenticationStatus refuse(Answer answer) {
        try {
            answer.write();
            return AuthenticationStatus.SEND_FAILURE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
