package org.workgate.signin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses what pages of other sites make a browser send to the API. Requests to pages are refused by the sign-in, which for
 * programs cannot: over its 403 the server writes an answer of its own.
 */
public class ForgeryFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (Provenance.isForged((HttpServletRequest) request)) {
            SignInMechanism.problem(
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Only pages of this server may send this request");
        } else {
            chain.doFilter(request, response);
        }
    }
}
