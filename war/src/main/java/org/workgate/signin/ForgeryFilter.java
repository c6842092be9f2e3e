package org.workgate.signin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refuses what pages of other sites make a browser send. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ForgeryFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        if (!Provenance.isForged(asked)) {
            chain.doFilter(request, response);
        } else if (SignInMechanism.isForPrograms(SignInMechanism.path(asked))) {
            SignInMechanism.problem(
                    answer, HttpServletResponse.SC_FORBIDDEN, "Only pages of this server may send this request");
        } else {
            answer.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
