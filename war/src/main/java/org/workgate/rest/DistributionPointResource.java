package org.workgate.rest;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.workgate.access.PointNotGiven;
import org.workgate.distribution.DistributionReports;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Outcome;

/** What a distribution system reports back about the tasks that it has (R205). */
@Path("distribution-points/{id}/tasks/{distributionId}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Distribution")
@SuppressWarnings("NullAway.Init") // JAX-RS fills what has no initial value
public class DistributionPointResource {

    @Inject
    private DistributionReports reports;

    @PathParam("id")
    @Parameter(description = "The ID of the distribution point")
    private String id;

    @PathParam("distributionId")
    @Parameter(description = "The DistributionId under which the task was handed out")
    private String distributionId;

    @POST
    @Path("{report: queued|assigned|updated|completed|returned|restarted|removed}")
    @Operation(
            operationId = "reportTask",
            summary = "Report what became of a task",
            description =
                    "queued takes Queue, QueueType and QueueTarget; assigned takes agent; updated and completed take"
                            + " attributes as PATCH of a task does, of which some are taken over and the others ignored; all take"
                            + " agent and reason. removed says that the distribution system has dropped the task; what that"
                            + " means is a setting of the distribution point. A report that changes nothing is accepted and tells nobody. Role:"
                            + " distributor.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "204", description = "It was taken over")
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the member; nothing was taken over")
    @APIResponse(
            responseCode = "404",
            description = "There is no such distribution point, or it is not given to the caller")
    @APIResponse(
            responseCode = "409",
            description =
                    "STALE_DISTRIBUTION_ID: this distribution of the task has ended, or never was; nothing changed")
    public void report(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "queued",
                                                "assigned",
                                                "updated",
                                                "completed",
                                                "returned",
                                                "restarted",
                                                "removed"
                                            }))
                    @PathParam("report")
                    String report,
            byte[] body) {
        Outcome outcome;
        try {
            ReportBody given = ReportBody.of(report, body, reports.terms(id));
            outcome = reports.report(id, distributionId, given.report(), given.agent(), given.reason())
                    .orElseThrow(() -> Problem.distributionPointNotFound(id).thrown());
        } catch (PointNotGiven e) {
            throw Problem.distributionPointNotFound(id).thrown();
        } catch (EJBException e) {
            if (e.getCause() instanceof InvalidValueException wrong) {
                throw Problem.of(wrong).thrown();
            }
            throw e;
        }
        if (outcome instanceof Outcome.Stale stale) {
            throw Problem.stale(stale.distributionId()).thrown();
        }
    }
}
