package org.workgate.rest;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Objects;

/**
 * What the API answers instead of a result (RFC 9457).
 *
 * @param status the HTTP status
 * @param code why, for scripts; the code of the GTL interface where there is one
 * @param detail why, and what would be right, for people
 */
public record Problem(int status, String code, String detail) {

    /** The content type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem that has no more to say than its status. */
    public static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        return new Problem(status, known == null ? "HTTP_" + status : known.name(), detail);
    }

    /** The message with this ID is not known. */
    static Problem messageNotFound(String messageId) {
        return new Problem(
                404,
                "MESSAGE_NOT_FOUND",
                "There is no message " + messageId + "; one that did not come over HTTP is known as soon as its intake"
                        + " is committed");
    }

    /** This capture point is not configured. */
    static Problem capturePointNotFound(String id) {
        return new Problem(404, "CAPTURE_POINT_NOT_FOUND", "There is no capture point " + id);
    }

    /** This capture point keeps no journal. */
    static Problem journalOff(String capturePointId) {
        return new Problem(
                409,
                "JOURNAL_OFF",
                "Capture point " + capturePointId + " keeps no journal; an administrator can switch it on");
    }

    /** The body of the request is too large. */
    static Problem tooLarge(long maxBytes) {
        return new Problem(
                413,
                "MESSAGE_TOO_LARGE",
                "The message has more than " + maxBytes + " bytes, the most that is accepted over HTTP");
    }

    /** A parameter of the request is wrong. */
    static Problem badParameter(String name, String value, String right) {
        return new Problem(
                400, "INVALID_FORMAT", "The parameter " + name + " is \"" + value + "\"; it has to be " + right);
    }

    /** The problem as JSON. */
    public String json() {
        return Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title())
                .add("status", status)
                .add("detail", detail)
                .add("code", code)
                .build()
                .toString();
    }

    private String title() {
        Status known = Status.fromStatusCode(status);
        return known == null ? "HTTP status " + status : known.getReasonPhrase();
    }

    /** The problem as an answer. */
    Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(json());
    }

    /** The problem to be thrown. */
    WebApplicationException thrown() {
        return new WebApplicationException(Objects.requireNonNull(response().build()));
    }
}
