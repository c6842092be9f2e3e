package org.workgate.capture;

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

    private boolean takesMessages;
    private boolean servesPages;
    private boolean printed;

    void takesMessages(@Observes IntakeOpened event) {
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
            System.out.println(text(config, firstUser.passwordFile().map(Object::toString)));
        }
    }

    static String text(Config config, Optional<String> passwordFile) {
        String host = config.getOptionalValue("http.host", String.class).orElse("127.0.0.1");
        int port = config.getOptionalValue("http.port", Integer.class).orElse(9080);
        boolean plain = port > 0;
        String authority = (host.equals("*") ? "localhost" : host.contains(":") ? "[" + host + "]" : host) + ":"
                + (plain
                        ? port
                        : config.getOptionalValue("https.port", Integer.class).orElse(9443));
        return "Workgate is ready: " + (plain ? "http" : "https") + "://" + authority + "/"
                + passwordFile
                        .map(file -> " (user admin, password in " + file + ")")
                        .orElse("");
    }
}
