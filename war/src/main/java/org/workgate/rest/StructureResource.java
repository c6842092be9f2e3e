package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.workgate.structure.StructureAdministration;
import org.workgate.structure.StructureAdministration.Result;
import org.workgate.structure.StructureFile;
import org.workgate.structure.StructureVersion;
import org.workgate.task.Characters;
import org.workgate.task.InvalidValueException;

/** The business structure: what is in force, its change, and what was in force before. */
@Path("structure")
@RequestScoped
@Tag(name = "Structure")
public class StructureResource {

    /** Only answered to who asks for it: JSON is the rule. */
    private static final String YAML = StructureFile.MEDIA_TYPE + ";qs=0.5";

    private static final NumberParameter NUMBER = new NumberParameter("number", 1, Integer.MAX_VALUE);

    @Inject
    private StructureAdministration structure;

    /**
     * The versions.
     *
     * @param items all of them, newest first
     * @param next where the rest is: there is none
     */
    @Schema(name = "StructureVersionList")
    public record ListView(
            List<VersionView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

    /** What a version says besides its content, as JSON. */
    @JsonbPropertyOrder({"version", "author", "savedAt", "comment"})
    @Schema(name = "StructureVersion")
    public record VersionView(
            int version,
            String author,
            Instant savedAt,
            @Nullable String comment) {

        static VersionView of(StructureVersion.Heading heading) {
            return new VersionView(heading.number(), heading.author(), heading.savedAt(), heading.remark());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getStructure",
            summary = "The business structure in force",
            description =
                    "With the keys of the file; with Accept: application/yaml it is the file itself. Roles: viewer,"
                            + " operator, administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The structure; the ETag is its version",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = StructureFile.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response inForce(@Context Request request) {
        StructureVersion version = structure.inForce();
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag(version));
        return unchanged != null ? unchanged.build() : json(version);
    }

    @GET
    @Produces(YAML)
    @Operation(hidden = true)
    public Response file(@Context Request request) {
        StructureVersion version = structure.inForce();
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag(version));
        return unchanged != null ? unchanged.build() : yaml(version);
    }

    @PUT
    @Consumes({StructureFile.MEDIA_TYPE, "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replaceStructure",
            summary = "Put a structure in force in place of the present one",
            description =
                    "At once, on every server, for tasks that are created from then on. The same as the present one"
                            + " makes no new version. Role: administrator.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = StructureFile.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "The structure in force; the ETag is its version",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT; faults names each with its place")
    @APIResponse(responseCode = "412", description = "Somebody else has changed it since; look at it again")
    @APIResponse(responseCode = "428", description = "The header If-Match is missing")
    public Response replace(
            @Parameter(description = "The ETag of the structure as the caller saw it, or * for whichever is in force")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String ifMatch,
            @Parameter(
                            description = "What is to be remembered about this version",
                            schema = @Schema(type = SchemaType.STRING, maxLength = StructureVersion.MAX_REMARK_LENGTH))
                    @QueryParam("comment")
                    @Nullable
                    String comment,
            byte[] file) {
        if (ifMatch == null) {
            throw Problem.of(428, "Say by the header If-Match which version this one replaces: its ETag, or * for any")
                    .thrown();
        }
        if (comment != null) {
            try {
                Characters.check("The parameter comment", comment, StructureVersion.MAX_REMARK_LENGTH);
            } catch (InvalidValueException e) {
                throw Problem.of(e).thrown();
            }
        }
        Result result = structure.replace(
                FileBody.text("structure", file),
                VersionTag.demanded(ifMatch, "structure"),
                comment == null || comment.isBlank() ? null : comment.strip());
        if (result instanceof Result.Faulty faulty) {
            throw Problem.faulty(faulty.faults()).thrown();
        }
        if (result instanceof Result.Overtaken overtaken) {
            throw Problem.of(
                            412,
                            "The structure has changed meanwhile and has the ETag \"" + overtaken.version()
                                    + "\" now; look at it again")
                    .thrown();
        }
        return json(((Result.InForce) result).version());
    }

    @GET
    @Path("versions")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listStructureVersions",
            summary = "All versions of the business structure, newest first",
            description = "The first of them is in force. Roles: viewer, operator, administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The versions as items",
            content = @Content(schema = @Schema(implementation = ListView.class)))
    public ListView versions() {
        return new ListView(structure.versions().stream().map(VersionView::of).toList(), null);
    }

    @GET
    @Path("versions/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getStructureVersion",
            summary = "A version of the business structure",
            description = "As for the one in force. Roles: viewer, operator, administrator, auditor.")
    @APIResponse(
            responseCode = "200",
            description = "The structure; the ETag is its version",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = StructureFile.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "VERSION_NOT_FOUND")
    public Response version(@PathParam("number") String number) {
        return json(find(number));
    }

    @GET
    @Path("versions/{number}")
    @Produces(YAML)
    @Operation(hidden = true)
    public Response versionFile(@PathParam("number") String number) {
        return yaml(find(number));
    }

    private StructureVersion find(String number) {
        return structure.version((int) NUMBER.of(number, 0)).orElseThrow(() -> new Problem(
                        404, "VERSION_NOT_FOUND", "There is no version " + number + " of the structure")
                .thrown());
    }

    private static Response json(StructureVersion version) {
        StructureVersion.Heading heading = version.heading();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", heading.number());
        view.put("author", heading.author());
        view.put("savedAt", heading.savedAt().toString());
        if (heading.remark() != null) {
            view.put("comment", heading.remark());
        }
        view.putAll(StructureFile.tree(version.structure()));
        return answer(version, MediaType.APPLICATION_JSON, view);
    }

    private static Response yaml(StructureVersion version) {
        return answer(version, StructureFile.MEDIA_TYPE + ";charset=UTF-8", version.content());
    }

    private static Response answer(StructureVersion version, String type, Object entity) {
        return Response.ok(entity)
                .type(type)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .tag(tag(version))
                .build();
    }

    private static EntityTag tag(StructureVersion version) {
        return VersionTag.of(version.heading().number());
    }
}
