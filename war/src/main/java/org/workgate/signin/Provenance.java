package org.workgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as far as that decides what it may do. */
public final class Provenance {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Provenance() {}

    /**
     * Whether a request that may change something was made by a page of somebody else. Browsers say so; other programs say
     * nothing and cannot be tricked into it.
     */
    static boolean isForged(HttpServletRequest request) {
        if (SAFE_METHODS.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        String own = request.getScheme() + "://" + request.getHeader("Host");
        return isOther(site, "same-origin") || isOther(origin, own);
    }

    private static boolean isOther(@Nullable String given, String expected) {
        return given != null && !given.equalsIgnoreCase(expected);
    }

    /** Whether nobody on the way can read what is sent: it is encrypted or does not leave this machine. */
    public static boolean isConfidential(HttpServletRequest request) {
        if (request.isSecure()) {
            return true;
        }
        String address = request.getRemoteAddr();
        // A proxy may say a name, which is not looked up, or that it does not know.
        return ADDRESS.matcher(address).matches() && isLoopback(address);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
