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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.administration.RuleAdministration;
import org.workgate.administration.RuleAdministration.Attempt;
import org.workgate.administration.RuleAdministration.Result;
import org.workgate.rules.RuleFault;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleVersion;
import org.workgate.trial.Trial;

/**
 * The page {@code /revise?of=PLACE&version=}: saves a new version of a rule table, the first one where the place has none (R200,
 * R201), or tries it on the backlog before. It begins with the file of a version, without a number the latest; with the draft of a trial
 * where it comes back from one, {@code /revise?of=PLACE&trial=ID&seen=&start=}.
 */
@Named
@ViewScoped
public class Revise implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private RuleAdministration administration;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    private final Draft draft = new Draft();
    private @Nullable String of;
    private @Nullable String number;
    private @Nullable String trialId;
    private @Nullable String seenBefore;
    private int seen;
    private @Nullable Instant planned;
    private @Nullable String start;

    /** Fetches the version to begin with; where place or version do not exist, the answer is 404. */
    public void find() throws IOException {
        if (faces.isPostback()) {
            return;
        }
        RulePlace place = RulePlace.named(Objects.requireNonNullElse(of, "")).orElse(null);
        if (place == null || !begin(place)) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
        }
    }

    private boolean begin(RulePlace place) {
        RuleVersion.Heading latest =
                administration.versions(place).stream().findFirst().orElse(null);
        if (latest != null) {
            seen = latest.version();
            planned = latest.validFrom().isAfter(clock.instant()) ? latest.validFrom() : null;
        }
        if (trialId != null) {
            seen = Operate.number(seenBefore).orElse(0);
            if (resume(place)) {
                return true;
            }
            draft.refuse("The server does not know this trial any more. Where this browser has kept the draft, it is"
                    + " offered here; else begin again with version " + seen + ".");
        }
        Optional<Integer> wanted = number == null ? Optional.of(seen) : Operate.number(number);
        Optional<RuleVersion> version = wanted.flatMap(from -> administration.version(place, from));
        version.ifPresent(present -> draft.begin(present.dmn()));
        return version.isPresent() || (number == null && (latest == null || trialId != null));
    }

    /** Goes on with what was tried, where the server knows it; what has been saved meanwhile does not count as seen. */
    private boolean resume(RulePlace place) {
        Optional<Trial> trial = Optional.ofNullable(trialId)
                .flatMap(administration::trial)
                .filter(tried -> tried.place().equals(place));
        trial.ifPresent(tried -> draft.begin(tried.dmn()));
        return trial.isPresent();
    }

    /** Where the table holds. */
    public RulePlace getPlace() {
        return RulePlace.named(Objects.requireNonNullElse(of, "")).orElseThrow();
    }

    /** Saves it and leads to it; where anything is wrong with it, nothing changes. */
    public void save() throws IOException {
        Instant from;
        try {
            from = start == null ? null : instant(start);
        } catch (DateTimeException e) {
            draft.refuse("Nothing was saved: the start has to be a date and time such as 2030-03-06T17:00.");
            return;
        }
        Result result = administration.save(getPlace(), draft.getText(), seen, from);
        if (result instanceof Result.Faulty faulty) {
            refuse("Nothing was saved. What is wrong with the file:", faulty.faults());
        } else if (result instanceof Result.Overtaken overtaken) {
            draft.refuse("Somebody else has saved version " + overtaken.latest()
                    + " meanwhile. Nothing was saved; go back and look at it first.");
        } else if (result instanceof Result.UnknownScope) {
            draft.refuse("Nothing was saved: " + nothingToHoldFor());
        } else {
            int version = ((Result.Stored) result).version().version();
            String name = URLEncoder.encode(getPlace().name(), StandardCharsets.UTF_8);
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/table?of=" + name + "&version=" + version
                            + "&done=revise&count=" + version);
        }
    }

    /** Tries it on the backlog and leads to what comes of it; nothing is saved. */
    public void tryOut() throws IOException {
        Attempt attempt = administration.tryOut(getPlace(), draft.getText());
        if (attempt instanceof Attempt.Faulty faulty) {
            refuse("Nothing was tried. What is wrong with the file:", faulty.faults());
        } else if (attempt instanceof Attempt.UnknownScope) {
            draft.refuse("Nothing was tried: " + nothingToHoldFor());
        } else if (attempt instanceof Attempt.Busy busy) {
            draft.refuse("Nothing was tried: " + busy.running().author() + " is trying a draft of "
                    + busy.running().place() + " on this server. Try yours when that has ended.");
        } else {
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/trial?id="
                            + ((Attempt.Begun) attempt).trial().id()
                            + "&seen=" + seen
                            + (start == null ? "" : "&start=" + URLEncoder.encode(start, StandardCharsets.UTF_8)));
        }
    }

    private void refuse(String why, List<RuleFault> faults) {
        draft.refuse(
                why,
                faults.stream()
                        .map(fault -> new Draft.Fault(fault.toString(), 0))
                        .toList());
    }

    private String nothingToHoldFor() {
        return "there is nothing that the rules of " + getPlace() + " could hold for. Put it into the structure first.";
    }

    /** Years have four digits, as over HTTP. */
    private static Instant instant(String text) {
        LocalDateTime time = LocalDateTime.parse(text);
        if (time.getYear() > 9999) {
            throw new DateTimeException("Year " + time.getYear());
        }
        return time.toInstant(ZoneOffset.UTC);
    }

    public Draft getDraft() {
        return draft;
    }

    /** The number of the latest version, which the new one follows; 0 where there is none. */
    public int getSeen() {
        return seen;
    }

    /** When the latest version comes into force, where that is still to come; else null. */
    public @Nullable Instant getPlanned() {
        return planned;
    }

    /** The name of the place. */
    public @Nullable String getOf() {
        return of;
    }

    public void setOf(@Nullable String of) {
        this.of = of;
    }

    /** The number of the version to begin with; null for the latest. */
    public @Nullable String getNumber() {
        return number;
    }

    public void setNumber(@Nullable String number) {
        this.number = number;
    }

    /** The ID of the trial whose draft it goes on with; null where it comes from none. */
    public @Nullable String getTrialId() {
        return trialId;
    }

    public void setTrialId(@Nullable String trialId) {
        this.trialId = trialId;
    }

    /** The number of the latest version when that draft was begun. */
    public @Nullable String getSeenBefore() {
        return seenBefore;
    }

    public void setSeenBefore(@Nullable String seenBefore) {
        this.seenBefore = seenBefore;
    }

    /** When it is to come into force, UTC; null for at once. */
    public @Nullable String getStart() {
        return start;
    }

    public void setStart(@Nullable String start) {
        this.start = start == null || start.isBlank() ? null : start.strip();
    }
}
