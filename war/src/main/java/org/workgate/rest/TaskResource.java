package org.workgate.rest;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.capture.Arrivals;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.HistoryPage;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.task.AttributeChanges;
import org.workgate.task.Channel;
import org.workgate.task.ErrorCode;
import org.workgate.task.Explanation;
import org.workgate.task.HistoryRecord;
import org.workgate.task.HistorySteps;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.PendingOperation;
import org.workgate.task.Refusal;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;

/** A task and its history. */
@Path("tasks/{brokerId}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tasks")
@SuppressWarnings("NullAway.Init") // JAX-RS fills what has no initial value
public class TaskResource {

    private static final Logger LOG = System.getLogger(TaskResource.class.getName());

    /** One of zero or below is well-formed and finds nothing (A84). */
    private static final NumberParameter BROKER_ID =
            new NumberParameter("brokerId", -Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, TaskListing.MAX_SIZE);
    private static final int STANDARD_LIMIT = 100;

    private static final NumberParameter AFTER = new NumberParameter(NextPage.AFTER, 0, Long.MAX_VALUE);

    private static final String IF_MATCH =
            "The ETag of the task as the caller saw it; where it has another one now, 412";

    private static final String DONE_BUT_NOT_READ =
            "DONE_BUT_NOT_READ: it is done, but the task cannot be read; with another code nobody knows";

    @Inject
    private TaskListing tasks;

    @Inject
    private TaskOperations operations;

    @Inject
    private Arrivals arrivals;

    @PathParam("brokerId")
    @Parameter(description = "The BrokerId of the task", schema = @Schema(type = SchemaType.INTEGER, format = "int32"))
    private String brokerId;

    @GET
    @Operation(
            operationId = "getTask",
            summary = "A task with all its attributes",
            description =
                    "Attributes are called as in messages, those without a value are null; Ext and Data are objects. A"
                            + " task that has left the list for the archive is shown as it was then, with archived, which"
                            + " is true, and archivedDateTime; nothing changes it any more. pending has the operations"
                            + " that wait for the distribution system to give the task back, in their order.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The task; the ETag changes with each of its changes, and is missing while something is pending",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    public Response task(@Context Request request) {
        TaskDetails task = find();
        Response.ResponseBuilder answer = answer(task, Response.Status.OK);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag(task));
        return (unchanged != null && tasks.pending(task.brokerId()).isEmpty() ? unchanged : answer).build();
    }

    @GET
    @Path("history")
    @Operation(
            operationId = "getTaskHistory",
            summary = "What happened to a task, archived or not, oldest first",
            description =
                    "Each entry names the event, the status after it, who caused it and by which way; steps are what"
                            + " the product's services did after it in the same unit of work, because are the rows of"
                            + " rules that led to it.")
    @APIResponse(
            responseCode = "200",
            description = "The entries as items, and the address of the next page, or null on the last",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the parameter")
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    public JsonObject history(
            @Context UriInfo uri,
            @Parameter(description = "How many at most, 1 to 1000; default 100") @QueryParam("limit") @Nullable
                    String limit,
            @Parameter(description = "Where the page begins, as the address of a next page says it")
                    @QueryParam(NextPage.AFTER)
                    @Nullable
                    String after) {
        HistoryPage page = tasks.history(find().brokerId(), AFTER.of(after, 0), (int) LIMIT.of(limit, STANDARD_LIMIT));
        JsonArrayBuilder items = Json.createArrayBuilder();
        page.entries().forEach(entry -> items.add(json(entry)));
        JsonObjectBuilder json = Json.createObjectBuilder().add("items", items);
        if (!page.more()) {
            return json.addNull("next").build();
        }
        HistoryRecord last = page.entries().get(page.entries().size() - 1);
        return json.add("next", NextPage.address(uri, Long.toString(last.id()))).build();
    }

    @POST
    @Path("{operation: hold|resume|restart|cancel|complete}")
    @Operation(
            operationId = "operateTask",
            summary = "Hold, resume, restart, cancel or complete a task",
            description = "The same transition and the same notification as the message would cause; to cancel and to"
                    + " complete cannot be undone. An archived task is not found. Role: operator.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
    @APIResponse(
            responseCode = "200",
            description = "The task",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "202",
            description = "It waits for the distribution system to give the task back, as pending says",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    @APIResponse(
            responseCode = "409",
            description = "The status does not allow it: CANNOT_HOLD_ASSIGNED_TASK, CANNOT_RESUME_TASK,"
                    + " CANNOT_RESTART_TASK, CANNOT_CANCEL_COMPLETED_TASK, CANNOT_COMPLETE_TASK")
    @APIResponse(responseCode = "412", description = "The task has changed; look at it again")
    @APIResponse(responseCode = "503", description = DONE_BUT_NOT_READ)
    public Response operate(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"hold", "resume", "restart", "cancel", "complete"}))
                    @PathParam("operation")
                    String operation,
            @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte[] body) {
        TaskCommand.Change change = org.workgate.operation.Operation.valueOf(operation.toUpperCase(Locale.ROOT))
                .on(brokerId());
        return perform(change, ifMatch, TaskPatch.reason(body));
    }

    @POST
    @Path("force")
    @Operation(
            operationId = "forceTask",
            summary = "Do not wait for the distribution system",
            description =
                    "Carries out what waits for the distribution system to give the task back, without its answer, or"
                            + " refuses it as the status of the task demands. People there may go on working on it; what"
                            + " is reported of a task that was taken back is ignored. Role: operator.")
    @APIResponse(
            responseCode = "200",
            description = "The task",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    @APIResponse(
            responseCode = "409",
            description = "NOTHING_PENDING: nothing waits; or the code with which what waited was refused")
    @APIResponse(responseCode = "503", description = DONE_BUT_NOT_READ)
    public Response force() {
        Outcome outcome = operations.force(brokerId()).orElseThrow(() -> Problem.nothingPending(brokerId)
                .thrown());
        if (outcome instanceof Outcome.Refused refused) {
            throw Problem.of(refused.refusal()).thrown();
        }
        return changed(Response.Status.OK);
    }

    @PATCH
    @Operation(
            operationId = "updateTask",
            summary = "Change attributes of a task",
            description =
                    "A merge patch of the task: what is not given stays, null clears. Ext and Data are objects; reason"
                            + " says why. An archived task is not found. Role: operator.")
    @RequestBody(
            content = {
                @Content(mediaType = "application/merge-patch+json", schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "The task",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "202",
            description = "It waits for the distribution system to give the task back, as pending says",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the member")
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "The task has changed; look at it again")
    @APIResponse(responseCode = "503", description = DONE_BUT_NOT_READ)
    public Response update(
            @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte[] body) {
        TaskPatch patch = TaskPatch.of(body);
        return perform(
                new TaskCommand.Update(new TaskAddress(brokerId(), null), patch.values(), List.of()),
                ifMatch,
                patch.reason());
    }

    /** Why somebody does something. */
    public record Reason(
            @Schema(maxLength = Origin.MAX_LENGTH) @Nullable String reason) {}

    private int brokerId() {
        return (int) BROKER_ID.of(brokerId, 0);
    }

    private Response perform(TaskCommand.Change change, @Nullable String ifMatch, @Nullable String reason) {
        Outcome outcome;
        try {
            Integer seen = VersionTag.demanded(ifMatch, "task");
            outcome = operations.perform(change, seen, Channel.HTTP, reason);
            if (isNotFound(outcome)) {
                arrivals.await();
                outcome = operations.perform(change, seen, Channel.HTTP, reason);
            }
        } catch (EJBException e) {
            if (e.getCause() instanceof InvalidValueException wrong) {
                throw Problem.of(wrong).thrown();
            }
            throw e;
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw Problem.of(refused.refusal()).thrown();
        }
        if (outcome instanceof Outcome.Overtaken overtaken) {
            throw Problem.overtaken(brokerId, overtaken.task().version()).thrown();
        }
        return changed(outcome instanceof Outcome.Pending ? Response.Status.ACCEPTED : Response.Status.OK);
    }

    /** Shows the task after a change, which is committed whether the task can be read or not. */
    private Response changed(Response.Status status) {
        try {
            return answer(find(), status).build();
        } catch (EJBException e) {
            LOG.log(Level.WARNING, () -> "Task " + brokerId + " could not be read after it was changed", e);
            throw Problem.notRead(brokerId).thrown();
        }
    }

    private static boolean isNotFound(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().code() == ErrorCode.TASK_NOT_FOUND;
    }

    /** Without an ETag while something waits, since that comes and goes without a new version of the task. */
    private Response.ResponseBuilder answer(TaskDetails task, Response.Status status) {
        List<PendingOperation> waiting = tasks.pending(task.brokerId());
        JsonArrayBuilder pending = Json.createArrayBuilder();
        waiting.forEach(operation -> pending.add(json(operation)));
        Response.ResponseBuilder answer = Response.status(status)
                .entity(Json.createObjectBuilder(json(task))
                        .add("pending", pending)
                        .build());
        return waiting.isEmpty() ? answer.tag(tag(task)) : answer;
    }

    /** Another one in the archive, which shows more of a task though nothing about it has changed. */
    private static EntityTag tag(TaskDetails task) {
        return task.isArchived() ? VersionTag.ofArchived(task.version()) : VersionTag.of(task.version());
    }

    private TaskDetails find() {
        return tasks.details(brokerId())
                .or(() -> {
                    arrivals.await();
                    return tasks.details(brokerId());
                })
                .orElseThrow(() -> {
                    return Problem.of(Refusal.taskNotFound("BrokerId", brokerId))
                            .thrown();
                });
    }

    /** A task as the API shows it. */
    static JsonObject json(TaskDetails task) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("BrokerId", task.brokerId());
        add(json, "CaptureId", task.captureId());
        add(json, "CapturePointId", task.capturePointId());
        add(json, "DistributionId", task.distributionId());
        add(json, "DistributionPointId", task.distributionPointId());
        addAll(json, task.core());
        if (task.isArchived()) {
            json.add("archived", true);
            add(json, "archivedDateTime", task.archivedAt());
        }
        return json.add("Ext", addAll(Json.createObjectBuilder(), task.ext()))
                .add("Data", addAll(Json.createObjectBuilder(), task.custom()))
                .build();
    }

    private static JsonObject json(PendingOperation operation) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        add(json, "operation", operation.title());
        add(json, "askedDateTime", operation.askedAt());
        add(json, "Actor", operation.origin().actor());
        add(json, "Reason", operation.origin().reason());
        add(json, "channel", operation.origin().channel().name());
        return json.build();
    }

    private static JsonObject json(HistoryRecord entry) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        add(json, "event", entry.event());
        add(json, "EventDateTime", entry.at());
        add(json, "ActionDateTime", entry.effectiveAt());
        add(json, "status", entry.statusAfter().wireName());
        add(json, "Actor", entry.actor());
        add(json, "Reason", entry.reason());
        add(json, "channel", entry.channel().name());
        add(json, "principal", entry.principal());
        add(json, "messageId", entry.messageId());
        JsonArrayBuilder steps = Json.createArrayBuilder();
        entry.steps().steps().forEach(step -> steps.add(json(step)));
        return json.add("changes", json(entry.changes()))
                .add("ignored", Json.createArrayBuilder(entry.changes().ignored()))
                .add("because", json(entry.because()))
                .add("steps", steps)
                .build();
    }

    private static JsonObject json(HistorySteps.Step step) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        add(json, "event", step.event());
        add(json, "status", step.statusAfter().wireName());
        add(json, "Actor", step.actor());
        add(json, "Reason", step.reason());
        return json.add("changes", json(step.changes()))
                .add("because", json(step.because()))
                .build();
    }

    private static JsonObject json(AttributeChanges changes) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (AttributeChanges.Change change : changes.changed()) {
            JsonObjectBuilder values = Json.createObjectBuilder();
            add(values, "from", change.from());
            add(values, "to", change.to());
            json.add(change.attribute(), values);
        }
        return json.build();
    }

    private static JsonArray json(Explanation because) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Explanation.Row row : because.rows()) {
            JsonObjectBuilder json = Json.createObjectBuilder();
            add(json, "place", row.place());
            add(json, "table", row.table());
            add(json, "version", row.version());
            add(json, "row", row.row());
            add(json, "annotation", row.annotation());
            rows.add(json.add("effects", Json.createArrayBuilder(row.effects())));
        }
        return rows.build();
    }

    private static JsonObjectBuilder addAll(JsonObjectBuilder json, Map<String, ? extends @Nullable Object> values) {
        values.forEach((name, value) -> add(json, name, value));
        return json;
    }

    /** Times print themselves as RFC 3339 with Z. */
    private static void add(JsonObjectBuilder json, String name, @Nullable Object value) {
        if (value == null) {
            json.addNull(name);
        } else if (value instanceof Integer number) {
            json.add(name, number);
        } else {
            json.add(name, value.toString());
        }
    }
}
