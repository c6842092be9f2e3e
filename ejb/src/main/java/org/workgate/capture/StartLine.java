package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.workgate.access.FirstUser;

/**
 * The line that tells whoever started the server where it can be reached: once, as soon as messages are taken and pages are
 * served, whichever comes last.
 */
@ApplicationScoped
public class StartLine {

    @Inject
    private Config config;

    @Inject
    private FirstUser firstUser;

    @Resource
    private ManagedExecutorService executor;

    private boolean takesMessages;
    private boolean servesPages;
    private boolean printed;

    void takesMessages(@Observes IntakeOpened event) {
        firstUser.ensureExists();
        synchronized (this) {
            takesMessages = true;
        }
        print();
    }

    /** Pages are served from now on. */
    public void servesPages() {
        synchronized (this) {
            servesPages = true;
        }
        print();
    }

    /** Not to a logger: the server would hold the line back from the console wherever somebody asked for less talk there. */
    private synchronized void print() {
        if (takesMessages && servesPages && !printed) {
            printed = true;
            System.out.println(text(
                    config.getValue("http.host", String.class),
                    config.getValue("http.port", Integer.class),
                    config.getValue("https.port", Integer.class),
                    firstUser.passwordFile().map(Object::toString)));
            executor.execute(firstUser::ensurePassword);
        }
    }

    /** The line; a port below zero is switched off. */
    static String text(String host, int httpPort, int httpsPort, Optional<String> passwordFile) {
        String reachable = host.equals("*") ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        String address =
                httpPort > 0 ? "http://" + reachable + ":" + httpPort : "https://" + reachable + ":" + httpsPort;
        return "Workgate is ready: " + address + "/"
                + passwordFile
                        .map(file -> " (user admin, password in " + file + ")")
                        .orElse("");
    }
}
