package org.workgate.it.gate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.spi.event.container.BeforeSetup;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.workgate.it.server.WorkgateServer;

/** Prepares the server and the application for tests that run inside of it. */
public final class InContainer implements LoadableExtension {

    private static final String DESCRIPTOR = "META-INF/application.xml";

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Preparation.class);
    }

    /** Makes the server before Arquillian starts it: the packaged one, into which Arquillian puts the application. */
    public static final class Preparation {

        /** Called by Arquillian. */
        public void prepare(@Observes BeforeSetup event) {
            WorkgateServer.named("in-container")
                    .withoutWorkgate()
                    .overriding(
                            "in-container",
                            "<featureManager><feature>localConnector-1.0</feature></featureManager>",
                            "<variable name='http.port' value='" + WorkgateServer.freePort() + "'/>",
                            "<variable name='https.port' value='-1'/>",
                            "<variable name='workgate.data.dir' value='${server.output.dir}/data'/>",
                            "<variable name='workgate.admin.password' value='" + WorkgateServer.ADMIN_PASSWORD + "'/>");
        }
    }

    /** The packaged application with one more web module, which has this test in it. */
    public static EnterpriseArchive applicationWith(Class<?> test) {
        WebArchive module = ShrinkWrap.create(WebArchive.class, "test.war")
                .addClass(test)
                .addAsLibrary(libraryOf(Assertions.class));
        EnterpriseArchive application =
                ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File(System.getProperty("workgate.ear")));
        String descriptor = text(application);
        int afterModules = descriptor.lastIndexOf("</module>") + "</module>".length();
        application.delete(DESCRIPTOR);
        return application
                .add(
                        new StringAsset(descriptor.substring(0, afterModules)
                                + "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module>"
                                + descriptor.substring(afterModules)),
                        DESCRIPTOR)
                .addAsModule(Testable.archiveToTest(module));
    }

    private static String text(EnterpriseArchive application) {
        try (var stream = application.get(DESCRIPTOR).getAsset().openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File libraryOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
