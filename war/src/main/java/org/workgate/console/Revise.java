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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.administration.RuleAdministration;
import org.workgate.administration.RuleAdministration.Result;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleVersion;

/**
 * The page {@code /revise?of=PLACE&version=}: saves a new version of a rule table, the first one where the place has none (R200,
 * R201). It begins with the file of a version, without a number the latest.
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
        Optional<Integer> wanted = number == null ? Optional.of(seen) : Operate.number(number);
        Optional<RuleVersion> version = wanted.flatMap(from -> administration.version(place, from));
        version.ifPresent(present -> draft.begin(present.dmn()));
        return version.isPresent() || (number == null && latest == null);
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
            draft.refuse(
                    "Nothing was saved. What is wrong with the file:",
                    faulty.faults().stream()
                            .map(fault -> new Draft.Fault(fault.toString(), 0))
                            .toList());
        } else if (result instanceof Result.Overtaken overtaken) {
            draft.refuse("Somebody else has saved version " + overtaken.latest()
                    + " meanwhile. Nothing was saved; go back and look at it first.");
        } else if (result instanceof Result.UnknownScope) {
            draft.refuse("Nothing was saved: there is nothing that the rules of " + getPlace()
                    + " could hold for. Put it into the structure first.");
        } else {
            int version = ((Result.Stored) result).version().version();
            String name = URLEncoder.encode(getPlace().name(), StandardCharsets.UTF_8);
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/table?of=" + name + "&version=" + version
                            + "&done=revise&count=" + version);
        }
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

    /** When it is to come into force, UTC; null for at once. */
    public @Nullable String getStart() {
        return start;
    }

    public void setStart(@Nullable String start) {
        this.start = start == null || start.isBlank() ? null : start.strip();
    }
}
