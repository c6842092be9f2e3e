package org.workgate.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.workgate.access.UserAdministration;
import org.workgate.access.UserAdministration.Result;
import org.workgate.access.UserAdministration.User;

/** The users and their roles. Passwords come in and never go out. */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public class UserResource {

    @Inject
    private UserAdministration users;

    /**
     * The users.
     *
     * @param items all of them, in the order of their names
     * @param next where the rest is: there is none
     */
    @Schema(name = "UserList")
    public record ListView(
            List<UserView> items,
            @JsonbProperty(nillable = true) @Nullable String next) {}

    /** A user, as JSON. */
    @JsonbPropertyOrder({"name", "roles", "createdAt"})
    @Schema(name = "User")
    public record UserView(String name, List<String> roles, Instant createdAt) {

        static UserView of(User user) {
            return new UserView(user.name(), user.roles(), user.createdAt());
        }
    }

    /** What makes a user, for the description of the API. */
    @Schema(name = "NewUser")
    private record NewUser(String name, String password, List<String> roles) {}

    /** What roles are given, for the description of the API. */
    @Schema(name = "UserRoles")
    private record Roles(List<String> roles) {}

    /** A password, for the description of the API. */
    @Schema(name = "NewPassword")
    private record Password(String password) {}

    @GET
    @Operation(
            operationId = "listUsers",
            summary = "All users, in the order of their names",
            description = "Roles that hold at points are given with them: integrator:mq, distributor:*."
                    + " Role: administrator.")
    @APIResponse(
            responseCode = "200",
            description = "The users as items",
            content = @Content(schema = @Schema(implementation = ListView.class)))
    public ListView list() {
        return new ListView(users.list().stream().map(UserView::of).toList(), null);
    }

    @POST
    @Operation(
            operationId = "createUser",
            summary = "Make a user",
            description =
                    "A name has 1 to 64 letters, digits and . _ @ + -, a password 12 to 1024 characters. Role: administrator.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewUser.class)))
    @APIResponse(
            responseCode = "201",
            description = "The user; Location is its address, the ETag its version",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming what cannot be used")
    @APIResponse(responseCode = "409", description = "USER_EXISTS")
    public Response create(@Context UriInfo uri, byte[] body) {
        JsonObject json = members(body, "name", "password", "roles");
        String name = text(json, "name");
        User user = done(name, users.create(name, text(json, "password"), roles(json)));
        return Response.created(
                        uri.getAbsolutePathBuilder().segment(user.name()).build())
                .entity(UserView.of(user))
                .tag(VersionTag.of(user.version()))
                .build();
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "getUser", summary = "A user", description = "Role: administrator.")
    @APIResponse(
            responseCode = "200",
            description = "The user; the ETag is its version",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "404", description = "USER_NOT_FOUND")
    public Response get(@PathParam("name") String name) {
        return answer(users.find(name).orElseThrow(() -> unknown(name)));
    }

    @PUT
    @Path("{name}")
    @Operation(
            operationId = "changeUser",
            summary = "Give a user these roles and no others",
            description = "They count from the next request on, also for who is signed in to the console."
                    + " Role: administrator.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Roles.class)))
    @APIResponse(
            responseCode = "200",
            description = "The user; the ETag is its version",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, naming what cannot be used")
    @APIResponse(responseCode = "404", description = "USER_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "LAST_ADMINISTRATOR: nobody else has the role")
    @APIResponse(responseCode = "412", description = "Somebody else has changed the user since; look at it again")
    @APIResponse(responseCode = "428", description = "The header If-Match is missing")
    public Response change(
            @PathParam("name") String name,
            @Parameter(description = "The ETag of the user as the caller saw it, or * for however it is")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String ifMatch,
            byte[] body) {
        if (ifMatch == null) {
            throw Problem.of(
                            428,
                            "Say by the header If-Match which state of the user this one replaces: its ETag, or *"
                                    + " for any")
                    .thrown();
        }
        Integer seen = VersionTag.demanded(ifMatch, "user");
        return answer(done(name, users.changeRoles(name, seen, roles(members(body, "roles")))));
    }

    @PUT
    @Path("{name}/password")
    @Operation(
            operationId = "setPassword",
            summary = "Replace the password of a user",
            description = "It has 12 to 1024 characters. Sessions of the console that began with the old one end."
                    + " Role: administrator.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Password.class)))
    @APIResponse(responseCode = "204", description = "It is replaced")
    @APIResponse(responseCode = "400", description = "INVALID_FORMAT, saying what would be right")
    @APIResponse(responseCode = "404", description = "USER_NOT_FOUND")
    public void setPassword(@PathParam("name") String name, byte[] body) {
        done(name, users.setPassword(name, text(members(body, "password"), "password")));
    }

    @DELETE
    @Path("{name}")
    @Operation(
            operationId = "removeUser",
            summary = "Remove a user",
            description = "What history and audit trail say of it stays. Role: administrator.")
    @APIResponse(responseCode = "204", description = "It is removed")
    @APIResponse(responseCode = "404", description = "USER_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "LAST_ADMINISTRATOR: nobody else has the role")
    @APIResponse(responseCode = "412", description = "Somebody else has changed the user since; look at it again")
    public void remove(
            @PathParam("name") String name,
            @Parameter(description = "The ETag of the user as the caller saw it; without it, however it is")
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable
                    String ifMatch) {
        done(name, users.remove(name, VersionTag.demanded(ifMatch, "user")));
    }

    private static User done(String name, Result result) {
        if (result instanceof Result.Done done) {
            return done.user();
        }
        if (result instanceof Result.Overtaken overtaken) {
            throw Problem.of(
                            412,
                            "User " + name + " has changed meanwhile and has the ETag \"" + overtaken.version()
                                    + "\" now; look at it again")
                    .thrown();
        }
        if (result instanceof Result.LastAdministrator) {
            throw new Problem(
                            409,
                            "LAST_ADMINISTRATOR",
                            "Nobody but " + name + " has the role administrator; give it to somebody else first")
                    .thrown();
        }
        if (result instanceof Result.NameTaken) {
            throw new Problem(409, "USER_EXISTS", "There is a user " + name + " already").thrown();
        }
        throw unknown(name);
    }

    private static RuntimeException unknown(String name) {
        return new Problem(404, "USER_NOT_FOUND", "There is no user " + name).thrown();
    }

    private static Response answer(User user) {
        return Response.ok(UserView.of(user)).tag(VersionTag.of(user.version())).build();
    }

    /** The body, which has these members and no others. */
    private static JsonObject members(byte[] body, String... names) {
        JsonObject json = TaskPatch.json(body);
        if (!json.keySet().equals(Set.of(names))) {
            throw TaskPatch.refused(
                    "The body must be a JSON object with " + String.join(", ", names) + " and nothing else");
        }
        return json;
    }

    /** A text as it is. What stands there instead is not told, since it may be a password. */
    private static String text(JsonObject json, String name) {
        if (json.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw TaskPatch.refused(name + " must be a text");
    }

    private static Set<String> roles(JsonObject json) {
        if (json.get("roles") instanceof JsonArray list) {
            var roles = new TreeSet<String>();
            for (JsonValue item : list) {
                if (!(item instanceof JsonString role)) {
                    throw TaskPatch.refused("roles must be an array of texts");
                }
                roles.add(role.getString());
            }
            return roles;
        }
        throw TaskPatch.refused("roles must be an array of texts");
    }
}
