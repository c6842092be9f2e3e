package org.workgate.it.ibmmq;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.workgate.it.server.Address;
import org.workgate.it.server.Api;
import org.workgate.it.server.Postgresql;
import org.workgate.it.server.WorkgateServer;
import org.workgate.mqstandin.Message;
import org.workgate.mqstandin.Queue;
import org.workgate.mqstandin.QueueManagerStandIn;

/** The packaged server with IBM's own resource adapter, a PostgreSQL, and a queue manager or the stand-in for one, for one test class. */
final class Installation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Where an originating system finds the queue manager. */
    final Address address;

    /** Null where it is a real one, which tests know by the client only. */
    final QueueManagerStandIn queueManager;

    final Postgresql database = new Postgresql();
    final WorkgateServer server;

    /** A new one, whose server runs. */
    Installation(String name) {
        this(name, "server-ibm-mq.xml", UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * A new one, whose server runs.
     *
     * @param definition the server's, of those that are packaged
     * @param having what the queue manager has besides the queues
     * @param set what is to be different from the packaged server
     */
    Installation(
            String name,
            String definition,
            UnaryOperator<QueueManagerStandIn.Builder> having,
            UnaryOperator<WorkgateServer.Setup> set) {
        this(
                name,
                definition,
                having.apply(QueueManagerStandIn.named("QM1")
                                .queues("GTLIn", "GTLOut", "GTLBackout")
                                .journal(journal()))
                        .start(),
                set);
    }

    private Installation(
            String name, String definition, QueueManagerStandIn queueManager, UnaryOperator<WorkgateServer.Setup> set) {
        this(name, definition, Address.of(queueManager), queueManager, set);
    }

    private Installation(
            String name,
            String definition,
            Address address,
            QueueManagerStandIn queueManager,
            UnaryOperator<WorkgateServer.Setup> set) {
        this.address = address;
        this.queueManager = queueManager;
        server = set.apply(database.setup(name).onIbmMq(0).variable("ibm-mq.connections", address.connections()))
                .create();
        try {
            server.place(
                    "server.xml", Files.readString(Path.of(System.getProperty("workgate.server.config"), definition)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    /** A new one for tests that need nothing but the client: with the stand-in, or with the real queue manager that the build wants. */
    static Installation forClients(String name) {
        if (!Address.isLive()) {
            return new Installation(name);
        }
        Address address = Address.ofRealOne();
        // What else the server has to know it finds in the environment itself.
        return new Installation(
                name,
                address.serverDefinition(),
                address,
                null,
                server -> server.variable("ibm-mq.password", address.password()));
    }

    private static Path journal() {
        try {
            return Files.createTempDirectory(Path.of("target"), "queue-manager").resolve("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Queue input() {
        return queueManager.queue("GTLIn");
    }

    Queue output() {
        return queueManager.queue("GTLOut");
    }

    Api api() {
        return new Api(server);
    }

    /** Puts a persistent message, given without its root. */
    Message put(String content) {
        return put(Message.ofText("<GTLMessages>" + content + "</GTLMessages>").persistent());
    }

    Message put(Message message) {
        return input().put(message);
    }

    /** Puts a CreateTask for each of these CaptureIds. */
    void putTasks(List<String> captureIds) {
        captureIds.forEach(id -> put("<CreateTask><CaptureId>" + id + "</CaptureId></CreateTask>"));
    }

    /** Takes messages off the output queue until there are so many. */
    List<Message> replies(int count) {
        var replies = new ArrayList<Message>();
        await("the replies", () -> {
            replies.addAll(output().drain());
            return replies.size() >= count;
        });
        return replies;
    }

    /** The CaptureId that a reply gives. */
    static String captureId(Message reply) {
        return reply.text().replaceAll(".*<CaptureId>(.*)</CaptureId>.*", "$1");
    }

    /** How many tasks have a CaptureId that begins so. */
    long created(String series) {
        return database.number("select count(*) from gtl_task where capture_id like '" + series + "%'");
    }

    /** What a signed-in user reads of the server's readiness. */
    String readiness() {
        return api().look("/health/ready").body();
    }

    /** Waits until the server is not ready, and says all of this. */
    void awaitTrouble(String... said) {
        await("the server to say " + List.of(said), () -> {
            String told = readiness();
            return api().readiness() == 503 && List.of(said).stream().allMatch(told::contains);
        });
    }

    /** How many messages wait for the queue manager. */
    long waiting() {
        return JsonParser.parseString(api().look("capture-points/mq/unsent").body())
                .getAsJsonObject()
                .get("waiting")
                .getAsLong();
    }

    /** Waits until queue manager and database have nothing in doubt. */
    void awaitNothingInDoubt() {
        await(
                "nothing is in doubt",
                () -> queueManager.preparedBranches().isEmpty()
                        && database.number("select count(*) from pg_prepared_xacts") == 0);
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            if (queueManager != null) {
                queueManager.close();
            }
            database.close();
        }
    }
}
