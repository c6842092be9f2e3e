package org.workgate.it.testbed;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Takes what the product puts on its output queue and writes it down in the same two-phase transaction, so that nothing is
 * lost or counted twice, whenever the server is killed.
 */
@MessageDriven(name = "Drain")
public class Drain implements MessageListener {

    /** Few, so that a drill sees the count go up in small steps. */
    private static final int AT_ONCE = 10;

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/workgate/mq/out")
    private Queue output;

    @Resource(lookup = "jdbc/testbed")
    private DataSource database;

    @Override
    public void onMessage(Message first) {
        try (JMSContext context = connectionFactory.createContext();
                JMSConsumer consumer = context.createConsumer(output);
                Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into drained (message_id, correlation_id, body) values (?, ?, ?)")) {
            Message message = first;
            for (int taken = 1; message != null; taken++) {
                insert.setString(1, message.getJMSMessageID());
                insert.setString(2, message.getJMSCorrelationID());
                insert.setString(3, message.getBody(String.class));
                insert.executeUpdate();
                message = taken < AT_ONCE ? consumer.receiveNoWait() : null;
            }
        } catch (JMSException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
