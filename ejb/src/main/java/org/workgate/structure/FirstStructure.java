package org.workgate.structure;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.workgate.structure.StructureFile.Content;

/**
 * Sees to it that there is a business structure when the application has started: a database that has none gets the one of
 * the file {@code workgate.structure.file}, and without that setting one with a single solution and no contract. From then on
 * the setting does not count. Whatever takes messages depends on this bean.
 */
@Singleton
@Startup
@DependsOn("Schema")
@PermitAll
public class FirstStructure {

    /** The value of the setting that stands for the sample set-up. */
    private static final String SAMPLE = "sample";

    private static final String MINIMAL =
            "tenants: [{id: default, name: Default, solutions: [{id: default, name: Default}]}]";

    private static final String AUTHOR = "Workgate";

    @Inject
    @ConfigProperty(name = "workgate.structure.file")
    private Optional<String> file;

    @Inject
    private StructureVersions versions;

    @Inject
    private StructureInForce inForce;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private Clock clock;

    /**
     * Installs the structure if need be, checks the one in force, and gives capture points the zone of their tenant.
     *
     * @throws IllegalStateException if the file cannot be used, or a configured capture point belongs to no solution
     */
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    void install() {
        // Servers that start at once take turns.
        if (versions.newest() == 0 && versions.lockNewest() == 0) {
            versions.add(new StructureVersion(
                    1,
                    structure(file.map(String::strip).orElse("")),
                    AUTHOR,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    "Installed at the first start"));
        }
        BusinessStructure present = inForce.get();
        List<String> homeless = capturePoints.homeless(present);
        if (!homeless.isEmpty()) {
            throw new IllegalStateException("No solution of the business structure has the capture points "
                    + String.join(", ", homeless)
                    + "; start without them, name them in the capturePoints of a solution, and start with them again");
        }
        capturePoints.adoptZones(present);
    }

    /** What this value of the setting stands for; the minimal structure where it is empty. */
    static BusinessStructure structure(String file) {
        String text = file.isEmpty() ? MINIMAL : file.equals(SAMPLE) ? sample() : text(Path.of(file));
        Content content = StructureFile.read(text);
        if (content instanceof Content.Sound sound) {
            return sound.structure();
        }
        throw new IllegalStateException("The setting workgate.structure.file is \"" + file
                + "\"; the file cannot be used:\n"
                + ((Content.Faulty) content)
                        .faults().stream().map(StructureFault::toString).collect(Collectors.joining("\n")));
    }

    private static String sample() {
        try (InputStream sample = FirstStructure.class.getResourceAsStream("demo.yaml")) {
            if (sample == null) {
                throw new IllegalStateException("The sample structure is missing beside " + FirstStructure.class);
            }
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The setting workgate.structure.file is \"" + file + "\"; it has to be " + SAMPLE
                            + " or the absolute path of a file in UTF-8 that can be read: " + e,
                    e);
        }
    }
}
