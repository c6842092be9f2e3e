package org.workgate.it.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.workgate.it.loop.BareTask;
import org.workgate.it.server.WorkgateServer;

/** The bare loops on a server, seen from the tests; what they do is told in their own package. */
final class Loop {

    /** Where they put a message about each task that they distribute. */
    static final String OUTPUT = "LoopOut";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;

    Loop(WorkgateServer server) {
        root = server.address().resolve("loop/");
    }

    /** Puts them on a server; they write in batches as the product does. */
    static WorkgateServer.Setup on(WorkgateServer.Setup setup) {
        return setup.deploying(ShrinkWrap.create(WebArchive.class, "loop.war")
                        .addPackage(BareTask.class.getPackage())
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                        .addAsResource(
                                new StringAsset(
                                        "<persistence xmlns='https://jakarta.ee/xml/ns/persistence' version='3.0'>"
                                                + "<persistence-unit name='loop' transaction-type='JTA'>"
                                                + "<jta-data-source>jdbc/workgate</jta-data-source>"
                                                + "<class>" + BareTask.class.getName() + "</class>"
                                                + "<shared-cache-mode>NONE</shared-cache-mode>"
                                                + "<properties><property name='eclipselink.jdbc.batch-writing' value='JDBC'/>"
                                                + "<property name='eclipselink.jdbc.batch-writing.size' value='500'/></properties>"
                                                + "</persistence-unit></persistence>"),
                                "META-INF/persistence.xml"))
                .overriding(
                        "loop",
                        "<messagingEngine id='workgate'><queue id='" + OUTPUT + "' maxMessageDepth='1000000'/>",
                        "</messagingEngine><jmsQueue id='loop-out' jndiName='jms/loop/out'><properties.wasJms queueName='"
                                + OUTPUT + "'",
                        " readAhead='AlwaysOff'/></jmsQueue>");
    }

    /** Runs a statement in the product's database, in a transaction of its own, and returns how many rows it changed. */
    int run(String statement) {
        return Integer.parseInt(call("rows/run", statement));
    }

    /** The first column of the only row in the product's database; waits for nobody. */
    long number(String query) {
        return Long.parseLong(call("rows/number", query));
    }

    /** Copies tasks until there are so many. */
    void fill(int count) {
        call("rows/fill?count=" + count, "");
    }

    /** Makes the table of the bare loops: a copy of that of the tasks, with its rows and its indexes. */
    void copy() {
        call("rows/copy", "");
    }

    /** Has the bare loop prioritize all rows that are due, and returns how many microseconds that took. */
    long prioritize(int portion) {
        return Long.parseLong(call("work/prioritized?portion=" + portion, ""));
    }

    /** Has the bare loop distribute the best rows, and returns how many microseconds that took. */
    long distribute(int count, int portion) {
        return Long.parseLong(call("work/distributed?count=" + count + "&portion=" + portion, ""));
    }

    /** How many bytes of the server's heap are in use by what is still needed. */
    long live() {
        return Long.parseLong(call("work/live", ""));
    }

    private String call(String path, String body) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(root.resolve(path))
                            .POST(BodyPublishers.ofString(body))
                            .header("Content-Type", "text/plain")
                            .timeout(Duration.ofMinutes(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        path + " answered " + response.statusCode() + ": " + response.body() + " to " + body);
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
