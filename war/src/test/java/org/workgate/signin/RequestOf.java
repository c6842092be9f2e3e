package org.workgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Requests that answer what these tests ask them. */
final class RequestOf {

    private RequestOf() {}

    /** A request for {@code http://localhost:9080/} from this machine, with these headers. */
    static HttpServletRequest headers(String method, Map<String, String> headers) {
        return with(Map.of("getMethod", method, "getScheme", "http", "isSecure", false), headers);
    }

    /** A request whose methods answer this; without headers. */
    static HttpServletRequest answering(Map<String, Object> answers) {
        return with(answers, Map.of());
    }

    private static HttpServletRequest with(Map<String, Object> answers, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestOf.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getHeader")) {
                        return args[0].equals("Host") ? "localhost:9080" : headers.get(args[0]);
                    }
                    if (!answers.containsKey(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answers.get(method.getName());
                });
    }
}
