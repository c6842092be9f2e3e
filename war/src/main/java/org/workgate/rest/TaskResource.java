package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.task.ErrorCode;
import org.workgate.task.Refusal;
import org.workgate.task.TaskHistoryEntry;

/** A task and its history. */
@Path("tasks/{brokerId}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tasks")
@SuppressWarnings("NullAway.Init") // JAX-RS fills what has no initial value
public class TaskResource {

    private static final NumberParameter BROKER_ID = new NumberParameter("brokerId", 1, Integer.MAX_VALUE);

    @Inject
    private TaskListing tasks;

    @PathParam("brokerId")
    @Parameter(description = "The BrokerId of the task", schema = @Schema(type = SchemaType.INTEGER, format = "int32"))
    private String brokerId;

    @GET
    @Operation(
            operationId = "getTask",
            summary = "A task with all its attributes",
            description =
                    "Attributes are called as in messages, those without a value are null; Ext and Data are objects.")
    @APIResponse(
            responseCode = "200",
            description = "The task; the ETag changes with each of its changes",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    public Response task(@Context Request request) {
        TaskDetails task = find();
        var version = new EntityTag(Integer.toString(task.version()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(version);
        return unchanged != null
                ? unchanged.build()
                : Response.ok(json(task)).tag(version).build();
    }

    @GET
    @Path("history")
    @Operation(
            operationId = "getTaskHistory",
            summary = "What happened to a task, oldest first",
            description = "Each entry names the event, the status after it, who caused it and by which way.")
    @APIResponse(
            responseCode = "200",
            description = "The entries as items",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    public JsonObject history() {
        JsonArrayBuilder items = Json.createArrayBuilder();
        find().history().forEach(entry -> items.add(json(entry)));
        return Json.createObjectBuilder().add("items", items).build();
    }

    private TaskDetails find() {
        return tasks.details((int) BROKER_ID.of(brokerId, 0)).orElseThrow(() -> {
            Refusal refusal = Refusal.taskNotFound("BrokerId", brokerId);
            return new Problem(404, ErrorCode.TASK_NOT_FOUND.name(), refusal.message()).thrown();
        });
    }

    private static JsonObject json(TaskDetails task) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("BrokerId", task.brokerId());
        add(json, "CaptureId", task.captureId());
        add(json, "CapturePointId", task.capturePointId());
        add(json, "DistributionId", task.distributionId());
        add(json, "DistributionPointId", task.distributionPointId());
        addAll(json, task.core());
        return json.add("Ext", addAll(Json.createObjectBuilder(), task.ext()))
                .add("Data", addAll(Json.createObjectBuilder(), task.custom()))
                .build();
    }

    private static JsonObject json(TaskHistoryEntry entry) {
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
        return json.build();
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
