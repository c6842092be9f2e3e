package org.workgate.rest;

import jakarta.ejb.EJBAccessException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import org.workgate.access.InvalidUserException;
import org.workgate.access.PointNotGiven;
import org.workgate.capture.Failures;

/** Answers whatever goes wrong under the API with a {@link Problem}, never with a stack trace. */
@Provider
@SuppressWarnings("NullAway.Init") // JAX-RS fills what has no initial value
public class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(Problems.class.getName());

    /** The methods that change nothing. */
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Context
    private SecurityContext caller;

    @Context
    private UriInfo uri;

    @Context
    private Request request;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException known) {
            return known.getResponse().hasEntity() ? known.getResponse() : explained(known.getResponse());
        }
        if (failure instanceof PointNotGiven other) {
            return Problem.capturePointNotFound(other.pointId()).response().build();
        }
        if (failure instanceof InvalidUserException wrong) {
            return Problem.invalid(String.valueOf(wrong.getMessage()))
                    .response()
                    .build();
        }
        if (failure instanceof EJBAccessException) {
            return notAllowed();
        }
        if (Failures.isInfrastructure(failure)) {
            LOG.log(Level.WARNING, "Database or message broker did not answer a request to the API", failure);
            return Problem.of(503, "The database or the message broker does not answer; " + whatNow())
                    .response()
                    .header(HttpHeaders.RETRY_AFTER, 5)
                    .build();
        }
        UUID incident = UUID.randomUUID();
        LOG.log(Level.ERROR, "Incident " + incident, failure);
        return Problem.of(500, "Workgate failed; " + whatNow() + ". Its log tells more under incident " + incident)
                .response()
                .build();
    }

    /** Whether a commit was lost, or only its answer, is seen from neither side. */
    private String whatNow() {
        return READING.contains(request.getMethod())
                ? "nothing was done, try again later"
                : "it may have been done, or not; look first";
    }

    /** What JAX-RS itself refuses says little to people, and more of the implementation than they need. */
    private Response explained(Response refusal) {
        String detail =
                switch (refusal.getStatus()) {
                    case 404 -> "There is nothing at " + uri.getRequestUri().getPath();
                    case 405 -> "This address takes " + String.join(", ", refusal.getAllowedMethods());
                    case 406 ->
                        "The answer is JSON, or XML where it is a table of rules, which the Accept header excludes";
                    case 503 -> "The answer took too long; try again later";
                    default ->
                        "The request is not accepted: "
                                + refusal.getStatusInfo().getReasonPhrase();
                };
        Problem problem = Problem.of(refusal.getStatus(), detail);
        return Response.fromResponse(refusal)
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }

    private Response notAllowed() {
        return caller.getUserPrincipal() == null
                ? Problem.of(401, "Sign in with name and password (Basic)")
                        .response()
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Workgate\", charset=\"UTF-8\"")
                        .build()
                : Problem.of(
                                403,
                                "User " + caller.getUserPrincipal().getName()
                                        + " has none of the roles that may do this")
                        .response()
                        .build();
    }
}
