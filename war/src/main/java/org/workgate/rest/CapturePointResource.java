package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.MessageRecords;
import org.workgate.capture.MessageSubmission;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** A capture point: messages in, messages out. */
@Path("capture-points/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
@SuppressWarnings("NullAway.Init") // JAX-RS fills what has no initial value
public class CapturePointResource {

    private static final NumberParameter AFTER = new NumberParameter("after", 0, Long.MAX_VALUE);
    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, 1000);

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private MessageSubmission submission;

    @Inject
    private MessageRecords records;

    @Inject
    @ConfigProperty(name = "workgate.http.max-message-bytes", defaultValue = "10485760")
    private int maxBytes;

    @PathParam("id")
    @Parameter(description = "ID of the capture point, such as mq")
    private String id;

    @POST
    @Path("messages")
    @Operation(
            operationId = "submitMessage",
            summary = "Put a message on the input queue",
            description =
                    "The body is the message as an originating system would put it; its bytes are kept, whatever the"
                            + " content type says. Roles: integrator, administrator.")
    @RequestBody(
            content = {
                @Content(mediaType = "application/xml", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "202",
            description = "It lies on the queue; Location leads to what becomes of it",
            content = @Content(schema = @Schema(implementation = Submitted.class)))
    @APIResponse(
            responseCode = "404",
            description = "CAPTURE_POINT_NOT_FOUND, also where it is not given to the caller")
    @APIResponse(responseCode = "413", description = "MESSAGE_TOO_LARGE")
    public Response submit(
            @Parameter(description = "Makes a retry harmless: the same key of the same user puts nothing again")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            @Context UriInfo uri,
            InputStream body)
            throws IOException {
        CapturePoint to = capturePoint();
        if (key != null && (key.isBlank() || key.length() > MessageSubmission.MAX_KEY_LENGTH)) {
            throw Problem.badParameter(
                            "Idempotency-Key",
                            key,
                            "1 to " + MessageSubmission.MAX_KEY_LENGTH + " characters, not only blanks")
                    .thrown();
        }
        String messageId = submission.submit(to, bytes(length, body), key);
        return Response.accepted(new Submitted(messageId))
                .location(uri.getBaseUriBuilder()
                        .path("messages")
                        .segment(messageId)
                        .build())
                .build();
    }

    /** Never more than the cap and one byte is held in memory, whether the client says the length or not. */
    private byte[] bytes(@Nullable String length, InputStream body) throws IOException {
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw Problem.tooLarge(maxBytes).thrown();
        }
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw Problem.tooLarge(maxBytes).thrown();
        }
        return bytes;
    }

    @GET
    @Path("notifications")
    @Operation(
            operationId = "listNotifications",
            summary = "What was put on the output queue, oldest first",
            description =
                    "Replies and notifications. Ask again with the last number as after; only an empty array says that"
                            + " there is no more at present. Bodies are for the roles integrator, administrator and auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The messages",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = NotificationView.class)))
    @APIResponse(
            responseCode = "404",
            description = "CAPTURE_POINT_NOT_FOUND, also where it is not given to the caller")
    @APIResponse(responseCode = "409", description = "JOURNAL_OFF")
    public List<NotificationView> notifications(
            @Parameter(description = "Only messages with a sequence above this one; default 0")
                    @QueryParam("after")
                    @Nullable
                    String after,
            @Parameter(description = "How many at most, 1 to 1000; default 100") @QueryParam("limit") @Nullable
                    String limit) {
        CapturePoint by = capturePoint();
        if (!by.journal() && records.mayRead(by)) {
            throw Problem.journalOff(id).thrown();
        }
        return records.sent(by, AFTER.of(after, 0), (int) LIMIT.of(limit, 100)).stream()
                .map(NotificationView::of)
                .toList();
    }

    private CapturePoint capturePoint() {
        return capturePoints.find(id).orElseThrow(() -> Problem.capturePointNotFound(id)
                .thrown());
    }

    /**
     * The answer to a submission.
     *
     * @param messageId the ID of the message
     */
    public record Submitted(String messageId) {}
}
