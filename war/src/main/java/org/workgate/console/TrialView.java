package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.workgate.administration.RuleAdministration;
import org.workgate.task.AttributeChanges;
import org.workgate.trial.Difference;
import org.workgate.trial.Trial;
import org.workgate.trial.TrialReport;

/**
 * The page {@code /trial?id=}: how far a trial of a draft has come, and what the draft would change (R200, R201). It also takes what
 * leads back to the draft: {@code seen} and {@code start} as {@link Revise} has them.
 */
@Named("trial")
@ViewScoped
public class TrialView implements Serializable {

    private static final long serialVersionUID = 1L;

    /** So long the page waits for the end: most backlogs are done by then, and nobody has to look again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @EJB
    private RuleAdministration administration;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private @Nullable String id;
    private @Nullable String seen;
    private @Nullable String start;
    private transient @Nullable Trial trial;
    private Trial.@Nullable State state;

    /**
     * Two figures beside each other.
     *
     * @param label of what they are
     * @param before the one by the rules in force
     * @param after the one by the draft
     * @param most the greatest one of all pairs, which fills its bar
     */
    public record Pair(String label, int before, int after, int most) {

        /** How much of its bar the first one fills, in percent. */
        public int getBeforeShare() {
            return share(before);
        }

        /** How much of its bar the second one fills, in percent. */
        public int getAfterShare() {
            return share(after);
        }

        /** What is there can be seen. */
        private int share(int figure) {
            return figure == 0 ? 0 : Math.max(1, (int) Math.round(100.0 * figure / most));
        }
    }

    /** Fetches the trial; where this server knows of none, the page says so and the answer is 404. */
    public void find() {
        if (faces.isPostback()) {
            return;
        }
        Trial found = getFound();
        if (found == null) {
            faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            found.await(PATIENCE);
            state = found.state();
        }
    }

    /** Has it stop, and leads to how it stands then. */
    public void cancel() throws IOException {
        Trial running = getFound();
        if (running != null) {
            administration.cancel(running);
        }
        faces.getExternalContext().redirect(getAddress());
    }

    /** The address of this page, as it stands by now. */
    public String getAddress() {
        return request.getContextPath() + "/trial?" + parameter("id", id) + parameter("seen", seen)
                + parameter("start", start);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
    }

    /** The trial; null where this server knows of none. */
    public @Nullable Trial getFound() {
        if (trial == null) {
            trial = administration.trial(Objects.requireNonNullElse(id, "")).orElse(null);
        }
        return trial;
    }

    /** How it stood when the page was made; null where there is none. */
    public Trial.@Nullable State getState() {
        return state;
    }

    /** What has come of it; null where it is not done. */
    public @Nullable TrialReport getReport() {
        Trial found = getFound();
        return found == null || state != Trial.State.DONE ? null : found.report();
    }

    /** In what tasks differ, with how many. */
    public List<Map.Entry<Difference, Integer>> getDifferences() {
        TrialReport report = getReport();
        return report == null ? List.of() : List.copyOf(report.differences().entrySet());
    }

    /** How many tasks have which priority. */
    public List<Pair> getPriorities() {
        TrialReport report = getReport();
        if (report == null) {
            return List.of();
        }
        int most = most(report.priorities().stream().flatMapToInt(some -> IntStream.of(some.before(), some.after())));
        return report.priorities().stream()
                .map(some -> new Pair(label(some), some.before(), some.after(), most))
                .toList();
    }

    private static String label(TrialReport.PriorityClass some) {
        if (some.from() == null) {
            return "none";
        }
        return some.from().equals(some.to()) ? some.from().toString() : some.from() + " to " + some.to();
    }

    /** How many tasks wait for which distribution point. */
    public List<Pair> getWaiting() {
        TrialReport report = getReport();
        if (report == null) {
            return List.of();
        }
        int most = most(report.distributionPoints().stream()
                .flatMapToInt(point -> IntStream.of(point.before(), point.after())));
        return report.distributionPoints().stream()
                .map(point -> new Pair(
                        Objects.requireNonNullElse(point.distributionPointId(), "nowhere"),
                        point.before(),
                        point.after(),
                        most))
                .toList();
    }

    /** Who is handed out first, a sentence for each distribution point that has tasks by the draft. */
    public List<String> getOrders() {
        TrialReport report = getReport();
        return report == null
                ? List.of()
                : report.distributionPoints().stream()
                        .filter(point -> point.distributionPointId() != null && point.first() > 0)
                        .map(point -> point.distributionPointId() + ": "
                                + (point.newAmongFirst() == 0
                                        ? "the first " + point.first() + " are the same."
                                        : point.newAmongFirst() + " of the first " + point.first()
                                                + " would not be among them by the rules in force."))
                        .toList();
    }

    private static int most(IntStream figures) {
        return Math.max(1, figures.max().orElse(1));
    }

    /** What changes about a task. */
    public AttributeChanges changes(TrialReport.Example example) {
        return new AttributeChanges(example.changes(), List.of());
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    /** The number of the latest version that the author of the draft saw. */
    public @Nullable String getSeen() {
        return seen;
    }

    public void setSeen(@Nullable String seen) {
        this.seen = seen;
    }

    /** When the author wants it to come into force. */
    public @Nullable String getStart() {
        return start;
    }

    public void setStart(@Nullable String start) {
        this.start = start;
    }
}
