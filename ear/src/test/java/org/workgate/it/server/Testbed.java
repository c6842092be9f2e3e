package org.workgate.it.server;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The test-only application beside the product, seen from the tests; what it does is told in its own package. */
public final class Testbed {

    private static final String DRAINING = "><properties.wasJms destinationRef='workgate-mq-out' maxBatchSize='1'"
            + " maxConcurrency='1' readAhead='AlwaysOff'/>";

    private static final String DRAINING_IBM_MQ = " authDataRef='ibm-mq-login'><properties.ibmmq"
            + " destinationRef='workgate-mq-out' destinationType='jakarta.jms.Queue' transportType='CLIENT'"
            + " connectionNameList='${ibm-mq.connections}' queueManager='${ibm-mq.queue-manager}'"
            + " channel='${ibm-mq.channel}' sslCipherSuite='${ibm-mq.cipher-suite}' maxPoolDepth='1' maxMessages='1'/>";

    private final HttpClient client = HttpClient.newHttpClient();
    private final WorkgateServer server;
    private final URI root;

    /** The testbed on this server. */
    public Testbed(WorkgateServer server) {
        this.server = server;
        root = server.address().resolve("testbed/");
    }

    /**
     * Puts it on a server.
     *
     * @param draining whether it takes everything from the output queue, at once and for as long as the server runs
     */
    public static WorkgateServer.Setup on(WorkgateServer.Setup setup, boolean draining) {
        return setup.deploying(ShrinkWrap.create(WebArchive.class, "testbed.war")
                        .addPackage(org.workgate.it.testbed.Testbed.class.getPackage())
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"))
                .overriding(
                        "testbed",
                        "<dataSource id='testbed' jndiName='jdbc/testbed' type='javax.sql.XADataSource'>",
                        "<jdbcDriver libraryRef='derby'/><properties.derby.embedded",
                        " databaseName='${workgate.data.dir}/testbed' createDatabase='create'/></dataSource>",
                        "<jmsActivationSpec id='testbed/Drain' maxEndpoints='1' autoStart='" + draining + "'",
                        setup.isOnIbmMq() ? DRAINING_IBM_MQ : DRAINING,
                        "</jmsActivationSpec>");
    }

    /** How many messages were drained so far. */
    public int drainedCount() {
        return Integer.parseInt(call("GET", "drained/count"));
    }

    /** What was drained, in its order: message ID, correlation ID and text. */
    public JsonArray drained() {
        return JsonParser.parseString(call("GET", "drained")).getAsJsonArray();
    }

    /** How many numbered CreateTasks were put so far. */
    public int fed() {
        return Integer.parseInt(call("GET", "fed"));
    }

    /** Puts the next numbered CreateTasks in one transaction. */
    public int feed(int count) {
        return Integer.parseInt(call("POST", "fed?count=" + count));
    }

    /** How many messages lie on a queue. */
    public int depth(String queue) {
        return server.surroundings()
                .map(Surroundings::standIn)
                .map(queueManager -> queueManager.queue(queue).depth())
                .orElseGet(() -> Integer.parseInt(call("GET", "queues/" + queue + "/depth")));
    }

    /** Puts a series of CreateTasks on a queue, a hundred to a transaction. */
    public void fill(String queue, String series, int count) {
        call("POST", "queues/" + queue + "?series=" + series + "&count=" + count);
    }

    /** Puts CreateTasks one by one, each when the one before is answered, and tells how many microseconds each answer took. */
    public List<Long> exchange(String queue, String output, String series, int count) {
        String answers =
                call("POST", "queues/" + queue + "/lone?output=" + output + "&series=" + series + "&count=" + count);
        return JsonParser.parseString(answers).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsLong)
                .toList();
    }

    /** Puts messages on a queue in their order, in one transaction. */
    public void put(String queue, List<String> messages) {
        call("POST", "queues/" + queue + "/messages", BodyPublishers.ofString(new Gson().toJson(messages)));
    }

    /** Puts a message on a queue that has a correlation ID of its own. */
    public void put(String queue, String correlationId, String message) {
        call(
                "POST",
                "queues/" + queue + "/messages?correlationId=" + correlationId,
                BodyPublishers.ofString(new Gson().toJson(List.of(message))));
    }

    /** Takes the oldest message from a queue; nothing where none comes within this time. */
    public Optional<String> next(String queue, Duration patience) {
        return take(queue, 1, patience).stream().findFirst();
    }

    /** Takes the oldest messages from a queue, in their order, at most so many; none where none comes within this time. */
    public List<String> take(String queue, int most, Duration patience) {
        String texts =
                call("POST", "queues/" + queue + "/taken?milliseconds=" + patience.toMillis() + "&count=" + most);
        return JsonParser.parseString(texts).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** Takes everything from a queue, and returns how many different messages those taken were answers to. */
    public int clear(String queue) {
        return Integer.parseInt(call("DELETE", "queues/" + queue));
    }

    /** Opens the endpoint of a message-driven bean, named {@code <application>#<module>#<bean>}. */
    public void resume(String endpoint) {
        control("resume", endpoint);
    }

    /** Closes the endpoint of a message-driven bean; the message that is being taken is finished first. */
    public void pause(String endpoint) {
        control("pause", endpoint);
    }

    private void control(String operation, String endpoint) {
        call(
                "POST",
                "machine/endpoints?operation=" + operation + "&endpoint="
                        + URLEncoder.encode(endpoint, StandardCharsets.UTF_8));
    }

    /** How many rows a table has in the database of a data source; waits for transactions that are changing it. */
    public int rows(String dataSource, String table) {
        return Integer.parseInt(call("GET", "machine/rows?source=" + dataSource + "&table=" + table));
    }

    /** The server's heap in bytes: {@code limit}, {@code used} and {@code peak}. */
    public JsonObject heap() {
        return JsonParser.parseString(call("GET", "machine/heap")).getAsJsonObject();
    }

    private String call(String method, String path) {
        return call(method, path, BodyPublishers.noBody());
    }

    private String call(String method, String path, HttpRequest.BodyPublisher body) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(root.resolve(path))
                            .method(method, body)
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofMinutes(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
