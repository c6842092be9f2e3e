package org.workgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Name and password as a request brings them (RFC 7617, UTF-8).
 *
 * @param name the name, without a colon
 * @param password the password
 */
record Credentials(String name, String password) {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    /** What a request brings, or null if it brings nothing or nothing that can be read. */
    static @Nullable Credentials of(HttpServletRequest request) {
        String given = after(BASIC, request);
        if (given == null) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(given);
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The bearer token that a request brings (RFC 6750), or null if it brings none. */
    static @Nullable String token(HttpServletRequest request) {
        return after(BEARER, request);
    }

    private static @Nullable String after(String scheme, HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null || !header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? null
                : header.substring(scheme.length()).strip();
    }

    @Override
    public String toString() {
        return "Credentials of " + name;
    }
}
