package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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

    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, BackoutQueue.MAX_SIZE);

    /**
     * What lies there.
     *
     * @param items the messages, oldest first
     * @param next the address of the next page, or null on the last
     */
    @Schema(name = "BackoutList")
    public record ListView(
            List<SetAsideView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

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
            description = "Fewer than the limit come where their bodies would be too much at once; go on until next is"
                    + " null. Bodies are for the roles integrator, administrator and auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The messages as items, and the address of the next page, or null on the last",
            content = @Content(schema = @Schema(implementation = ListView.class)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the parameter")
    @APIResponse(
            responseCode = "404",
            description = "CAPTURE_POINT_NOT_FOUND, also where it is not given to the caller")
    public ListView list(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @Parameter(description = "How many at most, 1 to 1000; default 1000") @QueryParam("limit") @Nullable
                    String limit,
            @Parameter(description = "Where the page begins, as the address of a next page says it")
                    @QueryParam(NextPage.AFTER)
                    @Nullable
                    String after) {
        BackoutQueue.Page page = backout.list(
                capturePoint(id), after == null ? null : place(after), (int) LIMIT.of(limit, BackoutQueue.MAX_SIZE));
        BackoutQueue.Place next = page.next();
        return new ListView(
                page.messages().stream().map(SetAsideView::of).toList(),
                next == null ? null : NextPage.address(uri, next.text()));
    }

    private static BackoutQueue.Place place(String after) {
        return BackoutQueue.Place.parse(after).orElseThrow(() -> Problem.badParameter(
                        NextPage.AFTER, after, "the one of an address that a page gave as next")
                .thrown());
    }

    @POST
    @Path("{messageId}/resubmit")
    @Operation(
            operationId = "resubmitMessage",
            summary = "Put a message back on the input queue",
            description = "Behind all that lie there: its place in the order is lost. Roles: operator, integrator,"
                    + " administrator.")
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
