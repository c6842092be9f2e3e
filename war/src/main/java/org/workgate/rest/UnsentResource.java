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
import org.workgate.notification.MessageResending;
import org.workgate.notification.MessageResending.Result;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** The messages of a capture point that its outgoing script could not transform (A89). */
@Path("capture-points/{id}/unsent")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class UnsentResource {

    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, MessageResending.MAX_SIZE);

    private static final NumberParameter AFTER = new NumberParameter(NextPage.AFTER, 0, Long.MAX_VALUE);

    private static final NumberParameter NUMBER = new NumberParameter("number", 0, Long.MAX_VALUE);

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private MessageResending resending;

    /**
     * What is kept.
     *
     * @param items what the outgoing script could not transform
     * @param next the address of the next page, or null on the last
     * @param waiting how many messages more wait for the queue manager, and are put by themselves when it answers (A79)
     */
    @Schema(name = "UnsentList")
    public record ListView(
            List<UnsentView> items,
            @JsonbProperty(nillable = true) @Nullable String next,
            long waiting) {}

    /** A message that was not sent, as JSON. */
    @JsonbPropertyOrder({"number", "type", "brokerId", "captureId", "failedAt", "fault", "body"})
    @Schema(name = "Unsent")
    public record UnsentView(
            long number,
            String type,
            @Nullable Integer brokerId,
            @Nullable String captureId,
            Instant failedAt,
            String fault,
            @Nullable String body) {

        static UnsentView of(MessageResending.Unsent message) {
            return new UnsentView(
                    message.number(),
                    message.type(),
                    message.brokerId(),
                    message.captureId(),
                    message.failedAt(),
                    message.fault(),
                    message.text());
        }
    }

    /** What became of several messages, as JSON. */
    @Schema(name = "Resent")
    public record SummaryView(int sent, int failed) {}

    @GET
    @Operation(
            operationId = "listUnsent",
            summary = "What the outgoing script could not transform, oldest first",
            description =
                    "In the standard format. Fewer than the limit come where their bodies would be too much at once; go"
                            + " on until next is null. Bodies are for the roles integrator, administrator and auditor.")
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
        MessageResending.Page page =
                resending.list(capturePoint(id), AFTER.of(after, 0), (int) LIMIT.of(limit, MessageResending.MAX_SIZE));
        return new ListView(
                page.messages().stream().map(UnsentView::of).toList(),
                page.next() == null ? null : NextPage.address(uri, page.next().toString()),
                resending.waiting(capturePoint(id)));
    }

    @POST
    @Path("{number}/resend")
    @Operation(
            operationId = "resendMessage",
            summary = "Put a message on the output queue, through the script as it is now",
            description = "Behind all that lie there. Roles: operator, integrator, administrator.")
    @APIResponse(
            responseCode = "200",
            description = "It lies on the output queue, with this message ID",
            content = @Content(schema = @Schema(implementation = CapturePointResource.Submitted.class)))
    @APIResponse(responseCode = "404", description = "CAPTURE_POINT_NOT_FOUND or MESSAGE_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SCRIPT_FAILED: it is kept, with this fault")
    public CapturePointResource.Submitted resend(@PathParam("id") String id, @PathParam("number") String number) {
        Result result = resending.resend(capturePoint(id), NUMBER.of(number, 0)).orElseThrow(() -> new Problem(
                        404,
                        "MESSAGE_NOT_FOUND",
                        "There is no unsent message " + number + "; somebody may have sent it already")
                .thrown());
        if (result instanceof Result.Sent sent) {
            return new CapturePointResource.Submitted(sent.messageId());
        }
        throw new Problem(409, "SCRIPT_FAILED", ((Result.Failed) result).fault()).thrown();
    }

    @POST
    @Path("resend")
    @Operation(
            operationId = "resendMessages",
            summary = "Put all of them on the output queue, oldest first",
            description = "At most " + MessageResending.MAX_SIZE
                    + ". What the script still cannot transform is kept and does not hold up the others. Roles:"
                    + " operator, integrator, administrator.")
    @APIResponse(
            responseCode = "200",
            description = "How many were sent, and how many are kept",
            content = @Content(schema = @Schema(implementation = SummaryView.class)))
    @APIResponse(
            responseCode = "404",
            description = "CAPTURE_POINT_NOT_FOUND, also where it is not given to the caller")
    public SummaryView resendAll(@PathParam("id") String id) {
        MessageResending.Summary summary = resending.resendAll(capturePoint(id));
        return new SummaryView(summary.sent(), summary.failed());
    }

    private CapturePoint capturePoint(String id) {
        return capturePoints.find(id).orElseThrow(() -> Problem.capturePointNotFound(id)
                .thrown());
    }
}
