package org.workgate.it.testbed;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Any queue of the server's broker, by its name there. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
@Path("queues/{queue}")
public class Queues {

    private static final int PER_TRANSACTION = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource
    private UserTransaction transaction;

    /**
     * How many messages lie on it: of the server's own messaging engine those included that are just being taken, of another broker
     * those that a look at it shows.
     */
    @GET
    @Path("depth")
    @Produces(MediaType.TEXT_PLAIN)
    public long depth(@PathParam("queue") String queue) throws JMException, JMSException {
        var own = ObjectName.getInstance("WebSphere:feature=wasJmsServer,type=Queue,name=" + queue);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        if (server.isRegistered(own)) {
            return (Long) server.getAttribute(own, "Depth");
        }
        try (JMSContext context = connectionFactory.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
            long messages = 0;
            for (Enumeration<?> seen = browser.getEnumeration(); seen.hasMoreElements(); seen.nextElement()) {
                messages++;
            }
            return messages;
        }
    }

    /** Puts a series of CreateTasks. */
    @POST
    public void fill(
            @PathParam("queue") String queue, @QueryParam("series") String series, @QueryParam("count") int count)
            throws Exception {
        for (int done = 0; done < count; ) {
            transaction.begin();
            try (JMSContext context = connectionFactory.createContext()) {
                Queue destination = context.createQueue(queue);
                JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
                int until = Math.min(done + PER_TRANSACTION, count);
                while (done < until) {
                    done++;
                    producer.send(destination, Messages.createTask(Messages.captureId(series, done)));
                }
            }
            transaction.commit();
        }
    }

    /** Puts CreateTasks one by one, each when the one before is answered, and tells how many microseconds each answer took. */
    @POST
    @Path("lone")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray exchange(
            @PathParam("queue") String queue,
            @QueryParam("output") String output,
            @QueryParam("series") String series,
            @QueryParam("count") int count)
            throws Exception {
        JsonArrayBuilder answers = Json.createArrayBuilder();
        for (int number = 1; number <= count; number++) {
            long begin = System.nanoTime();
            transaction.begin();
            try (JMSContext context = connectionFactory.createContext()) {
                context.createProducer()
                        .setDeliveryMode(DeliveryMode.PERSISTENT)
                        .send(context.createQueue(queue), Messages.createTask(Messages.captureId(series, number)));
            }
            transaction.commit();
            transaction.begin();
            try (JMSContext context = connectionFactory.createContext();
                    JMSConsumer consumer = context.createConsumer(context.createQueue(output))) {
                if (consumer.receive(PATIENCE.toMillis()) == null) {
                    throw new IllegalStateException("Message " + number + " on " + queue + " was not answered");
                }
                answers.add((System.nanoTime() - begin) / 1_000);
            }
            transaction.commit();
        }
        return answers.build();
    }

    /** Puts these texts, in one transaction, and with this correlation ID if there is one. */
    @POST
    @Path("messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public void put(
            @PathParam("queue") String queue, @QueryParam("correlationId") String correlationId, JsonArray texts)
            throws Exception {
        transaction.begin();
        try (JMSContext context = connectionFactory.createContext()) {
            Queue destination = context.createQueue(queue);
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            if (correlationId != null) {
                producer.setJMSCorrelationID("ID:" + correlationId);
            }
            texts.getValuesAs(JsonString.class).forEach(text -> producer.send(destination, text.getString()));
        }
        transaction.commit();
    }

    /** Takes the oldest messages, which have texts, in one transaction; waits for the first so long, and for no other. */
    @POST
    @Path("taken")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray take(
            @PathParam("queue") String queue, @QueryParam("milliseconds") long patience, @QueryParam("count") int count)
            throws Exception {
        JsonArrayBuilder texts = Json.createArrayBuilder();
        transaction.begin();
        try (JMSContext context = connectionFactory.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            Message message = consumer.receive(patience);
            for (int taken = 1; message != null; taken++) {
                texts.add(message.getBody(String.class));
                message = taken < count ? consumer.receiveNoWait() : null;
            }
        }
        transaction.commit();
        return texts.build();
    }

    /** Takes everything from it, and returns how many different messages the messages taken were answers to. */
    @DELETE
    @Produces(MediaType.TEXT_PLAIN)
    public int clear(@PathParam("queue") String queue) throws Exception {
        Set<String> answered = new HashSet<>();
        boolean more = true;
        while (more) {
            transaction.begin();
            try (JMSContext context = connectionFactory.createContext();
                    JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
                more = clear(consumer, answered);
            }
            transaction.commit();
        }
        return answered.size();
    }

    private static boolean clear(JMSConsumer consumer, Set<String> answered) throws JMSException {
        for (int taken = 0; taken < PER_TRANSACTION; taken++) {
            Message message = consumer.receiveNoWait();
            if (message == null) {
                return false;
            }
            answered.add(message.getJMSCorrelationID());
        }
        return true;
    }
}
