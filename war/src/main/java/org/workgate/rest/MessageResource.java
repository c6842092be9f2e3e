package org.workgate.rest;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.MessageRecord;
import org.workgate.capture.MessageRecord.State;
import org.workgate.capture.MessageRecords;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** A message from an originating system, and its replies. */
@Path("messages/{messageId}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MessageResource {

    private static final NumberParameter WAIT = new NumberParameter("wait", 0, 60);

    /** After this time on top of the wait even the look at the journal must hang. */
    private static final Duration HANGING = Duration.ofSeconds(15);

    @Inject
    private MessageRecords records;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private AwaitedMessages awaited;

    @Resource
    private ContextService context;

    @GET
    @Operation(
            operationId = "getMessage",
            summary = "What became of a message",
            description =
                    "Replies are what was sent in answer to it, one for each operation in it. Bodies are for the roles"
                            + " integrator, administrator and auditor; where there are too many at once, the last ones"
                            + " are missing here and found among the capture point's notifications.")
    @APIResponse(
            responseCode = "200",
            description = "The message",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "MESSAGE_NOT_FOUND; a message that did not come over HTTP is known once its intake is committed")
    @APIResponse(responseCode = "409", description = "JOURNAL_OFF")
    public void message(
            @PathParam("messageId") String messageId,
            @Parameter(description = "Seconds to wait until it is processed, 0 to 60; default 0")
                    @QueryParam("wait")
                    @Nullable
                    String wait,
            @Suspended AsyncResponse response) {
        Duration patience = Duration.ofSeconds(WAIT.of(wait, 0));
        MessageRecord message = find(messageId);
        if (patience.isZero() || message.state() != State.QUEUED) {
            response.resume(MessageView.of(message));
            return;
        }
        response.setTimeout(patience.plus(HANGING).toSeconds(), TimeUnit.SECONDS);
        // The caller's name and roles have to come along into the thread that will answer.
        Runnable answer = context.contextualRunnable(() -> answer(messageId, response));
        awaited.await(messageId, patience, answer, response::resume);
    }

    private void answer(String messageId, AsyncResponse response) {
        try {
            response.resume(MessageView.of(find(messageId)));
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    private MessageRecord find(String messageId) {
        Optional<MessageRecord> message = records.find(messageId);
        // Of a message that nobody knows, every capture point could have to do with it.
        List<CapturePoint> possible = message.flatMap(found -> capturePoints.find(found.capturePointId()))
                .map(List::of)
                .orElseGet(capturePoints::all);
        if (possible.stream().noneMatch(CapturePoint::journal)) {
            throw Problem.journalOff(possible.get(0).id()).thrown();
        }
        return message.orElseThrow(() -> Problem.messageNotFound(messageId).thrown());
    }
}
