package org.workgate.it.testbed;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Puts numbered CreateTasks on the input queue, each number once: how far it came is written down in the same two-phase
 * transaction, so that whoever lost the answer can ask and go on.
 */
@Stateless
@Path("fed")
public class Feed {

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/workgate/mq/in")
    private Queue input;

    @Resource(lookup = "jdbc/testbed")
    private DataSource database;

    /** The last number that was put. Waits for a transaction that is in doubt. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public int soFar() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return soFar(statement);
        }
    }

    /** Puts the next ones and returns the last number. */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public int next(@QueryParam("count") int count) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                JMSContext context = connectionFactory.createContext()) {
            statement.executeUpdate("update fed set so_far = so_far + " + count);
            int last = soFar(statement);
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            for (int number = last - count + 1; number <= last; number++) {
                producer.send(input, Messages.createTask(Messages.captureId("drill", number)));
            }
            return last;
        }
    }

    private static int soFar(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select so_far from fed")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
