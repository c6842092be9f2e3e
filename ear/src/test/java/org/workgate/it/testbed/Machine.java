package org.workgate.it.testbed;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** What the server's virtual machine and its kernel can tell and do. */
@Path("machine")
public class Machine {

    private static final String CONTROL = "WebSphere:feature=kernel,name=ServerEndpointControl";

    /** The heap in bytes: its limit, what is used now, and the most that its parts ever used, added up. */
    @GET
    @Path("heap")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject heap() {
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return Json.createObjectBuilder()
                .add("limit", memory.getMax())
                .add("used", memory.getUsed())
                .add("peak", peak)
                .build();
    }

    /** How many rows a table has. Waits for transactions that are changing it. */
    @GET
    @Path("rows")
    @Produces(MediaType.TEXT_PLAIN)
    @SuppressWarnings("BanJNDI") // only the tests give names
    public int rows(@QueryParam("source") String source, @QueryParam("table") String table)
            throws NamingException, SQLException {
        DataSource database = InitialContext.doLookup(source);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from " + table);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Opens ({@code resume}) or closes ({@code pause}) the endpoint of a message-driven bean. */
    @POST
    @Path("endpoints")
    public void control(@QueryParam("operation") String operation, @QueryParam("endpoint") String endpoint)
            throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(ObjectName.getInstance(CONTROL), operation, new Object[] {endpoint}, new String[] {
                    String.class.getName()
                });
    }
}
