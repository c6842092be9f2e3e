package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.workgate.access.AuditListing;

/** The audit trail, for those who look into it. */
@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
@SuppressWarnings("NullAway.Init") // the container fills what is injected
public class AuditResource {

    private static final NumberParameter LIMIT = new NumberParameter("limit", 1, AuditListing.MAX_SIZE);
    private static final int STANDARD_LIMIT = 100;
    private static final NumberParameter AFTER = new NumberParameter(NextPage.AFTER, 1, Long.MAX_VALUE);
    private static final TimeParameter FROM = new TimeParameter("from");

    @Inject
    private AuditListing auditTrail;

    /**
     * A page of the audit trail.
     *
     * @param items its lines, oldest first
     * @param next the address of the next page, or null on the last
     */
    @Schema(name = "AuditTrail")
    public record ListView(
            List<LineView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

    /** A line of the audit trail, as JSON. */
    @JsonbPropertyOrder({"number", "at", "event", "principal", "remoteAddress", "detail"})
    @Schema(name = "AuditLine")
    public record LineView(
            long number,
            Instant at,
            String event,
            String principal,
            @Nullable String remoteAddress,
            @Nullable String detail) {

        static LineView of(AuditListing.Line line) {
            return new LineView(
                    line.number(), line.at(), line.event(), line.principal(), line.remoteAddress(), line.detail());
        }
    }

    @GET
    @Operation(
            operationId = "getAuditTrail",
            summary = "Who came in, who did not, who read bodies of messages and who changed users, oldest first",
            description = "Role: auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The lines as items, and the address of the next page, or null on the last",
            content = @Content(schema = @Schema(implementation = ListView.class)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming the parameter")
    public ListView list(
            @Context UriInfo uri,
            @Parameter(description = "Only what was recorded at or after this time; default the beginning")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "How many at most, 1 to 1000; default 100") @QueryParam("limit") @Nullable
                    String limit,
            @Parameter(description = "Where the page begins, as the address of a next page says it")
                    @QueryParam(NextPage.AFTER)
                    @Nullable
                    String after) {
        Instant begin = from == null ? Instant.EPOCH : FROM.of(from);
        int size = (int) LIMIT.of(limit, STANDARD_LIMIT);
        AuditListing.Page page =
                after == null ? auditTrail.from(begin, size) : auditTrail.after(AFTER.of(after, 0), size);
        Long next = page.next();
        return new ListView(
                page.lines().stream().map(LineView::of).toList(),
                next == null ? null : NextPage.address(uri, next.toString()));
    }
}
