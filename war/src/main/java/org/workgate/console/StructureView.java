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
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;
import org.workgate.structure.Activity;
import org.workgate.structure.BusinessStructure;
import org.workgate.structure.BusinessStructure.BusinessProcess;
import org.workgate.structure.BusinessStructure.Contract;
import org.workgate.structure.BusinessStructure.PlacedProcess;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.BusinessStructure.Tenant;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;
import org.workgate.structure.StructureAdministration;
import org.workgate.structure.StructureVersion;

/**
 * The page {@code /structure?version=}: a version of the business structure, without a number the one in force, and which others
 * there are (R197). With {@code as=file} it is the file.
 */
@Named("structure")
@RequestScoped
public class StructureView {

    @EJB
    private StructureAdministration administration;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private FacesContext faces;

    @Inject
    private Clock clock;

    private @Nullable String number;
    private @Nullable String as;
    private StructureVersion.@Nullable Heading heading;
    private @Nullable BusinessStructure structure;
    private List<StructureVersion.Heading> versions = List.of();

    /** Fetches the version; where there is none, the answer is 404. */
    public void find() throws IOException {
        StructureVersion version = number == null
                ? administration.inForce()
                : Operate.number(number).flatMap(administration::version).orElse(null);
        if (version == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        if ("file".equals(as)) {
            String name = "structure-" + version.heading().number() + ".yaml";
            Faces.sendFile(version.content().getBytes(StandardCharsets.UTF_8), name, true);
            return;
        }
        heading = version.heading();
        structure = version.structure();
        versions = administration.versions();
    }

    /** What the version says besides its content. */
    public StructureVersion.@Nullable Heading getHeading() {
        return heading;
    }

    /** All versions, newest first. */
    public List<StructureVersion.Heading> getVersions() {
        return versions;
    }

    /** The number of the version in force. */
    public int getInForce() {
        return versions.isEmpty() ? 0 : versions.get(0).number();
    }

    public List<Tenant> getTenants() {
        return structure == null ? List.of() : structure.tenants();
    }

    /** The day that it is for a tenant. */
    public LocalDate today(Tenant tenant) {
        return clock.instant().atZone(tenant.zone()).toLocalDate();
    }

    /** Why no work of a contract is taken today, or null (R199). */
    public @Nullable String inactive(Tenant tenant, Contract contract) {
        return reason(contract.activity(today(tenant)));
    }

    /** Why no work of a process is taken today, or null (R183). */
    public @Nullable String inactive(Tenant tenant, Solution solution, Contract contract, BusinessProcess process) {
        return reason(new PlacedProcess(tenant, solution, contract, process).activity(clock.instant()));
    }

    private static @Nullable String reason(Activity activity) {
        return activity instanceof Activity.Inactive inactive ? inactive.reason() : null;
    }

    /** The IDs of the capture points whose tasks belong to a solution: those that it names, and those that it has unnamed (A85). */
    public List<String> capturePoints(Solution solution) {
        return Stream.concat(
                        solution.capturePointIds().stream(),
                        capturePoints.all().stream().map(CapturePoint::id).filter(id -> isHome(solution, id)))
                .distinct()
                .toList();
    }

    private boolean isHome(Solution solution, String capturePointId) {
        return structure != null
                && structure
                        .homeOf(capturePointId)
                        .filter(home -> home.solution().equals(solution))
                        .isPresent();
    }

    /** What is to be said of a capture point beside its ID: its name, and the zone of its times on this server (A52). */
    public String about(String capturePointId) {
        return capturePoints
                .find(capturePointId)
                .map(found -> found.name() + ", times in " + found.zone())
                .orElse("not configured yet");
    }

    /** The number of the version that the address asks for; null for the one in force. */
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
