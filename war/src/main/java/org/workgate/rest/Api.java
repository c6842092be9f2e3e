package org.workgate.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The root of the HTTP API. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Workgate",
                        version = "1",
                        description = "Puts messages in as an originating system would, reads what became of them, and"
                                + " reads tasks. Attributes are called as in messages; times are RFC 3339 with Z."
                                + " Errors are problems (RFC 9457) with a code.",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")),
        security = {@SecurityRequirement(name = "basic"), @SecurityRequirement(name = "token")},
        tags = {
            @Tag(name = "Distribution", description = "What distribution systems report back"),
            @Tag(name = "Messages", description = "Messages in and out, over HTTP instead of a queue"),
            @Tag(name = "Rules", description = "Decision tables for classification and prioritization"),
            @Tag(name = "Structure", description = "Tenants, solutions, contracts, processes and calendars"),
            @Tag(name = "Tasks", description = "Tasks of the Global Task List"),
            @Tag(name = "Users", description = "Who may sign in, and in which roles")
        })
@SecurityScheme(securitySchemeName = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "Of the OpenID provider that the settings workgate.oidc.* name")
public class Api extends Application {}
