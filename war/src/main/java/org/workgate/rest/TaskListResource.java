package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.reporting.TaskColumn;
import org.workgate.reporting.TaskCursor;
import org.workgate.reporting.TaskListing;
import org.workgate.reporting.TaskPage;

/** The Global Task List, and the archive. */
@Path("tasks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tasks")
public class TaskListResource {

    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, TaskListing.MAX_SIZE);
    private static final int STANDARD_LIMIT = 100;

    /** Puts the greatest first. */
    private static final String DESCENDING = "-";

    @Inject
    private TaskListing tasks;

    @GET
    @Operation(
            operationId = "listTasks",
            summary = "Tasks that meet all conditions",
            description =
                    "Every parameter that is not listed here is the name of a core, extended or custom attribute, or"
                            + " CaptureId, CapturePointId, DistributionId or DistributionPointId, in any case, and its"
                            + " value the exact one; Ext/NAME and Data/NAME say which is meant where a name is not unique."
                            + " A parameter without a value is no condition. A search by a custom attribute may give pages"
                            + " that are not full; go on until next is null.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The tasks as items, each as GET /tasks/{brokerId} shows it, and the address of the next page, or"
                            + " null on the last",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the parameter")
    public JsonObject list(
            @Context UriInfo uri,
            @Parameter(description = "Only tasks in one of these, separated by commas") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "Only tasks whose CaptureId begins with it or whose BrokerId it is")
                    @QueryParam("q")
                    @Nullable
                    String text,
            @Parameter(
                            description = "true to look in the archive instead of the list; default false",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam(TaskConditions.ARCHIVED)
                    @Nullable
                    String archived,
            @Parameter(
                            description =
                                    "The attribute that decides the order, with - in front for the greatest first;"
                                            + " tasks without a value come last. Default -BrokerId")
                    @QueryParam("sort")
                    @Nullable
                    String sort,
            @Parameter(description = "How many at most, 1 to 1000; default 100") @QueryParam("limit") @Nullable
                    String limit,
            @Parameter(description = "Where the page begins, as the address of a next page says it")
                    @QueryParam(NextPage.AFTER)
                    @Nullable
                    String after) {
        String order = sort == null || sort.isBlank() ? DESCENDING + TaskColumn.BROKER_ID.wireName() : sort.strip();
        boolean descending = order.startsWith(DESCENDING);
        TaskColumn column = column(descending ? order.substring(DESCENDING.length()) : order);
        TaskPage page = tasks.page(
                TaskConditions.of(uri.getQueryParameters()),
                column,
                descending,
                after == null ? null : place(column, after),
                (int) LIMIT.of(limit, STANDARD_LIMIT));
        JsonArrayBuilder items = Json.createArrayBuilder();
        page.tasks().forEach(task -> items.add(TaskResource.json(task)));
        JsonObjectBuilder json = Json.createObjectBuilder().add("items", items);
        TaskCursor next = page.next();
        return (next == null ? json.addNull("next") : json.add("next", NextPage.address(uri, next.text()))).build();
    }

    private static TaskColumn column(String name) {
        return Arrays.stream(TaskColumn.values())
                .filter(column -> column.wireName().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badParameter(
                                "sort",
                                name,
                                Arrays.stream(TaskColumn.values())
                                        .map(TaskColumn::wireName)
                                        .collect(Collectors.joining(
                                                ", ", "one of ", ", each with or without - in front")))
                        .thrown());
    }

    private static TaskCursor place(TaskColumn column, String after) {
        return TaskCursor.parse(column, after).orElseThrow(() -> Problem.badParameter(
                        "after", after, "the one of an address that a page with the same sort gave as next")
                .thrown());
    }
}
