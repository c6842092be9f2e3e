package org.workgate.it.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.workgate.it.server.WorkgateServer;

/** The system's Chromium, and what it complained of. */
public final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");

    private final WorkgateServer server;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** The browser, for the pages of this server. */
    public Chromium(WorkgateServer server) {
        if (!Files.isExecutable(EXECUTABLE)) {
            throw new AssertionError("The tests of the console need Chromium: apt-get install -y chromium");
        }
        this.server = server;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** A window that shares nothing with others, at the sign-in page. */
    public Page stranger(int width) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(server.address().toString())
                .setViewportSize(width, 900));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // An error page is a failed resource too; the tests look at those themselves.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onRequest(request -> {
            if (!URI.create(request.url())
                    .getAuthority()
                    .equals(server.address().getAuthority())) {
                complaints.add(page.url() + " asks another server for " + request.url());
            }
        });
        page.navigate("sign-in");
        return page;
    }

    /** A window of its own, signed in as {@code admin}, at the list. */
    public Page admin(int width) {
        return signedIn("admin", width);
    }

    /** A window of its own, signed in as this user, who has the password of {@code admin}, at the list. */
    Page signedIn(String user, int width) {
        return signedIn(user, width, "tasks");
    }

    /** A window of its own, signed in as this user, who has the password of {@code admin}, at the page where that leads. */
    public Page signedIn(String user, int width, String beginning) {
        Page page = stranger(width);
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(WorkgateServer.ADMIN_PASSWORD);
        page.getByLabel("Password").press("Enter");
        page.waitForURL("**/" + beginning);
        return page;
    }

    /** Script errors, violations of the content security policy, and requests to other servers. */
    public List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
