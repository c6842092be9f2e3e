package org.workgate.structure;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.structure.StructureFile.Content;

/** What people see and change of the business structure (R197). */
@Stateless
@RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class StructureAdministration {

    @Inject
    private StructureVersions versions;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    @Resource
    private SessionContext caller;

    /** What became of a change. */
    public sealed interface Result {

        /** The structure is in force, and this is its version. */
        record InForce(StructureVersion version) implements Result {}

        /**
         * It cannot be used; nothing has changed.
         *
         * @param faults all that is wrong with it, at least one
         */
        record Faulty(List<StructureFault> faults) implements Result {

            /** Copies the list. */
            public Faulty {
                faults = List.copyOf(faults);
            }
        }

        /** Somebody else has changed it since; nothing has changed by this one. The version is the present one. */
        record Overtaken(int version) implements Result {}
    }

    /** The version in force. */
    public StructureVersion inForce() {
        return versions.find(versions.newest()).orElseThrow();
    }

    /** All versions, newest first. */
    public List<StructureVersion.Heading> versions() {
        return versions.headings();
    }

    /** The version with this number. */
    public Optional<StructureVersion> version(int number) {
        return versions.find(number);
    }

    /**
     * Puts a structure in force in place of the present one, if nothing is wrong with it. What is the same as the present one
     * makes no new version.
     *
     * <p>Tasks keep what they have: they belong to their solution and process by ID, also where the structure does not have it
     * any more.
     *
     * @param file the structure as a file
     * @param seen the version that the caller saw, if it must be the one in force; null if any will do
     * @param remark what the caller has to say about it, at most {@link StructureVersion#MAX_REMARK_LENGTH} characters, or null
     */
    @RolesAllowed(Role.ADMINISTRATOR)
    public Result replace(String file, @Nullable Integer seen, @Nullable String remark) {
        Content content = StructureFile.read(file);
        if (content instanceof Content.Faulty faulty) {
            return new Result.Faulty(faulty.faults());
        }
        BusinessStructure structure = ((Content.Sound) content).structure();
        List<StructureFault> homeless = capturePoints.homeless(structure).stream()
                .map(id -> new StructureFault(
                        "", 0, "leaves capture point " + id + " to no solution; name it in the capturePoints of one"))
                .toList();
        if (!homeless.isEmpty()) {
            return new Result.Faulty(homeless);
        }
        int newest = versions.lockNewest();
        if (seen != null && seen != newest) {
            return new Result.Overtaken(newest);
        }
        StructureVersion present = versions.find(newest).orElseThrow();
        if (present.content().equals(StructureFile.write(structure))) {
            return new Result.InForce(present);
        }
        var changed = new StructureVersion(
                newest + 1,
                structure,
                caller.getCallerPrincipal().getName(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                remark);
        versions.add(changed);
        return new Result.InForce(changed);
    }
}
