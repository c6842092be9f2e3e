package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedSettingsTest {

    private static final Path SERVER = Path.of("../server-config/src/main/liberty/config");
    private static final Pattern VARIABLE = Pattern.compile("<variable name=\"([^\"]+)\"");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    private final String page = text(Path.of("../docs/settings.md"));

    @Test
    void every_variable_of_the_server_is_on_the_page() throws IOException {
        try (Stream<Path> files = Files.walk(SERVER)) {
            Set<String> variables = files.filter(file -> file.toString().endsWith(".xml"))
                    .flatMap(file -> VARIABLE.matcher(text(file)).results().map(found -> found.group(1)))
                    .collect(Collectors.toSet());

            assertThat(variables).hasSizeGreaterThan(20).allSatisfy(this::assertDocumented);
        }
    }

    /** Passwords for example: they have no default, and stand in no definition of a variable. */
    @Test
    void every_variable_that_somebody_else_has_to_set_is_on_the_page() throws IOException {
        try (Stream<Path> files = Files.walk(SERVER)) {
            Set<String> references = files.filter(file -> file.toString().endsWith(".xml"))
                    .flatMap(file -> REFERENCE.matcher(text(file)).results().map(found -> found.group(1)))
                    .filter(name -> !name.startsWith("server."))
                    .collect(Collectors.toSet());

            assertThat(references).contains("postgresql.password").allSatisfy(this::assertDocumented);
        }
    }

    @Test
    void every_setting_of_a_capture_point_is_on_the_page() {
        Set<String> asked = new HashSet<>();
        new CapturePoints(new Settings(Map.of()) {
            @Override
            public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
                asked.add(name);
                return super.getOptionalValue(name, type);
            }
        });

        assertThat(asked)
                .hasSizeGreaterThan(10)
                .map(name -> name.replace("workgate.capture-point.mq.", "workgate.capture-point.ID."))
                .filteredOn(
                        name -> !asked.contains(name.replace("workgate.capture-point.ID.", "workgate.capture-point.")))
                .contains("workgate.capture-point.ID.name")
                .allSatisfy(this::assertDocumented);
        assertThat(asked)
                .filteredOn(name -> !name.startsWith("workgate.capture-point.mq."))
                .hasSizeGreaterThan(10)
                .allSatisfy(this::assertDocumented);
    }

    private void assertDocumented(String setting) {
        assertThat(page).as("docs/settings.md").contains("| `" + setting + "` |");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
