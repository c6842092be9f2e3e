package org.workgate.it.testbed;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/** What the {@link Drain} took, in its order. Waits for transactions of the drain that are running or in doubt. */
@Stateless
@Path("drained")
public class Drained {

    @Resource(lookup = "jdbc/testbed")
    private DataSource database;

    /** All of it: message ID, correlation ID (possibly empty) and text. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray all() throws SQLException {
        JsonArrayBuilder drained = Json.createArrayBuilder();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select message_id, correlation_id, body from drained order by id");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                drained.add(Json.createObjectBuilder()
                        .add("messageId", rows.getString(1))
                        .add("correlationId", Objects.requireNonNullElse(rows.getString(2), ""))
                        .add("body", rows.getString(3)));
            }
        }
        return drained.build();
    }

    /** How much it is. */
    @GET
    @Path("count")
    @Produces(MediaType.TEXT_PLAIN)
    public int count() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from drained");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
