package org.workgate.health;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.workgate.capture.Intakes;
import org.workgate.capture.StartLine;
import org.workgate.platform.DatabaseCheck;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/**
 * Answers whoever watches over the server: {@code /health/live} whether the application runs, {@code /health/ready} whether it
 * does its work. What is wrong is told to signed-in users only.
 *
 * <p>Not by MicroProfile Health, which calls a server ready that takes no messages.
 */
public class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Intakes intakes;

    @Inject
    private transient CapturePoints capturePoints;

    @Inject
    private transient DatabaseCheck database;

    @Inject
    private transient StartLine startLine;

    /** The answer to one question. */
    private record Check(String name, boolean passed, String cause) {}

    /** This servlet is loaded after all others. */
    @Override
    public void init() {
        startLine.servesPages();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Check> checks = request.getServletPath().endsWith("/ready") ? checks() : List.of();
        boolean passed = checks.stream().allMatch(Check::passed);
        JsonObjectBuilder json = Json.createObjectBuilder().add("status", status(passed));
        if (!checks.isEmpty() && request.getUserPrincipal() != null) {
            JsonArrayBuilder details = Json.createArrayBuilder();
            checks.forEach(check -> details.add(Json.createObjectBuilder()
                    .add("name", check.name())
                    .add("status", status(check.passed()))
                    .add("cause", check.cause())));
            json.add("checks", details);
        }
        response.setStatus(passed ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.build().toString().getBytes(StandardCharsets.UTF_8));
    }

    private List<Check> checks() {
        var checks = new ArrayList<Check>();
        intakes.statuses()
                .forEach((id, status) -> checks.add(new Check("intake of " + id, status.isReady(), status.cause())));
        for (CapturePoint capturePoint : capturePoints.all()) {
            if (capturePoint.scripts().out() != null) {
                Optional<String> trouble = capturePoint.scripts().troubleOut();
                checks.add(new Check(
                        "outgoing script of " + capturePoint.id(),
                        trouble.isEmpty(),
                        trouble.orElse("Messages are transformed")));
            }
        }
        Optional<String> trouble = database.trouble();
        checks.add(new Check("database", trouble.isEmpty(), trouble.orElse("The database answers")));
        return checks;
    }

    private static String status(boolean passed) {
        return passed ? "UP" : "DOWN";
    }
}
