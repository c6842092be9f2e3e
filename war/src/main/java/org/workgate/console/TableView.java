package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;
import org.workgate.administration.RuleAdministration;
import org.workgate.rules.DmnDocument;
import org.workgate.rules.DmnDocument.Decision;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleVersion;

/**
 * The page {@code /table?of=PLACE&version=}: a version of a rule table, without a number the one in force, else the latest, and
 * which others there are (R200, R201). With {@code as=file} it is the DMN file.
 */
@Named("table")
@RequestScoped
public class TableView {

    @EJB
    private RuleAdministration administration;

    @Inject
    private FacesContext faces;

    @Inject
    private Clock clock;

    private @Nullable String of;
    private @Nullable String number;
    private @Nullable String as;
    private @Nullable RuleVersion version;
    private @Nullable DmnDocument document;
    private List<RuleVersion.Heading> versions = List.of();
    private int inForce;

    /** Fetches the version; where there is none, the answer is 404. */
    public void find() throws IOException {
        version = RulePlace.named(Objects.requireNonNullElse(of, ""))
                .flatMap(this::version)
                .orElse(null);
        if (version == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        if ("file".equals(as)) {
            String name = version.place().name() + ".dmn";
            Faces.sendFile(version.dmn().getBytes(StandardCharsets.UTF_8), name, true);
            return;
        }
        document = version.document().orElse(null);
    }

    private Optional<RuleVersion> version(RulePlace place) {
        versions = administration.versions(place);
        Optional<RuleVersion> effective = administration.inForce(place);
        inForce = effective.map(RuleVersion::version).orElse(0);
        if (number != null) {
            return Operate.number(number).flatMap(wanted -> administration.version(place, wanted));
        }
        return effective.or(
                () -> versions.stream().findFirst().flatMap(latest -> administration.version(place, latest.version())));
    }

    /** What the version says besides its text. */
    public RuleVersion.@Nullable Heading getHeading() {
        return version == null ? null : version.heading();
    }

    /** All versions, the latest first. */
    public List<RuleVersion.Heading> getVersions() {
        return versions;
    }

    /** The number of the version in force; 0 where none is. */
    public int getInForce() {
        return inForce;
    }

    /** Whether a version has not started yet. */
    public boolean isToCome(RuleVersion.Heading heading) {
        return heading.validFrom().isAfter(clock.instant());
    }

    /** The decisions of the file, first the table that the others only serve. */
    public List<Decision> getDecisions() {
        if (version == null || document == null) {
            return List.of();
        }
        String main = version.name();
        return document.decisions().stream()
                .sorted(Comparator.comparing(decision -> !decision.name().equals(main)))
                .toList();
    }

    /** Whether a decision is made by a table, not by one expression. */
    public boolean isTable(Decision decision) {
        return decision.logic() instanceof DmnDocument.Table;
    }

    /** What the file says; null where it cannot be read any more. */
    public @Nullable DmnDocument getDocument() {
        return document;
    }

    /** The name of the place. */
    public @Nullable String getOf() {
        return of;
    }

    public void setOf(@Nullable String of) {
        this.of = of;
    }

    /** The number of the version that the address asks for. */
    public @Nullable String getNumber() {
        return number;
    }

    public void setNumber(@Nullable String number) {
        this.number = number;
    }

    /** {@code file} for the file instead of the page. */
    public @Nullable String getAs() {
        return as;
    }

    public void setAs(@Nullable String as) {
        this.as = as;
    }
}
