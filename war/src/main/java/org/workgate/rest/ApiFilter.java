package org.workgate.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What JAX-RS leaves to be desired before it comes to a resource or an exception mapper: it refuses content types and Accept
 * headers that it cannot read, and does so with a page of the server's.
 */
public class ApiFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        boolean message = http.getMethod().equals("POST")
                && http.getServletPath().concat(orEmpty(http.getPathInfo())).startsWith("/api/v1/capture-points/");
        chain.doFilter(message ? new Message(http) : http, new WithProblems((HttpServletResponse) response));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A message is bytes, whatever its sender calls them; so nothing looks for a form or a character set in them either. */
    private static final class Message extends HttpServletRequestWrapper {

        private static final String CONTENT_TYPE = "Content-Type";
        private static final String BYTES = "application/octet-stream";

        Message(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return BYTES;
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase(CONTENT_TYPE) ? BYTES : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(CONTENT_TYPE)
                    ? Collections.enumeration(Collections.singleton(BYTES))
                    : super.getHeaders(name);
        }
    }

    /** Whoever reports an error instead of answering answers with a problem. */
    private static final class WithProblems extends HttpServletResponseWrapper {

        WithProblems(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            sendError(status, "");
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            String detail = status < 500
                    ? "The request cannot be read; look at its address and its headers"
                    : "Workgate failed; its log tells more";
            resetBuffer();
            setStatus(status);
            setContentType(Problem.MEDIA_TYPE);
            getOutputStream().write(Problem.of(status, detail).json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
