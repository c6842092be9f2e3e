package org.workgate.rest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Objects;
import org.workgate.rules.RuleFault;
import org.workgate.structure.StructureFault;
import org.workgate.task.ErrorCode;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Refusal;

/**
 * What the API answers instead of a result (RFC 9457).
 *
 * @param status the HTTP status
 * @param code why, for scripts; the code of the GTL interface where there is one
 * @param detail why, and what would be right, for people
 * @param faults the same one by one, where there can be several; else empty
 */
public record Problem(int status, String code, String detail, JsonArray faults) {

    /** The content type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem with one cause. */
    Problem(int status, String code, String detail) {
        this(status, code, detail, JsonValue.EMPTY_JSON_ARRAY);
    }

    /** A problem that has no more to say than its status. */
    public static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        return new Problem(status, known == null ? "HTTP_" + status : known.name(), detail);
    }

    /** An operation was refused. */
    static Problem of(Refusal refusal) {
        int status =
                switch (refusal.code()) {
                    case INVALID_FORMAT -> 400;
                    case TASK_NOT_FOUND -> 404;
                    case TASK_ALREADY_CAPTURED,
                            CANNOT_COMPLETE_TASK,
                            CANNOT_HOLD_ASSIGNED_TASK,
                            CANNOT_RESUME_TASK,
                            CANNOT_RESTART_TASK,
                            CANNOT_CANCEL_COMPLETED_TASK -> 409;
                };
        return new Problem(status, refusal.code().name(), refusal.message());
    }

    /** A value cannot be used. */
    static Problem of(InvalidValueException wrong) {
        return invalid(String.valueOf(wrong.getMessage()));
    }

    /** Something in the request cannot be used; the detail names it and says what would be right. */
    static Problem invalid(String detail) {
        return new Problem(400, ErrorCode.INVALID_FORMAT.name(), detail);
    }

    /** A structure file cannot be used. */
    static Problem faulty(List<StructureFault> faults) {
        List<String> texts = faults.stream().map(StructureFault::toString).toList();
        return faulty(texts, Json.createArrayBuilder(texts).build());
    }

    /** A table of rules cannot be used. */
    static Problem unusable(List<RuleFault> faults) {
        JsonArrayBuilder cells = Json.createArrayBuilder();
        for (RuleFault fault : faults) {
            JsonObjectBuilder cell = Json.createObjectBuilder().add("table", fault.table());
            if (fault.row() != null) {
                cell.add("row", fault.row());
            }
            if (fault.column() != null) {
                cell.add("column", fault.column());
            }
            cells.add(cell.add("message", fault.message()));
        }
        return faulty(faults.stream().map(RuleFault::toString).toList(), cells.build());
    }

    private static Problem faulty(List<String> texts, JsonArray faults) {
        return new Problem(400, ErrorCode.INVALID_FORMAT.name(), String.join("\n", texts), faults);
    }

    /** A task has changed after the caller saw it. */
    static Problem overtaken(String brokerId, int version) {
        return Problem.of(
                412,
                "Task " + brokerId + " has changed meanwhile and has the ETag \"" + version
                        + "\" now; look at it again");
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

    /** This distribution point is not in the structure. */
    static Problem distributionPointNotFound(String id) {
        return new Problem(404, "DISTRIBUTION_POINT_NOT_FOUND", "There is no distribution point " + id);
    }

    /** It was done, or waits as it should, but what became of the task cannot be read. */
    static Problem notRead(String brokerId) {
        return new Problem(
                503,
                "DONE_BUT_NOT_READ",
                "What was asked for is done, or waits for the distribution system; but task " + brokerId
                        + " cannot be read at present, look at it later");
    }

    /** Nothing waits that could be carried out without the distribution system. */
    static Problem nothingPending(String brokerId) {
        return new Problem(
                409, "NOTHING_PENDING", "Nothing waits for a distribution system to give task " + brokerId + " back");
    }

    /** A report speaks of a distribution that has ended. */
    static Problem stale(String distributionId) {
        return new Problem(
                409,
                "STALE_DISTRIBUTION_ID",
                "No task is distributed as " + distributionId
                        + "; it was returned, revoked or completed meanwhile, or never was. The report is ignored");
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
        return invalid("The parameter " + name + " is \"" + value + "\"; it has to be " + right);
    }

    /** The problem as JSON. */
    public String json() {
        JsonObjectBuilder problem = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title())
                .add("status", status)
                .add("detail", detail)
                .add("code", code);
        if (!faults.isEmpty()) {
            problem.add("faults", faults);
        }
        return problem.build().toString();
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
