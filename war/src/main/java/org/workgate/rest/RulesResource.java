package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.administration.RuleAdministration;
import org.workgate.administration.RuleAdministration.Attempt;
import org.workgate.administration.RuleAdministration.Result;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleVersion;
import org.workgate.trial.Trial;

/** The rules: which tables are in force where, their change, what was in force before, and what a draft would change. */
@Path("rules")
@RequestScoped
@Tag(name = "Rules")
public class RulesResource {

    private static final String XML = MediaType.APPLICATION_XML + ";charset=UTF-8";

    private static final NumberParameter NUMBER = new NumberParameter("version", 1, Integer.MAX_VALUE);

    private static final TimeParameter VALID_FROM = new TimeParameter("validFrom");

    @Inject
    private RuleAdministration rules;

    /**
     * The places.
     *
     * @param items all that have a table, in the order in which they are applied
     * @param next where the rest is: there is none
     */
    @Schema(name = "RulePlaceList")
    public record PlacesView(
            List<PlaceView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

    /** A place that has a table, as JSON. */
    @JsonbPropertyOrder({"place", "inForce", "next"})
    @Schema(name = "RulePlace")
    public record PlaceView(
            String place,
            @Nullable VersionView inForce,
            @Nullable VersionView next) {

        static PlaceView of(RuleBook.Entry entry) {
            return new PlaceView(
                    entry.place().name(),
                    entry.inForce() == null ? null : VersionView.of(entry.inForce()),
                    entry.next() == null ? null : VersionView.of(entry.next()));
        }
    }

    /**
     * The versions of a place.
     *
     * @param items all of them, the latest first
     * @param next where the rest is: there is none
     */
    @Schema(name = "RuleVersionList")
    public record VersionsView(
            List<VersionView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

    /** What a version says besides its text, as JSON. */
    @JsonbPropertyOrder({"version", "name", "author", "savedAt", "validFrom"})
    @Schema(name = "RuleVersion")
    public record VersionView(int version, String name, String author, Instant savedAt, Instant validFrom) {

        static VersionView of(RuleVersion.Heading heading) {
            return new VersionView(
                    heading.version(), heading.name(), heading.author(), heading.savedAt(), heading.validFrom());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listRules",
            summary = "The places that have a table of rules",
            description = "With the version in force and the one that comes into force next. Roles: viewer, operator,"
                    + " administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The places as items",
            content = @Content(schema = @Schema(implementation = PlacesView.class)))
    public PlacesView places() {
        return new PlacesView(rules.places().stream().map(PlaceView::of).toList(), null);
    }

    @GET
    @Path("{place}")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(
            operationId = "getRules",
            summary = "The table of a place, as a DMN file",
            description = "As it was saved, byte for byte. Roles: viewer, operator, administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The file; the ETag is its version",
            content = @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", description = "RULE_PLACE_NOT_FOUND, RULES_NOT_FOUND, VERSION_NOT_FOUND")
    public Response file(
            @Parameter(description = "Such as prioritization or prioritization.process.ORDERS") @PathParam("place")
                    String name,
            @Parameter(description = "Which version; without it the one in force") @QueryParam("version") @Nullable
                    String version) {
        RuleVersion found = version == null ? inForce(place(name)) : find(place(name), version);
        return Response.ok(found.dmn())
                .type(XML)
                .tag(VersionTag.of(found.version()))
                .build();
    }

    @PUT
    @Path("{place}")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "saveRules",
            summary = "Save a new version of the table of a place",
            description = "It takes effect on every server within two seconds after its start. Role: administrator.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "What the version says besides its text; the ETag is its number",
            content = @Content(schema = @Schema(implementation = VersionView.class)))
    @APIResponse(
            responseCode = "201",
            description = "The same, of the first table of a place",
            content = @Content(schema = @Schema(implementation = VersionView.class)))
    @APIResponse(
            responseCode = "400",
            description = "INVALID_FORMAT; faults names each with table, row, column and message")
    @APIResponse(responseCode = "404", description = "RULE_PLACE_NOT_FOUND, SCOPE_NOT_FOUND")
    @APIResponse(responseCode = "412", description = "The latest version is another one; look at it")
    @APIResponse(responseCode = "428", description = "The headers If-Match and If-None-Match are missing")
    public Response save(
            @Parameter(description = "Such as prioritization or prioritization.process.ORDERS") @PathParam("place")
                    String name,
            @Parameter(description = "The ETag of the latest version as the caller saw it, or * for any")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String ifMatch,
            @Parameter(description = "Instead of If-Match: * where the place is to have no table yet")
                    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    @Nullable
                    String ifNoneMatch,
            @Parameter(
                            description = "When it comes into force; without it, or in the past, at once",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @QueryParam("validFrom")
                    @Nullable
                    String validFrom,
            byte[] file) {
        RulePlace place = place(name);
        Result result = rules.save(
                place,
                FileBody.text("table", file),
                seen(ifMatch, ifNoneMatch),
                validFrom == null ? null : VALID_FROM.of(validFrom));
        if (result instanceof Result.Faulty faulty) {
            throw Problem.unusable(faulty.faults()).thrown();
        }
        if (result instanceof Result.UnknownScope) {
            throw unknownScope(place).thrown();
        }
        if (result instanceof Result.Overtaken overtaken) {
            throw overtaken(place, overtaken.latest()).thrown();
        }
        RuleVersion.Heading stored = ((Result.Stored) result).version();
        return Response.status(stored.version() == 1 ? Response.Status.CREATED : Response.Status.OK)
                .entity(VersionView.of(stored))
                .tag(VersionTag.of(stored.version()))
                .build();
    }

    @POST
    @Path("{place}/trials")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "tryRules",
            summary = "Try a draft of the table of a place on the present backlog",
            description =
                    "What it would make otherwise of the tasks than the rules in force; nothing changes. It runs on"
                            + " the server that was asked, one trial at a time. Role: administrator.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "202",
            description = "The trial has begun; Location says where it can be looked at",
            content = @Content(schema = @Schema(implementation = TrialView.class)))
    @APIResponse(
            responseCode = "400",
            description = "INVALID_FORMAT; faults names each with table, row, column and message, as when it is saved")
    @APIResponse(responseCode = "404", description = "RULE_PLACE_NOT_FOUND, SCOPE_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "TRIAL_RUNNING; another one runs on this server")
    public Response tryOut(
            @Parameter(description = "Such as prioritization or prioritization.process.ORDERS") @PathParam("place")
                    String name,
            byte[] file,
            @Context UriInfo uri) {
        RulePlace place = place(name);
        Attempt attempt = rules.tryOut(place, FileBody.text("table", file));
        if (attempt instanceof Attempt.Faulty faulty) {
            throw Problem.unusable(faulty.faults()).thrown();
        }
        if (attempt instanceof Attempt.UnknownScope) {
            throw unknownScope(place).thrown();
        }
        if (attempt instanceof Attempt.Busy busy) {
            throw new Problem(
                            409,
                            "TRIAL_RUNNING",
                            busy.running().author() + " is trying a draft of "
                                    + busy.running().place() + " on this server, as trial "
                                    + busy.running().id() + "; wait for its end, or cancel it")
                    .thrown();
        }
        Trial trial = ((Attempt.Begun) attempt).trial();
        return Response.accepted(TrialView.of(trial))
                .location(uri.getBaseUriBuilder().path(TrialResource.class).build(trial.id()))
                .build();
    }

    @GET
    @Path("{place}/versions")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listRuleVersions",
            summary = "All versions of the table of a place, the latest first",
            description = "Roles: viewer, operator, administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The versions as items; none where the place has no table",
            content = @Content(schema = @Schema(implementation = VersionsView.class)))
    @APIResponse(responseCode = "404", description = "RULE_PLACE_NOT_FOUND")
    public VersionsView versions(@PathParam("place") String name) {
        return new VersionsView(
                rules.versions(place(name)).stream().map(VersionView::of).toList(), null);
    }

    private RuleVersion inForce(RulePlace place) {
        return rules.inForce(place)
                .orElseThrow(() -> new Problem(404, "RULES_NOT_FOUND", "No rules are in force at " + place).thrown());
    }

    private RuleVersion find(RulePlace place, String version) {
        return rules.version(place, (int) NUMBER.of(version, 0)).orElseThrow(() -> new Problem(
                        404, "VERSION_NOT_FOUND", "There is no version " + version + " of " + place)
                .thrown());
    }

    private static RulePlace place(String name) {
        return RulePlace.named(name).orElseThrow(() -> new Problem(
                        404,
                        "RULE_PLACE_NOT_FOUND",
                        "There is no place " + name + " for rules; it has to be " + RulePlace.NAMES)
                .thrown());
    }

    /** The version that the caller saw, as {@link RuleAdministration#save} has it. */
    private static @Nullable Integer seen(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null) {
            return VersionTag.demanded(ifMatch, "table");
        }
        if (ifNoneMatch == null) {
            throw Problem.of(
                            428,
                            "Say by the header If-Match which version this one follows, its ETag, or * for any; or by"
                                    + " If-None-Match: * that there is none yet")
                    .thrown();
        }
        if (!ifNoneMatch.strip().equals("*")) {
            throw Problem.badParameter(HttpHeaders.IF_NONE_MATCH, ifNoneMatch, "*")
                    .thrown();
        }
        return 0;
    }

    private static Problem unknownScope(RulePlace place) {
        return new Problem(
                404,
                "SCOPE_NOT_FOUND",
                "There is nothing that the rules of " + place
                        + " could hold for; IDs are compared exactly, and contracts"
                        + " and processes have to be in the structure in force");
    }

    private static Problem overtaken(RulePlace place, int latest) {
        return Problem.of(
                412,
                latest == 0
                        ? "There are no rules of " + place + " yet; say If-None-Match: * for the first ones"
                        : "The latest version of " + place + " has the ETag \"" + latest + "\"; look at it first, with"
                                + " ?version=" + latest);
    }
}
