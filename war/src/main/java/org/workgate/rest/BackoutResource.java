package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.BackoutQueue;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** The messages of a capture point that failed for their own sake and were set aside (A73). */
@Path("capture-points/{id}/backout")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class BackoutResource {

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private BackoutQueue backout;

    /** What lies there, and where the rest is: there is none, since the list is as long as it can be. */
    @Schema(name = "BackoutList")
    public record ListView(
            List<SetAsideView> items, @Nullable String next) {}

    /** A message that was set aside, as JSON. */
    @JsonbPropertyOrder({"messageId", "setAsideAt", "size", "body", "bodyEncoding"})
    @Schema(name = "SetAside")
    public record SetAsideView(
            String messageId,
            Instant setAsideAt,
            long size,
            @Nullable String body,
            @Nullable String bodyEncoding) {

        static SetAsideView of(BackoutQueue.SetAside message) {
            MessageBody body = MessageBody.of(message.body());
            return new SetAsideView(
                    message.messageId(), message.setAsideAt(), message.size(), body.body(), body.encoding());
        }
    }

    @GET
    @Operation(
            operationId = "listBackout",
            summary = "What was set aside, oldest first",
            description = "At most " + BackoutQueue.MAX_SIZE
                    + " messages; when those are resubmitted, the next come to light. Bodies are for the roles"
                    + " integrator, administrator and auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The messages as items",
            content = @Content(schema = @Schema(implementation = ListView.class)))
    @APIResponse(
            responseCode = "404",
            description = "CAPTURE_POINT_NOT_FOUND, also where it is not given to the caller")
    public ListView list(@PathParam("id") String id) {
        return new ListView(
                backout.list(capturePoint(id), BackoutQueue.MAX_SIZE).stream()
                        .map(SetAsideView::of)
                        .toList(),
                null);
    }

    @POST
    @Path("{messageId}/resubmit")
    @Operation(
            operationId = "resubmitMessage",
            summary = "Put a message back on the input queue",
            description =
                    "Behind all that lie there: its place in the order is lost. Roles: operator, integrator, administrator.")
    @APIResponse(
            responseCode = "202",
            description = "It lies on the input queue; Location leads to what becomes of it",
            content = @Content(schema = @Schema(implementation = CapturePointResource.Submitted.class)))
    @APIResponse(responseCode = "404", description = "CAPTURE_POINT_NOT_FOUND or MESSAGE_NOT_FOUND")
    public Response resubmit(
            @PathParam("id") String id, @PathParam("messageId") String messageId, @Context UriInfo uri) {
        String resubmitted = backout.resubmit(capturePoint(id), messageId).orElseThrow(() -> new Problem(
                        404,
                        "MESSAGE_NOT_FOUND",
                        "There is no message " + messageId + " on the backout queue; somebody may have"
                                + " resubmitted it already")
                .thrown());
        return Response.accepted(new CapturePointResource.Submitted(resubmitted))
                .location(uri.getBaseUriBuilder()
                        .path("messages")
                        .segment(resubmitted)
                        .build())
                .build();
    }

    private CapturePoint capturePoint(String id) {
        return capturePoints.find(id).orElseThrow(() -> Problem.capturePointNotFound(id)
                .thrown());
    }
}
