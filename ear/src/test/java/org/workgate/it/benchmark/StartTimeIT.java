package org.workgate.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.it.least.KnownTables;
import org.workgate.it.server.WorkgateServer;

/**
 * How long an existing installation takes to start, compared with the same server with an empty application. For those who want
 * to know how much of it is the product's: the same server with an application that has one of each thing, an entity, a bean that
 * reads it at the start, a resource over HTTP and a page.
 */
@Tag("long")
class StartTimeIT {

    private static final int ROUNDS = 3;
    private static final double ALLOWED = 1.6;

    @Test
    void a_restart_takes_at_most_1_6_times_the_start_of_an_empty_server() throws IOException {
        try (WorkgateServer workgate = WorkgateServer.named("start-workgate").create();
                WorkgateServer empty = WorkgateServer.named("start-empty")
                        .withoutWorkgate()
                        .deploying(ShrinkWrap.create(WebArchive.class, "empty.war")
                                .addAsWebResource(new StringAsset("empty"), "index.html"))
                        .create();
                WorkgateServer least = WorkgateServer.named("start-least")
                        .withoutWorkgate()
                        .deploying(least())
                        .create()) {
            workgate.start().stop();
            empty.start().stop();
            least.start().stop();
            List<Duration> full = new ArrayList<>();
            List<Duration> bare = new ArrayList<>();
            List<Duration> one = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                bare.add(empty.start().after(WorkgateServer.SERVER_READY));
                empty.stop();
                one.add(least.start().after(WorkgateServer.SERVER_READY));
                least.stop();
                full.add(workgate.start().after(WorkgateServer.START_LINE));
                workgate.stop();
            }
            double ratio = (double) median(full).toMillis() / median(bare).toMillis();
            String table = String.format(
                    Locale.ROOT,
                    "Restart of an existing installation, until its intake runs: %d ms (median of %s).%n"
                            + "Start of the same server with an empty application: %d ms (median of %s). Ratio: %.2f.%n"
                            + "Start with an application that has one of each thing: %d ms (median of %s). Ratio: %.2f.%n",
                    median(full).toMillis(),
                    full,
                    median(bare).toMillis(),
                    bare,
                    ratio,
                    median(one).toMillis(),
                    one,
                    (double) median(one).toMillis() / median(bare).toMillis());
            System.out.println(table);
            Files.writeString(Path.of("target", "start-time.md"), table);
            assertThat(ratio).isLessThanOrEqualTo(ALLOWED);
        }
    }

    private static WebArchive least() {
        return ShrinkWrap.create(WebArchive.class, "least.war")
                .addPackage(KnownTables.class.getPackage())
                .addAsResource(
                        new StringAsset("<persistence xmlns='https://jakarta.ee/xml/ns/persistence' version='3.0'>"
                                + "<persistence-unit name='least'><jta-data-source>jdbc/workgate</jta-data-source>"
                                + "</persistence-unit></persistence>"),
                        "META-INF/persistence.xml")
                .addAsWebInfResource(
                        new StringAsset("<beans xmlns='https://jakarta.ee/xml/ns/jakartaee' version='4.0'"
                                + " bean-discovery-mode='annotated'/>"),
                        "beans.xml")
                .addAsWebInfResource(
                        new StringAsset("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'><servlet>"
                                + "<servlet-name>pages</servlet-name><servlet-class>jakarta.faces.webapp.FacesServlet"
                                + "</servlet-class><load-on-startup>1</load-on-startup></servlet><servlet-mapping>"
                                + "<servlet-name>pages</servlet-name><url-pattern>*.xhtml</url-pattern>"
                                + "</servlet-mapping></web-app>"),
                        "web.xml")
                .addAsWebResource(
                        new StringAsset("<html xmlns='http://www.w3.org/1999/xhtml' xmlns:h='jakarta.faces.html'>"
                                + "<h:head><title>Tables</title></h:head><h:body>#{knownTables.names}</h:body></html>"),
                        "index.xhtml");
    }

    private static Duration median(List<Duration> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
