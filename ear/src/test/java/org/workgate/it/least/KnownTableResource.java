package org.workgate.it.least;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The names of the tables over HTTP. */
@Path("tables")
@RequestScoped
public class KnownTableResource {

    @Inject
    private KnownTables tables;

    /** All of them. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> names() {
        return tables.getNames();
    }
}
