package org.workgate.rest;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.administration.RuleAdministration;
import org.workgate.trial.Trial;

/** A draft of a rule table that is being tried on the backlog, or was. */
@Path("rules/trials/{id}")
@RequestScoped
@Tag(name = "Rules")
public class TrialResource {

    private static final NumberParameter WAIT = new NumberParameter("wait", 0, 60);

    @Inject
    private RuleAdministration rules;

    @Resource
    private ManagedExecutorService executor;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getTrial",
            summary = "How far a trial has come, and what the draft would change",
            description = "A server knows its ten latest trials, for an hour after their end. Roles: viewer, operator,"
                    + " administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The trial; with its report when it is done",
            content = @Content(schema = @Schema(implementation = TrialView.class)))
    @APIResponse(responseCode = "404", description = "TRIAL_NOT_FOUND")
    public void trial(
            @PathParam("id") String id,
            @Parameter(description = "Seconds to wait for its end, 0 to 60; default 0") @QueryParam("wait") @Nullable
                    String wait,
            @Suspended AsyncResponse response) {
        long patience = WAIT.of(wait, 0);
        Trial trial = find(id);
        if (patience == 0) {
            response.resume(TrialView.of(trial));
            return;
        }
        response.setTimeout(patience, TimeUnit.SECONDS);
        response.setTimeoutHandler(late -> late.resume(TrialView.of(trial)));
        trial.whenEnded(() -> response.resume(TrialView.of(trial)), executor);
    }

    @DELETE
    @Operation(
            operationId = "cancelTrial",
            summary = "Have a trial stop",
            description =
                    "It stops before it looks at more tasks; one that has ended stays as it is. Role: administrator.")
    @APIResponse(responseCode = "204", description = "It will stop, if it has not ended")
    @APIResponse(responseCode = "404", description = "TRIAL_NOT_FOUND")
    public void cancel(@PathParam("id") String id) {
        rules.cancel(find(id));
    }

    private Trial find(String id) {
        return rules.trial(id).orElseThrow(() -> new Problem(
                        404,
                        "TRIAL_NOT_FOUND",
                        "This server knows of no trial " + id + "; it forgets one an hour after its end, when ten"
                                + " others have followed and when it is started again, and knows none of other"
                                + " servers'. Try the draft again")
                .thrown());
    }
}
