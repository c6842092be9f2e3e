package org.workgate.it.bare;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * What the product is measured against: a message-driven bean as everybody writes it, one message to a transaction, one
 * plain insert of as many values as a task has, one message sent. It does not even read what is in the message.
 *
 * <p>Deployed three times, for 1, 4 and 16 consumers.
 */
public class BareConsumer implements MessageListener {

    private static final String INSERT = "insert into bare_task (version, capture_point_id, capture_id, capture_guard,"
            + " tenant_id, solution_id, contract_id, process_id, process_given, channel, category, status, created_at,"
            + " activation_at, due_at, expiration_at, priority, priority_given, business_value, customer_id,"
            + " customer_segment, product_type, product_subtype, result_code, source_first_created_at, source_created_at,"
            + " source_due_at, source_process_type, source_process_subtype, source_tenant, custom_attributes)"
            + " values (1, 'mq', ?, 0, 'demo', 'backoffice', ?, ?, true, ?, ?, 'New', ?, ?, ?, ?, 10, true, 50, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String REPLY = "<GTLMessages><TaskCreated><BrokerId>4711</BrokerId>"
            + "<CaptureId>bare-000001</CaptureId><CapturePointId>mq</CapturePointId><Actor>crm</Actor>"
            + "<Reason>new order</Reason><EventDateTime>2024-03-04T09:00:00</EventDateTime>"
            + "</TaskCreated></GTLMessages>";

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/bare/out")
    private Queue output;

    @Resource(lookup = "jdbc/bare")
    private DataSource database;

    @Override
    public void onMessage(Message message) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                JMSContext context = connectionFactory.createContext()) {
            Timestamp now = Timestamp.from(Instant.now());
            int column = 0;
            insert.setString(++column, message.getJMSMessageID());
            insert.setString(++column, "SALES");
            insert.setString(++column, "ORDERS");
            insert.setString(++column, "Webform");
            insert.setString(++column, "Order");
            for (int i = 0; i < 4; i++) {
                insert.setTimestamp(++column, now);
            }
            insert.setString(++column, "C1");
            insert.setString(++column, "Gold");
            insert.setString(++column, "DSL");
            insert.setString(++column, "PremiumDSL");
            insert.setString(++column, "none");
            for (int i = 0; i < 3; i++) {
                insert.setTimestamp(++column, now);
            }
            insert.setString(++column, "Order");
            insert.setString(++column, "New");
            insert.setString(++column, "T1");
            insert.setString(++column, "{\"region\":\"EMEA\"}");
            insert.executeUpdate();
            TextMessage reply = context.createTextMessage(REPLY);
            reply.setJMSCorrelationID(message.getJMSMessageID());
            context.createProducer().send(output, reply);
        } catch (JMSException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
